"""Reads figures: from roll-ups as far as these go, from ledger and clicks for the rest. Always exact.

What is rolled up is known from the marks: all days that an entry newer than the mark falls on are summed anew from the
ledger. Marks are read first, so that a worker that rolls up in between does no harm.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from commerce.impact_filters import OF_LINK, Filters, link_column
from commerce.models import Click, ClickRollUp, LedgerEntry, Level, RollUp, RollUpMark
from commerce.rollups.cells import AMOUNTS, Cell, Key, cells_of, merged, stored
from commerce.rollups.click_rolling import CLICKS
from commerce.rollups.groupings import CLICK_GROUPINGS, grouping_for
from commerce.rollups.periods import Cover, cover, start_of, stretches
from commerce.windows import Window


@dataclass(frozen=True, slots=True)
class State:
    """How far the roll-ups go. `years` are those with entries; `unrolled` the spans that lack some."""

    years: set[date]
    unrolled: dict[str, set[date]]


def state() -> State:
    """Read it; three queries."""
    marks = dict(RollUpMark.objects.values_list("name", "upto"))
    reached = {level: marks.get(level, 0) for level in Level}
    newer = LedgerEntry.objects.filter(id__gt=min(reached.values()))
    # Not grouped by the database: SQLite would go through the whole index of days for it. The last of a day stays.
    tail = dict(newer.order_by("id").values_list("day", "id").iterator(chunk_size=10_000)).items()
    rolled = RollUp.objects.filter(grouping="total", level=Level.YEAR).values_list("start", flat=True)
    return State(
        years={*rolled, *(start_of(Level.YEAR, day) for day, _last in tail)},
        unrolled={level: {start_of(level, day) for day, last in tail if last > reached[level]} for level in Level},
    )


def cells(chosen: Filters, columns: tuple[str, ...], at: State, *, by_day: bool = False) -> dict[Key, Cell]:
    """What the ledger holds, by `columns` of it; `by_day` puts the day before them. Two queries at most."""
    grouping = grouping_for({*columns, *chosen.columns()})
    levels = [level for level in grouping.levels if level == Level.DAY or not by_day]
    found = cover(chosen.window, at.years, levels, at.unrolled)
    if by_day:
        columns = ("day", *columns)
    held = _rolled(grouping.name, found, chosen, columns) if found.spans else []
    if found.days:
        entries = LedgerEntry.objects.filter(chosen.of_entries(), day__in=found.days)
        held += cells_of(entries, *columns).items()
    return merged(held)


def _rolled(grouping: str, found: Cover, chosen: Filters, columns: tuple[str, ...]) -> list[tuple[Key, Cell]]:
    spans = Q(*(Q(level=level, start__in=starts) for level, starts in found.spans.items()), _connector=Q.OR)
    named = ["start" if column == "day" else column for column in columns]
    rows = RollUp.objects.filter(spans, chosen.of_entries(), grouping=grouping)
    return [stored(row) for row in rows.values_list(*named, *AMOUNTS)]


def clicks(chosen: Filters, columns: tuple[str, ...] = (), *, by_day: bool = False) -> Counter[Key]:
    """The clicks that count, by what a ledger entry would hold in `columns`; `by_day` puts the day before them.

    One query for roll-ups, mark and the rest: with the mark read before, a click could be counted in both.
    """
    grouping = grouping_for({link_column(column) for column in {*columns, *chosen.columns()}}, CLICK_GROUPINGS)
    mark = RollUpMark.objects.filter(name=CLICKS).values("upto")
    newer = Click.objects.filter(chosen.of_clicks(), id__gt=Coalesce(Subquery(mark), 0), flag="")
    if chosen.window:
        # Not by the index of moments: SQLite would take it before that of ids, and go through all that is rolled up.
        newer = newer.alias(moment=Coalesce("at", "at")).filter(**chosen.window.moments("moment"))
    rolled = ClickRollUp.objects.filter(chosen.of_links(), grouping=grouping.name)
    day: Any = TruncDate("at", tzinfo=timezone.get_default_timezone())
    ways = [OF_LINK[column] for column in columns]
    # The constant is there for want of a column, where all are counted together.
    first = newer.order_by().values_list(Value(0), *([day] if by_day else []), *(f"link__{way}" for way in ways))
    # Each stretch by itself, for which there is an index: joined by OR, all roll-ups would be gone through.
    parts = [
        rolled.filter(span)
        .order_by()
        .values_list(Value(0), *(["start"] if by_day else []), *ways)
        .annotate(count=Sum("clicks"))
        for span in _within(chosen.window, by_day)
    ]
    found: Counter[Key] = Counter()
    for _constant, *key, count in first.annotate(count=Count("id")).union(*parts, all=True):
        found[tuple(key)] += count or 0
    return +found


def _within(window: Window | None, by_day: bool) -> list[Q]:
    return [
        Q(level=level) & (Q(start__gte=begin) if begin else Q()) & (Q(start__lt=end) if end else Q())
        for level, begin, end in stretches(window, [Level.DAY] if by_day else list(Level))
    ]


def behind() -> bool:
    """Whether there is anything that no roll-up has. Three queries."""
    marks = dict(RollUpMark.objects.values_list("name", "upto"))
    entries = LedgerEntry.objects.filter(id__gt=min(marks.get(level, 0) for level in Level))
    return entries.exists() or Click.objects.filter(id__gt=marks.get(CLICKS, 0)).exists()
