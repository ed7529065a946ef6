"""Numbers, dates and months as readers see them."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils import dates, timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from products.availability import SOLD_OUT, Pause
from products.models import Place


def grams_as_kg(grams: int) -> str:
    """49960000 → 49,960; 1250 → 1.25: kilograms without needless zeros."""
    return _trimmed(f"{Decimal(grams) / 1000:,.3f}")


def fen_as_yuan(fen: int) -> str:
    """28000000 → 280,000.00: yuan as an account says it."""
    return f"{Decimal(fen) / 100:,.2f}"


def fen_as_price(fen: int) -> str:
    """2800 → 28, 560 → 5.6, 1395 → 13.95: yuan as a price tag says it."""
    return _trimmed(f"{Decimal(fen) / 100:,.2f}")


def fen_per_kg(price_fen: int, net_grams: int) -> int:
    """Price of a kilogram in fen, rounded half up."""
    exact = Decimal(price_fen) * 1000 / Decimal(net_grams)
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def day(value: date | None) -> str:
    """2027年4月30日 or 30 April 2027; a time is taken to China first."""
    if value is None:
        return ""
    if hasattr(value, "hour"):
        value = timezone.localtime(value).date()
    return date_format(value, "j F Y" if (translation.get_language() or "").startswith("en") else "Y年n月j日")


def days(start: date | None, end: date | None) -> str:
    """A span of days, both included, the year said once: 2026年11月7日至8日, 7–8 November 2026.

    Either end may be open; nothing where both are.
    """
    if not (start and end):
        if start:
            return _("Since %(day)s") % {"day": day(start)}
        return _("Until %(day)s") % {"day": day(end)} if end else ""
    if start == end:
        return day(start)
    english = (translation.get_language() or "").startswith("en")
    if start.year != end.year:
        return f"{day(start)} – {day(end)}" if english else f"{day(start)}至{day(end)}"
    same_month = start.month == end.month
    if english:
        return f"{start.day}–{day(end)}" if same_month else f"{date_format(start, 'j F')} – {day(end)}"
    return f"{day(start)}至{date_format(end, 'j日' if same_month else 'n月j日')}"


def months(numbers: Sequence[int]) -> str:
    """(11, 12, 1) → 十一月至一月 or November to January."""
    if not numbers:
        return ""
    if len(numbers) == 12:
        return _("all year")
    first, last = dates.MONTHS[numbers[0]], dates.MONTHS[numbers[-1]]
    return str(first) if len(numbers) == 1 else _("%(first)s to %(last)s") % {"first": first, "last": last}


def pause(value: Pause) -> str:
    """已售罄 · 下次采收在十一月, Out of season · next harvest in November."""
    said = _("Sold out") if value.kind == SOLD_OUT else _("Out of season")
    if value.next_month is None:
        return said
    return f"{said} · " + _("next harvest in %(month)s") % {"month": dates.MONTHS[value.next_month]}


def short_months() -> list[str]:
    """1月 … 12月, or Jan … Dec."""
    english = (translation.get_language() or "").startswith("en")
    return [str(dates.MONTHS_3[month]).capitalize() if english else f"{month}月" for month in range(1, 13)]


def clock(seconds: float | None) -> str:
    """74 → 1:14; nothing for an unknown length."""
    if not seconds:
        return ""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def place_name(place: Place) -> str:
    """County with its province before it, where the province is known."""
    top = place
    while top.parent_id and top.parent:
        top = top.parent
    return place.name() if top is place else f"{top.name()} · {place.name()}"
