"""Rolls up the ledger. Its writers know nothing of it and are not held up.

Entries get their ids under the ledger's lock, so that all up to a mark are seen at once. Each level is made of the one
below it, and its mark never passes that one's. Rows of a span are put in place together, before the mark moves: until
then readers take that span from the ledger. One worker at a time: a lease in database time.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Max, Q
from django.db.models.functions import Now
from django.utils import timezone
from pyroaring import BitMap

from commerce.models import LedgerEntry, Level, RollUp, RollUpMark
from commerce.rollups.cells import AMOUNTS, Cell, Key, cells_of, merged, stored
from commerce.rollups.groupings import FACTS, GROUPINGS, Grouping
from commerce.rollups.periods import after, start_of

LEASE = timedelta(minutes=2)
# A month and a year are made anew after a pause: orders and returns come all the time, and readers need not wait.
RESTS = {Level.DAY: timedelta(0), Level.MONTH: timedelta(minutes=10), Level.YEAR: timedelta(hours=1)}
_SHORTER = {Level.MONTH: Level.DAY, Level.YEAR: Level.MONTH}


class LeaseLost(Exception):
    """Another worker rolls up now."""


def roll_up(*, rested: bool = True) -> int:
    """Bring the ledger's roll-ups up to date and return how many spans were made; 0 where another is at it.

    `rested`: leave months and years alone that were made a short while ago.
    """
    with leased() as owner:
        levels = (Level.DAY, Level.MONTH, Level.YEAR) if owner else ()
        return sum(_roll(level, owner, rested) for level in levels)
    # The lease was lost: whoever has it now makes it all.
    return 0


@contextmanager
def leased() -> Iterator[str]:
    """The lease, for as long as the block takes, by its owner; an empty text where somebody else has it.

    Where it is lost in the middle, the block ends there and says nothing.
    """
    for level in Level:
        RollUpMark.objects.get_or_create(name=level)
    owner = secrets.token_hex(16)
    free = Q(lease_until=None) | Q(lease_until__lt=Now())
    taken = RollUpMark.objects.filter(free, name=Level.DAY).update(lease_owner=owner, lease_until=Now() + LEASE)
    try:
        with suppress(LeaseLost):
            yield owner if taken else ""
    finally:
        RollUpMark.objects.filter(lease_owner=owner).update(lease_owner="", lease_until=None)


def _roll(level: str, owner: str, rested: bool) -> int:
    mark = RollUpMark.objects.get(name=level)
    if rested and mark.at and timezone.now() - mark.at < RESTS[Level(level)]:
        return 0
    if level == Level.DAY:
        upto = LedgerEntry.objects.aggregate(newest=Max("id"))["newest"] or 0
    else:
        upto = RollUpMark.objects.get(name=_SHORTER[Level(level)]).upto
    newer = LedgerEntry.objects.filter(id__gt=mark.upto, id__lte=upto)
    starts = {start_of(level, day) for day in newer.order_by().values_list("day", flat=True).distinct()}
    for start in sorted(starts):
        write(level, start, made(level, start), owner)
    with _held(owner):
        RollUpMark.objects.filter(name=level).update(upto=upto, at=timezone.now())
    return len(starts)


def made(level: str, start: date) -> dict[Grouping, dict[Key, Cell]]:
    """The cells of a span, from the spans it is made of, or from the ledger where there are none."""
    found, facts = {}, None
    for grouping in GROUPINGS:
        if level not in grouping.levels:
            continue
        if _SHORTER.get(Level(level)) in grouping.levels:
            found[grouping] = merged(_parts(grouping, level, start))
        else:
            facts = cells_from_ledger(level, start) if facts is None else facts
            found[grouping] = grouped(facts, grouping)
    return found


def cells_from_ledger(level: str, start: date) -> dict[Key, Cell]:
    return cells_of(LedgerEntry.objects.filter(day__gte=start, day__lt=after(level, start)), *FACTS)


def grouped(facts: dict[Key, Cell], grouping: Grouping) -> dict[Key, Cell]:
    places = [FACTS.index(column) for column in grouping.columns]
    return merged((tuple(key[place] for place in places), cell) for key, cell in facts.items())


def _parts(grouping: Grouping, level: str, start: date):
    rows = RollUp.objects.filter(
        grouping=grouping.name, level=_SHORTER[Level(level)], start__gte=start, start__lt=after(level, start)
    )
    return (stored(row) for row in rows.values_list(*grouping.columns, *AMOUNTS).iterator())


def write(level: str, start: date, by_grouping: dict[Grouping, dict[Key, Cell]], owner: str) -> None:
    """Put the rows of a span in place of those it had, if the lease is still `owner`'s."""
    begin = connection.ops.adapt_datefield_value(start)
    rows = [
        (grouping.name, level, begin, *_facts(grouping, key), *_amounts(cell))
        for grouping, cells in by_grouping.items()
        for key, cell in cells.items()
    ]
    names = [grouping.name for grouping in by_grouping]
    with _held(owner), connection.cursor() as cursor:
        RollUp.objects.filter(grouping__in=names, level=level, start=start).delete()
        # By hand: the ORM takes ten times as long, and a year of a busy house has a hundred thousand rows.
        cursor.executemany(_INSERT, rows)


_COLUMNS = ("grouping", "level", "start", *FACTS, *AMOUNTS)
_INSERT = (
    f"INSERT INTO {RollUp._meta.db_table} ({', '.join(_COLUMNS)}) "  # noqa: S608
    f"VALUES ({', '.join(['%s'] * len(_COLUMNS))})"
)
_EMPTY = {column: RollUp._meta.get_field(column).get_default() for column in FACTS}


def _facts(grouping: Grouping, key: Key) -> tuple:
    known = _EMPTY | dict(zip(grouping.columns, key, strict=True))
    return tuple(known[column] for column in FACTS)


def _amounts(cell: Cell) -> tuple:
    return cell.grams, cell.fen, cell.returned_fen, _packed(cell.buyers), _packed(cell.orders)


@contextmanager
def _held(owner: str) -> Iterator[None]:
    """A transaction that holds the lease, prolonged; raises LeaseLost where somebody else has it."""
    with transaction.atomic():
        mine = RollUpMark.objects.filter(name=Level.DAY, lease_owner=owner)
        if not mine.update(lease_until=Now() + LEASE):
            raise LeaseLost
        yield


def _packed(numbers: BitMap) -> bytes:
    numbers.run_optimize()
    return numbers.serialize()
