"""Figures over time, as a chart shows them: days, or weeks, months and years where there are too many."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from commerce.figures import Figures
from commerce.impact_filters import Filters
from commerce.rollups import reading
from commerce.rollups.cells import Cell

ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` to `end`, both included. Clicks are not counted."""

    start: date
    end: date
    figures: Figures

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


@dataclass(slots=True)
class _Part:
    start: date
    end: date
    cells: list[Cell] = field(default_factory=list)

    def cell(self) -> Cell:
        """All of them together, from now on as one."""
        if self.cells:
            self.cells = [Cell.of(self.cells)]
        return self.cells[0] if self.cells else Cell()

    def is_too_small(self, least_buyers: int) -> bool:
        return 0 < len(self.cell().buyers) < least_buyers


def over_time(*, most: int = 62, least_buyers: int = 0, **filters) -> list[Stretch]:
    """Return figures without a gap from the first day on which anything happened to the last, in `most` parts or fewer.

    A part of fewer buyers than `least_buyers`, but not of none, is joined with those after it. Five queries.
    """
    cells = reading.cells(Filters(**filters), (), reading.state(), by_day=True)
    days = {day: cell for (day,), cell in cells.items()}
    if not days:
        return []
    parts = _joined(_parts(days, most), least_buyers)
    return [Stretch(part.start, part.end, Figures.of(part.cell(), 0)) for part in parts]


def _parts(days: dict[date, Cell], most: int) -> list[_Part]:
    first, last = min(days), max(days)
    number = (last - first).days + 1
    ends_with = next(step for length, step in _STEPS if number <= most * length)
    parts = [_Part(first, first)]
    day = first
    while day <= last:
        if day in days:
            parts[-1].cells.append(days[day])
        parts[-1].end = day
        if ends_with(day) and day < last:
            parts.append(_Part(day + ONE, day + ONE))
        day += ONE
    return parts


# How many days a step has, and whether it ends with a day.
_STEPS = (
    (1, lambda day: True),
    (7, lambda day: day.weekday() == 6),
    (30, lambda day: (day + ONE).day == 1),
    (10**6, lambda day: (day.month, day.day) == (12, 31)),
)


def _joined(parts: list[_Part], least: int) -> list[_Part]:
    found: list[_Part] = []
    for part in parts:
        if found and found[-1].is_too_small(least):
            found[-1].end = part.end
            found[-1].cells += part.cells
        else:
            found.append(part)
    if len(found) > 1 and found[-1].is_too_small(least):
        last = found.pop()
        found[-1].end = last.end
        found[-1].cells += last.cells
    return found
