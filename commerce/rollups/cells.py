"""Cells: sums with the sets of buyers and orders behind them, so that cells can be put together exactly."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from pyroaring import BitMap

from commerce.models import EntryKind, EntryReason, LedgerEntry

RETURNED = Q(kind=EntryKind.REVERSAL, reason__in=[EntryReason.RETURNED, EntryReason.REFUNDED])

Key = tuple[Any, ...]
# What a roll-up holds of a cell.
AMOUNTS = ("grams", "fen", "returned_fen", "buyers", "orders")


@dataclass(frozen=True, slots=True)
class Cell:
    """`grams` and `fen` after returns; `buyers` and `orders` are the numbers of those with something left."""

    grams: int = 0
    fen: int = 0
    returned_fen: int = 0
    buyers: BitMap = field(default_factory=BitMap)
    orders: BitMap = field(default_factory=BitMap)

    @classmethod
    def of(cls, parts: Sequence["Cell"]) -> "Cell":
        """What several are together. Sets are united all at once: one by one takes twice as long."""
        if len(parts) == 1:
            return parts[0]
        return cls(
            sum(part.grams for part in parts),
            sum(part.fen for part in parts),
            sum(part.returned_fen for part in parts),
            BitMap.union(*(part.buyers for part in parts)),
            BitMap.union(*(part.orders for part in parts)),
        )


def stored(row: tuple) -> tuple[Key, Cell]:
    """A row of a key's columns and `AMOUNTS` as key and cell."""
    *key, grams, fen, returned_fen, buyers, orders = row
    return tuple(key), Cell(grams, fen, returned_fen, BitMap.deserialize(buyers), BitMap.deserialize(orders))


def merged(cells: Iterable[tuple[Key, Cell]]) -> dict[Key, Cell]:
    """Put together the cells of equal keys."""
    found: defaultdict[Key, list[Cell]] = defaultdict(list)
    for key, cell in cells:
        found[key].append(cell)
    return {key: Cell.of(parts) for key, parts in found.items()}


def rows_of(entries: QuerySet[LedgerEntry], *columns: str) -> Iterable[tuple]:
    """Sum entries by `columns`, buyer and order: rows of the columns' values and what `Tally` takes. One query.

    What an order line counts for with the same facts is never less than nothing, so that whoever has something left
    in one cell has something left in all that it becomes part of: cells may be united and stay exact.
    """
    first = LedgerEntry.objects.order_by("id").values("id")
    return (
        entries.order_by()
        .annotate(
            buyer_number=Subquery(first.filter(buyer=OuterRef("buyer"))[:1]),
            order_number=Subquery(first.filter(order_id=OuterRef("order_id"), platform=OuterRef("platform"))[:1]),
        )
        .values_list(*columns, "buyer_number", "order_number")
        .annotate(
            returned=Sum("fen", filter=RETURNED, default=0),
            left=Sum("units"),
            sum_grams=Sum("grams"),
            sum_fen=Sum("fen"),
        )
        .iterator(chunk_size=5_000)
    )


class Tally:
    """Adds rows up to cells. Numbers are gathered first: a bitmap is made of many at once, not one by one."""

    def __init__(self) -> None:
        self.sums: dict[Key, list] = {}

    def add(self, key: Key, amounts: tuple) -> None:
        buyer, order, returned, left, grams, fen = amounts
        held = self.sums.get(key)
        if held is None:
            held = self.sums[key] = [0, 0, 0, [], []]
        held[0] += grams
        held[1] += fen
        held[2] -= returned
        if left > 0:
            held[3].append(buyer)
            held[4].append(order)

    def cells(self) -> dict[Key, Cell]:
        return {key: Cell(*sums, BitMap(buyers), BitMap(orders)) for key, (*sums, buyers, orders) in self.sums.items()}


def cells_of(entries: QuerySet[LedgerEntry], *columns: str) -> dict[Key, Cell]:
    """The cells of entries that are not rolled up, by `columns`. One query."""
    tally, width = Tally(), len(columns)
    for row in rows_of(entries, *columns):
        tally.add(row[:width], row[width:])
    return tally.cells()
