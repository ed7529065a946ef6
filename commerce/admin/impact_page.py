"""The impact tables for those who work with the figures."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from commerce import charts, impact
from commerce.admin.impact_files import FILES, Table, figures_file
from commerce.admin.impact_form import FIRST, ImpactForm
from commerce.breakdowns import BREAKDOWNS
from commerce.campaign_progress import progress_of
from commerce.impact_days import over_time
from products.admin.pages import GuardedPage


class ImpactPage(GuardedPage, TemplateView):
    """One breakdown at a time; a file holds the one that the address names, or all."""

    permission = "commerce.view_ledgerentry"
    page_title = gettext_lazy("Impact")
    header_icon = "table"
    template_name = "commerce/admin/impact.html"

    def get(self, request, *args, **kwargs):
        kind = request.GET.get("file", "")
        if kind in FILES:
            form = ImpactForm(request.GET)
            asked = form.breakdown()
            return figures_file(kind, [_table(key, form.filters()) for key in ([asked] if asked else BREAKDOWNS)])
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        form = ImpactForm(self.request.GET or None)
        filters = form.filters()
        earlier = filters["window"].before()
        table = _table(form.breakdown() or FIRST, filters)
        return super().get_context_data(
            form=form,
            totals=impact.totals(**filters),
            before=impact.totals(**{**filters, "window": earlier}) if earlier else None,
            days=charts.day_chart(over_time(**filters), _days),
            bars=charts.bar_chart(table.title, [(row.name(), row.figures.fen) for row in table.rows]),
            table=table,
            progress=progress_of(form.chosen) if form.chosen else None,
            files=[(kind.upper(), self._same_address(kind)) for kind in FILES],
            **kwargs,
        )

    def _same_address(self, kind: str) -> str:
        query = self.request.GET.copy()
        query["file"] = kind
        return f"?{query.urlencode()}"


def _table(key: str, filters: dict) -> Table:
    """A breakdown, beside the same of as many days before where the window has two ends."""
    breakdown, earlier = BREAKDOWNS[key], filters["window"].before()
    # A day before has no row to stand beside.
    compared = earlier is not None and key != "day"
    before = breakdown.rows(**{**filters, "window": earlier}) if compared else None
    return Table(str(breakdown.title), str(breakdown.column), breakdown.rows(**filters), before)


def _days(start: date, end: date) -> str:
    said = date_format(start)
    return said if start == end else f"{said} – {date_format(end)}"
