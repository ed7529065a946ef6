"""Small inline drawings, by attributes alone: the public site's policy forbids inline styles."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

# A circle of twelve units, so that a month is one unit; a seventh of each is the gap.
MONTH, GAP = 0.86, 0.14


def season_ring(months: Sequence[int], current: int, label: str) -> SafeString:
    """Twelve months from the top, clockwise, with the months of harvest lit and a dot at the current one.

    `months` are 1–12 in order; empty gives no ring.
    """
    if not months:
        return SafeString("")
    lit = " ".join([f"{MONTH} {GAP}"] * (len(months) - 1) + [f"{MONTH} {12 - len(months) + GAP:.2f}"])
    return format_html(
        '<svg class="ring" viewBox="0 0 56 56" role="img" aria-label="{label}">'
        '<g fill="none" stroke-width="5">'
        '<circle class="ring__year" cx="28" cy="28" r="24" pathLength="12" stroke-dasharray="{month} {gap}"'
        ' transform="rotate(-87.9 28 28)"/>'
        '<circle class="ring__harvest" cx="28" cy="28" r="24" pathLength="12" stroke-dasharray="{lit}"'
        ' transform="rotate({turn} 28 28)"/></g>'
        '<circle class="ring__now" cx="28" cy="12" r="2.5" transform="rotate({now} 28 28)"/>'
        "</svg>",
        label=label,
        month=MONTH,
        gap=GAP,
        lit=lit,
        turn=str(round((months[0] - 1) * 30 - 87.9, 1)),
        now=(current - 1) * 30 + 15,
    )


def bar(part: int, whole: int) -> SafeString:
    """A bar as long as `part` of `whole`. The number stands beside it, so a screen reader skips the bar."""
    share = max(0, min(100, round(100 * part / whole, 1))) if whole > 0 else 0
    return format_html(
        '<svg class="bar" aria-hidden="true"><rect width="100%" height="100%" rx="2"/>'
        '<rect width="{}%" height="100%" rx="2"/></svg>',
        share,
    )
