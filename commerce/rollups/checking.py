"""Holds the roll-ups against ledger and clicks, says what differs, and makes it anew."""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db import transaction

from commerce.models import Click, ClickRollUp, LedgerEntry, Level, RollUp, RollUpMark
from commerce.rollups.cells import AMOUNTS, Cell, Key, merged, stored
from commerce.rollups.click_rolling import CLICKS, counted, held
from commerce.rollups.click_rolling import write as write_clicks
from commerce.rollups.groupings import GROUPINGS, Grouping
from commerce.rollups.making import cells_from_ledger, grouped, leased, write
from commerce.rollups.periods import after, start_of
from commerce.rollups.reading import state

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A span whose roll-ups differ: what the ledger holds of it, and what differs in words."""

    level: str
    start: date
    facts: dict[Key, Cell]
    said: list[str]


def differences() -> list[str]:
    """Say what in the roll-ups is not what ledger and clicks say; what is not rolled up yet does not count."""
    return [*(line for wrong in _wrong() for line in wrong.said), *_wrong_clicks(_reached())]


def heal() -> list[str]:
    """Make anew what differs and return what it was; nothing where a worker is rolling up at the moment."""
    found = []
    with leased() as owner:
        for wrong in _wrong() if owner else ():
            found += wrong.said
            cells = {grouping: grouped(wrong.facts, grouping) for grouping in _groupings(wrong.level)}
            write(wrong.level, wrong.start, cells, owner)
    # Looked for outside of a transaction first: it takes a while, and nobody can follow a link meanwhile on SQLite.
    if _wrong_clicks(_reached()):
        with transaction.atomic():
            mark = RollUpMark.objects.select_for_update().get(name=CLICKS)
            found += _wrong_clicks(mark.upto)
            ClickRollUp.objects.all().delete()
            write_clicks(counted(Click.objects.filter(id__lte=mark.upto)).items())
    return found


def heal_and_tell() -> None:
    """Heal, and leave a line in the log for each difference: there should have been none."""
    for line in heal():
        log.error("a roll-up was wrong: %s", line)


def _groupings(level: str) -> list[Grouping]:
    return [grouping for grouping in GROUPINGS if level in grouping.levels]


def _wrong() -> Iterator[Wrong]:
    """Read the ledger once, day by day, and put months and years together from it."""
    days = {*LedgerEntry.objects.order_by().values_list("day", flat=True).distinct()}
    days |= {*RollUp.objects.filter(level=Level.DAY).values_list("start", flat=True).distinct()}
    spans = {*RollUp.objects.exclude(level=Level.DAY).values_list("level", "start").distinct()}
    spans |= {(level, start_of(level, day)) for level in Level for day in days}
    of_month: dict[Key, Cell] = {}
    of_year: dict[Key, Cell] = {}
    # Days before their month, months before their year.
    for level, start in sorted(spans, key=lambda span: (after(*span), -list(Level).index(Level(span[0])))):
        if level == Level.DAY:
            facts = cells_from_ledger(level, start)
            of_month = _together(of_month, facts)
        elif level == Level.MONTH:
            facts, of_month = of_month, {}
            of_year = _together(of_year, facts)
        else:
            facts, of_year = of_year, {}
        said = [line for grouping in _groupings(level) for line in _differing(grouping, level, start, facts)]
        # What has come while it was looked at is no difference.
        if said and start not in state().unrolled[level]:
            yield Wrong(level, start, facts, said)


def _together(one: dict[Key, Cell], other: dict[Key, Cell]) -> dict[Key, Cell]:
    return merged(chain(one.items(), other.items()))


def _differing(grouping: Grouping, level: str, start: date, facts: dict[Key, Cell]) -> Iterator[str]:
    rows = RollUp.objects.filter(grouping=grouping.name, level=level, start=start)
    held: dict[Key, Cell] = {}
    for key, cell in map(stored, rows.values_list(*grouping.columns, *AMOUNTS)):
        if key in held:
            yield f"{grouping.name} {level} {start} {_said(key)}: twice"
        held[key] = cell
    true = grouped(facts, grouping)
    for key in sorted({*held, *true}, key=str):
        if held.get(key) != true.get(key):
            yield f"{grouping.name} {level} {start} {_said(key)}: {_amounts(held.get(key))}, not {_amounts(true.get(key))}"


def _said(values: Iterable) -> str:
    return "/".join("-" if value in (None, "") else str(value) for value in values) or "all"


def _amounts(cell: Cell | None) -> str:
    if cell is None:
        return "nothing"
    return (
        f"{cell.grams} g {cell.fen} fen {cell.returned_fen} fen returned {len(cell.buyers)} buyers "
        f"{len(cell.orders)} orders"
    )


def _reached() -> int:
    return RollUpMark.objects.filter(name=CLICKS).values_list("upto", flat=True).first() or 0


def _wrong_clicks(upto: int) -> list[str]:
    true = counted(Click.objects.filter(id__lte=upto))
    rolled: Counter = Counter()
    for key, _id, clicks in held():
        rolled[key] += clicks
    return [
        f"clicks {grouping.name} {level} {start} {_said(key)}: {rolled[at]}, not {true[at]}"
        for at in sorted({*rolled, *true}, key=str)
        if rolled[at] != true[at]
        for grouping, key, level, start in [at]
    ]
