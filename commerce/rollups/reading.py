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

from commerce.impact_filters import OF_LINK, Filters
from commerce.models import Click, ClickRollUp, LedgerEntry, Level, PurchaseLink, RollUp, RollUpMark
from commerce.rollups.cells import AMOUNTS, Cell, Key, cells_of, merged, stored
from commerce.rollups.click_rolling import CLICKS
from commerce.rollups.groupings import grouping_for
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
    """The clicks that count, by what a ledger entry would hold in `columns`. Two queries, one without columns.

    One query for roll-ups, mark and the rest: with the mark read before, a click could be counted in both. It sums by
    link, and what a link stands for is asked of the few that are left: joined first, each of its days would be.
    """
    asked = chosen.of_clicks()
    mark = RollUpMark.objects.filter(name=CLICKS).values("upto")
    newer = Click.objects.filter(asked, id__gt=Coalesce(Subquery(mark), 0), flag="")
    newer = newer.filter(**chosen.window.moments() if chosen.window else {})
    rolled = ClickRollUp.objects.filter(asked, link__isnull=not (columns or asked))
    day: Any = TruncDate("at", tzinfo=timezone.get_default_timezone())
    link = ["link_id"] if columns else []
    # The constant is there for want of a column, where all are counted together.
    first = newer.order_by().values_list(Value(0), *([day] if by_day else []), *link).annotate(count=Count("id"))
    # Each stretch by itself, for which there is an index: joined by OR, all roll-ups would be gone through.
    parts = [
        rolled.filter(span)
        .order_by()
        .values_list(Value(0), *(["start"] if by_day else []), *link)
        .annotate(count=Sum("clicks"))
        for span in _within(chosen.window, by_day)
    ]
    rows = [tuple(row) for _constant, *row in first.union(*parts, all=True)]
    found: Counter[Key] = Counter()
    if not columns:
        for *key, count in rows:
            found[tuple(key)] += count or 0
        return +found
    known = _of_links({code for *_day, code, _count in rows}, columns)
    for *begin, code, count in rows:
        found[(*begin, *known[code])] += count or 0
    return +found


def _of_links(codes: set[str], columns: tuple[str, ...]) -> dict[str, tuple]:
    """What a ledger entry by each link would hold in `columns`."""
    links = PurchaseLink.objects.filter(pk__in=codes).values_list("pk", *(OF_LINK[column] for column in columns))
    return {code: tuple(key) for code, *key in links}


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
