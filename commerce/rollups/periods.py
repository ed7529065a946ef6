"""Days, months and years, and how few of them make up a window."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from commerce.models import Level
from commerce.windows import EARLIEST, LATEST, Window

_NEXT = {Level.YEAR: Level.MONTH, Level.MONTH: Level.DAY}


def start_of(level: str, day: date) -> date:
    """The first day of the span that `day` lies in."""
    return {Level.YEAR: day.replace(month=1, day=1), Level.MONTH: day.replace(day=1), Level.DAY: day}[Level(level)]


def after(level: str, start: date) -> date:
    """The first day of the next span."""
    days = {Level.YEAR: 366, Level.MONTH: 31, Level.DAY: 1}[Level(level)]
    return start_of(level, start + timedelta(days=days))


def parts(level: str, start: date) -> Iterator[date]:
    """The spans of the next shorter kind in one, by their first days."""
    shorter, end = _NEXT[Level(level)], after(level, start)
    while start < end:
        yield start
        start = after(shorter, start)


@dataclass(slots=True)
class Cover:
    """What a window is put together from: spans that are rolled up, by level, and single days that are not."""

    spans: dict[str, list[date]] = field(default_factory=dict)
    days: list[date] = field(default_factory=list)


def cover(
    window: Window | None, years: Iterable[date], levels: Collection[str], unrolled: Mapping[str, Collection[date]]
) -> Cover:
    """Put a window together from as few spans as can be.

    `years`: those in which anything happened, by their first days. `levels`: what is rolled up at all.
    `unrolled`: spans of each level that lack entries, by their first days.
    """
    first = (window and window.start) or EARLIEST
    last = (window and window.end) or LATEST
    found = Cover()

    def take(level: str, start: date) -> None:
        if start > last or after(level, start) <= first:
            return
        whole = first <= start and after(level, start) - timedelta(days=1) <= last
        if whole and level in levels and start not in unrolled[level]:
            found.spans.setdefault(level, []).append(start)
        elif level == Level.DAY:
            found.days.append(start)
        else:
            for part in parts(level, start):
                take(_NEXT[Level(level)], part)

    for year in sorted(years):
        take(Level.YEAR, year)
    return found


def stretches(window: Window | None, levels: Collection[str]) -> list[tuple[str, date | None, date | None]]:
    """Put a window together from stretches of days, months and years, where all are rolled up without a gap.

    `levels`: those to be used. Returns `(level, first start, start after the last)`; None is open.
    """
    begin = _within_reason(window.start) if window and window.start else None
    stop = _within_reason(window.end) + timedelta(days=1) if window and window.end else None
    found: list[tuple[str, date | None, date | None]] = []
    for shorter, longer in ((Level.DAY, Level.MONTH), (Level.MONTH, Level.YEAR)):
        if longer not in levels:
            return [*found, (shorter, begin, stop)]
        inner = begin if begin is None or begin == start_of(longer, begin) else after(longer, begin)
        outer = stop and start_of(longer, stop)
        if inner and outer and inner >= outer:
            # Not one whole span of the longer kind.
            return [*found, (shorter, begin, stop)]
        if begin != inner:
            found.append((shorter, begin, inner))
        if stop != outer:
            found.append((shorter, outer, stop))
        begin, stop = inner, outer
    return [*found, (Level.YEAR, begin, stop)]


def _within_reason(day: date) -> date:
    return min(max(day, EARLIEST), LATEST)
