"""The impact of a window of days: what the page and the JSON both show."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from commerce import impact
from commerce.models import Campaign

# Short enough to be read, long enough for every county of the campaign's provinces.
MOST_ROWS = 50


class WindowForm(forms.Form):
    """`from` and `to`: days in China, both included; either may be left open."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # `from` is a Python keyword and cannot be declared as an attribute.
        for name, label in (("from", _("From")), ("to", _("To"))):
            self.fields[name] = forms.DateField(
                label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            )

    def clean(self) -> dict:
        days = super().clean()
        start, end = days.get("from"), days.get("to")
        if start and end and end < start:
            raise forms.ValidationError(_("The last day lies before the first. Swap the two days."))
        return days


@dataclass(frozen=True)
class Table:
    key: str
    title: str
    column: str
    rows: list


@dataclass(frozen=True)
class Period:
    """The days that were asked for. `campaign` where they were asked for by its name."""

    start: date | None
    end: date | None
    campaign: Campaign | None = None

    @property
    def window(self) -> impact.Window:
        return impact.Window(self.start, self.end)


def asked_period(query: QueryDict, campaigns: list[Campaign]) -> tuple[Period | None, WindowForm]:
    """Read `?campaign=` or `?from=&to=`; None with the form's errors where they make no sense."""
    key = query.get("campaign", "")
    if key:
        campaign = next((item for item in campaigns if item.key == key), None)
        if campaign is not None:
            days = {"from": campaign.starts, "to": campaign.ends}
            return Period(campaign.starts, campaign.ends, campaign), WindowForm(initial=days)
        form = WindowForm({})
        form.is_valid()
        form.add_error(None, gettext("There is no campaign of this name. Choose one above, or enter two days."))
        return None, form
    form = WindowForm(query)
    if not form.is_valid():
        return None, form
    return Period(form.cleaned_data["from"], form.cleaned_data["to"]), form


def total_of(period: Period) -> impact.Figures:
    if period.campaign is not None:
        return impact.campaign_figures(period.campaign)
    return impact.totals(window=period.window)


def tables_of(period: Period) -> list[Table]:
    """The breakdowns, each summing up to the total; one query or two for each."""
    window = period.window
    return [
        Table("product", gettext("By product"), gettext("Product"), impact.by_product(window=window)[:MOST_ROWS]),
        Table("county", gettext("By county"), gettext("County"), impact.by_county(window=window)[:MOST_ROWS]),
        Table("story", gettext("By story"), gettext("Story"), impact.by_story(window=window)[:MOST_ROWS]),
        Table("channel", gettext("By channel"), pgettext("media", "Channel"), impact.by_channel(window=window)),
    ]
