"""The impact tables for those who work with the figures."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.widgets import AdminDateInput

from commerce import impact
from commerce.admin.impact_files import FILES, figures_file
from commerce.admin.pages import GuardedPage
from commerce.campaign_progress import progress_of
from commerce.models import Campaign
from commerce.windows import Window


class WindowForm(forms.Form):
    """Days in China, or a campaign's."""

    campaign = forms.ModelChoiceField(
        Campaign.objects.all(), required=False, label=gettext_lazy("Campaign"), empty_label=gettext_lazy("Any days")
    )
    start = forms.DateField(required=False, label=gettext_lazy("From"), widget=AdminDateInput)
    end = forms.DateField(required=False, label=gettext_lazy("Until"), widget=AdminDateInput)

    def clean(self) -> dict:
        cleaned = super().clean()
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day lies before the first."))
        return cleaned

    @property
    def chosen(self) -> Campaign | None:
        return self.cleaned_data.get("campaign") if self.is_valid() else None

    def filters(self) -> dict:
        """Arguments for the functions of `commerce.impact`; everything where the form is wrong or empty."""
        chosen = self.cleaned_data if self.is_valid() else {}
        campaign = chosen.get("campaign")
        if campaign:
            return {"window": campaign.window, "products": list(campaign.products.all()) or None}
        return {"window": Window(chosen.get("start"), chosen.get("end"))}


class ImpactPage(GuardedPage, TemplateView):
    permission = "commerce.view_ledgerentry"
    page_title = gettext_lazy("Impact")
    header_icon = "table"
    template_name = "commerce/admin/impact.html"

    def get(self, request, *args, **kwargs):
        kind = request.GET.get("file", "")
        if kind in FILES:
            return figures_file(kind, self.tables(WindowForm(request.GET).filters()))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        form = WindowForm(self.request.GET or None)
        filters = form.filters()
        earlier = filters["window"].before()
        return super().get_context_data(
            form=form,
            totals=impact.totals(**filters),
            before=impact.totals(**{**filters, "window": earlier}) if earlier else None,
            tables=self.tables(filters),
            progress=progress_of(form.chosen) if form.chosen else None,
            files=[(kind.upper(), self._same_address(kind)) for kind in FILES],
            **kwargs,
        )

    def _same_address(self, kind: str) -> str:
        query = self.request.GET.copy()
        query["file"] = kind
        return f"?{query.urlencode()}"

    @staticmethod
    def tables(filters: dict) -> list[tuple[str, list[impact.Row]]]:
        return [
            (_("By product"), impact.by_product(**filters)),
            (_("By brand"), impact.by_brand(**filters)),
            (_("By county"), impact.by_county(**filters)),
            (_("By story"), impact.by_story(**filters)),
            (_("By channel"), impact.by_channel(**filters)),
            (_("By shop"), impact.by_shop(**filters)),
            (_("By day"), impact.by_day(**filters)),
        ]
