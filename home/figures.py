"""The impact of a window of days: what the page and the JSON both show."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from commerce import impact
from commerce.breakdowns import BREAKDOWNS
from commerce.impact_days import Stretch, over_time
from commerce.models import Campaign
from home.languages import OWN_NAMES
from home.wording import place_name
from products.models import Place
from stories.models import StoryPage

# Short enough to be read, long enough for every county of the campaign's provinces.
MOST_ROWS = 50
# What a single author, shop or place in a story brought is for those who work with it.
PUBLIC = ("product", "brand", "grower", "county", "province", "story", "channel")


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
class Line:
    name: str
    figures: impact.Figures


@dataclass(frozen=True)
class Table:
    key: str
    title: str
    column: str
    rows: list[Line]


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
    return impact.totals(**_filters(period))


def tables_of(period: Period, *keys: str) -> list[Table]:
    """The breakdowns of these keys, or all that are public; kilograms and yuan of each add up to the total."""
    filters = _filters(period)
    chosen = (BREAKDOWNS[key] for key in keys or PUBLIC)
    return [
        Table(breakdown.key, str(breakdown.title), str(breakdown.column), _lines(breakdown.rows(**filters)))
        for breakdown in chosen
    ]


def asked_breakdown(query: QueryDict) -> str:
    """The key of the breakdown that `?by=` asks for; the first where it asks for none that is public."""
    key = query.get("by", "")
    return key if key in PUBLIC else PUBLIC[0]


def days_of(period: Period) -> list[Stretch]:
    """The figures over time. Days of few buyers stand together with those after them."""
    return over_time(least_buyers=settings.IMPACT_MIN_BUYERS, **_filters(period))


def _filters(period: Period) -> dict:
    products = list(period.campaign.products.all()) if period.campaign else []
    return {"window": period.window, "products": products or None}


def _lines(rows: list[impact.Row]) -> list[Line]:
    """Named rows, and one for the rest: where there are too many to read, or too few buyers to be shown alone."""
    shown = [row for row in rows if not 0 < row.figures.buyers < settings.IMPACT_MIN_BUYERS][:MOST_ROWS]
    named = {id(row) for row in shown}
    titles = _translated_titles(shown)
    lines = [Line(titles.get(row.key) or _name(row), row.figures) for row in shown]
    rest = [row.figures for row in rows if id(row) not in named]
    if rest:
        names = ("grams", "fen", "buyers", "orders", "clicks")
        sums = {name: sum(getattr(figures, name) for figures in rest) for name in names}
        lines.append(Line(gettext("All others"), impact.Figures(**sums)))
    return lines


def _translated_titles(rows: list[impact.Row]) -> dict[int, str]:
    """Of stories in another language that were translated: the title in the reader's, with the story's language."""
    language = get_language()
    others = [row.subject for row in rows if isinstance(row.subject, StoryPage)]
    others = [story for story in others if story.locale.language_code != language]
    if not others:
        return {}
    translations = StoryPage.objects.live().filter(
        locale__language_code=language, translation_key__in=[story.translation_key for story in others]
    )
    titles = dict(translations.values_list("translation_key", "title"))
    return {
        story.pk: gettext("%(title)s (%(language)s)")
        % {"title": titles[story.translation_key], "language": OWN_NAMES[story.locale.language_code]}
        for story in others
        if story.translation_key in titles
    }


def _name(row: impact.Row) -> str:
    """Counties with their province."""
    return place_name(row.subject) if isinstance(row.subject, Place) else row.name()
