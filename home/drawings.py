"""Small inline drawings, by attributes alone: the public site's policy forbids inline styles."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from math import tau

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# A twelfth of the ring is a month; a seventh of each is the gap. Not by `pathLength`, which the W3C's checker
# knows on paths alone.
RADIUS = 24
UNIT = RADIUS * tau / 12
MONTH, GAP = round(0.86 * UNIT, 2), round(0.14 * UNIT, 2)


def season_ring(months: Sequence[int], current: int, label: str) -> SafeString:
    """Twelve months from the top, clockwise, with the months of harvest lit and a dot at the current one.

    `months` are 1–12 in order; empty gives no ring.
    """
    if not months:
        return SafeString("")
    dark = (12 - len(months)) * UNIT + GAP
    lit = " ".join([f"{MONTH} {GAP}"] * (len(months) - 1) + [f"{MONTH} {dark:.2f}"])
    return format_html(
        '<svg class="ring" viewBox="0 0 56 56" role="img" aria-label="{label}">'
        '<g fill="none" stroke-width="5">'
        '<circle class="ring__year" cx="28" cy="28" r="{radius}" stroke-dasharray="{month} {gap}"'
        ' transform="rotate(-87.9 28 28)"/>'
        '<circle class="ring__harvest" cx="28" cy="28" r="{radius}" stroke-dasharray="{lit}"'
        ' transform="rotate({turn} 28 28)"/></g>'
        '<circle class="ring__now" cx="28" cy="12" r="2.5" transform="rotate({now} 28 28)"/>'
        "</svg>",
        label=label,
        radius=RADIUS,
        month=MONTH,
        gap=GAP,
        lit=lit,
        turn=str(round((months[0] - 1) * 30 - 87.9, 1)),
        now=(current - 1) * 30 + 15,
    )


# The calendar: twelve cells, names below; a stretch of harvest is one bar.
CELL, BAR_TOP, BAR_HEIGHT, NAMES_AT = 50, 16, 20, 60


def season_calendar(months: Sequence[int], names: Sequence[str], today: date, label: str) -> SafeString:
    """The year from left to right, harvest lit, a mark at today; `names` are those of the twelve months, short.

    `months` are 1–12 in order and may run over New Year; empty gives no calendar.
    """
    if not months:
        return SafeString("")
    days = monthrange(today.year, today.month)[1]
    now = round((today.month - 1 + (today.day - 0.5) / days) * CELL, 1)
    return format_html(
        '<svg class="calendar" viewBox="0 0 600 68" role="img" aria-label="{label}">'
        '<g class="calendar__year">{year}</g><g class="calendar__harvest">{harvest}</g>'
        '<path class="calendar__now" d="M{now} 14l-6 -10h12zM{now} 14v{reach}"/>'
        '<g text-anchor="middle" font-size="18">{names}</g></svg>',
        label=label,
        year=_bars((month, month) for month in range(1, 13)),
        harvest=_bars(_stretches(months)),
        now=now,
        reach=BAR_HEIGHT + 4,
        names=format_html_join(
            "",
            '<text x="{}" y="{}"{}>{}</text>',
            ((index * CELL + CELL // 2, NAMES_AT, _lit(index + 1 in months), name) for index, name in enumerate(names)),
        ),
    )


def _stretches(months: Sequence[int]) -> list[tuple[int, int]]:
    """November to January → from November to December, and January."""
    first, last = months[0], months[-1]
    return [(first, last)] if first <= last else [(first, 12), (1, last)]


def _bars(stretches: Iterable[tuple[int, int]]) -> SafeString:
    return format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}" rx="3"/>',
        (((first - 1) * CELL + 2, BAR_TOP, (last - first + 1) * CELL - 4, BAR_HEIGHT) for first, last in stretches),
    )


def _lit(lit: bool) -> SafeString:
    return SafeString(' class="calendar__lit"' if lit else "")


def bar(part: int, whole: int) -> SafeString:
    """A bar as long as `part` of `whole`. The number stands beside it, so a screen reader skips the bar."""
    share = max(0, min(100, round(100 * part / whole, 1))) if whole > 0 else 0
    return format_html(
        '<svg class="bar" aria-hidden="true"><rect width="100%" height="100%" rx="2"/>'
        '<rect width="{}%" height="100%" rx="2"/></svg>',
        share,
    )
