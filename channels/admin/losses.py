"""What channels lose: per channel by kind and weight, down to the stories, and as a spreadsheet."""

from itertools import groupby, islice

from django import forms
from django.urls import path, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from channels import loss_sums
from channels.admin.words import channel_choices
from channels.contract import Loss
from channels.messages import loss_kind, loss_message
from products.admin.pages import GuardedPage
from products.admin.viewsets import PageViewSet
from products.cells_out import PlainExport

SHOWN = 200
WEIGHTS = {"heavy": gettext_lazy("Heavy"), "medium": gettext_lazy("Medium"), "light": gettext_lazy("Light")}
SPANS = [
    (0, gettext_lazy("What stands now")),
    (7, gettext_lazy("Made in the last 7 days")),
    (30, gettext_lazy("Made in the last 30 days")),
    (365, gettext_lazy("Made in the last 365 days")),
]


class LossFilter(forms.Form):
    days = forms.TypedChoiceField(
        label=gettext_lazy("Editions"), required=False, coerce=int, empty_value=0, choices=SPANS
    )
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), required=False)
    weight = forms.ChoiceField(label=gettext_lazy("Weight"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [("", _("All")), *channel_choices()]
        self.fields["weight"].choices = [("", _("All")), *WEIGHTS.items()]


class LossesView(PlainExport, SpreadsheetExportMixin, GuardedPage, TemplateView):
    permission = "channels.view_edition"
    template_name = "channels/admin/losses.html"
    page_title = gettext_lazy("Losses")
    header_icon = "minus"
    http_method_names = ["get", "head"]
    list_export = ["channel", "code", "kind", "weight", "times", "editions"]
    export_headings = {
        "channel": gettext_lazy("Channel"),
        "code": gettext_lazy("Code"),
        "kind": gettext_lazy("Loss"),
        "weight": gettext_lazy("Weight"),
        "times": gettext_lazy("Times"),
        "editions": gettext_lazy("Editions"),
        "story": gettext_lazy("Story"),
        "version": gettext_lazy("Version"),
        "what": gettext_lazy("What"),
    }

    def get_filename(self) -> str:
        return f"losses-{timezone.localdate():%Y-%m-%d}"

    def get(self, request, *args, **kwargs):
        self.form = LossFilter(request.GET)
        self.wanted = self.form.cleaned_data if self.form.is_valid() else {}
        rows = self.rows()
        if self.is_export:
            return self.as_spreadsheet(rows, request.GET["export"])
        return self.render_to_response(self.get_context_data(rows=rows))

    def editions(self):
        return loss_sums.editions_in(self.wanted.get("days") or 0)

    def rows(self) -> list[dict]:
        names = dict(channel_choices())
        found = self.editions()
        if self.wanted.get("channel"):
            found = found.filter(channel=self.wanted["channel"])
        return [
            {
                "key": row.channel,
                "channel": names.get(row.channel, row.channel),
                "code": row.code,
                "kind": loss_kind(row.code),
                "weight": str(WEIGHTS[row.weight]),
                "heavy": row.weight == "heavy",
                "times": row.times,
                "editions": row.editions,
            }
            for row in loss_sums.sums(found, self.wanted.get("weight") or "")
        ]

    def get_context_data(self, rows, **kwargs):
        groups = [
            {"name": name, "rows": found, "times": sum(row["times"] for row in found)}
            for name, group in groupby(rows, key=lambda row: row["channel"])
            for found in [list(group)]
        ]
        query = self.request.GET.copy()
        query.pop("export", None)
        return super().get_context_data(
            form=self.form, groups=groups, query=query.urlencode(), days=self.wanted.get("days") or 0, **kwargs
        )


class LossStoriesView(LossesView):
    """One kind of loss on one channel, story by story."""

    template_name = "channels/admin/loss_stories.html"
    above = ((LossesView.page_title, reverse_lazy("channel_losses:index")),)
    list_export = ["channel", "story", "version", "weight", "what"]

    def get_page_subtitle(self) -> str:
        return dict(channel_choices()).get(self.kwargs["key"], self.kwargs["key"])

    def rows(self) -> list[dict]:
        code, name = self.kwargs["code"], self.get_page_subtitle()
        losses = loss_sums.of_code(self.editions(), self.kwargs["key"], code)
        return [
            {
                "channel": name,
                "edition": loss.edition,
                "story": loss.edition.story.title,
                "version": loss.edition.release.version,
                "weight": str(WEIGHTS[loss.weight]),
                "what": loss.what,
                "text": loss_message(Loss(code, "", loss.what, loss.weight)),
            }
            for loss in (losses if self.is_export else islice(losses, SHOWN))
        ]

    def get_crumb(self):
        return loss_kind(self.kwargs["code"])

    def get_context_data(self, rows, **kwargs):
        return super().get_context_data(
            rows=[],
            found=rows,
            kind=loss_kind(self.kwargs["code"]),
            at_most=SHOWN if len(rows) == SHOWN else 0,
            **kwargs,
        )


class LossesViewSet(PageViewSet):
    name = "channel_losses"
    url_prefix = "channel-losses"
    icon = "minus"
    menu_label = gettext_lazy("Losses")
    page = LossesView

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<str:key>/<str:code>/", LossStoriesView.as_view(), name="stories"),
        ]
