"""Reconciles the ledger with a shop's statement: an order file is held against what counts, to the fen."""

from dataclasses import dataclass, field

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from commerce.importing.comparing import Known, batches, folded, values
from commerce.importing.parsing import Parsed
from commerce.importing.rows import OrderRow
from commerce.ledger import amounts_of
from commerce.models import LedgerEntry, OrderLine

ABSENT, NOT_COUNTED, DIFFERS, EXTRA = "absent", "not_counted", "differs", "extra"
WHY = {
    ABSENT: _("not in the ledger"),
    NOT_COUNTED: _("in the ledger, waiting for its SKU to be matched"),
    DIFFERS: _("another amount"),
    EXTRA: _("not in the statement"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One line on which statement and ledger do not agree; amounts in fen."""

    kind: str
    order_id: str
    line_id: str
    sku: str
    statement: int
    ledger: int
    row: int | None = None

    @property
    def fen(self) -> int:
        return self.ledger - self.statement

    @property
    def why(self) -> str:
        return str(WHY[self.kind])


@dataclass(slots=True)
class Reconciled:
    """`statement` and `ledger` are totals in fen over the lines of the statement and of its time."""

    lines: int = 0
    agreeing: int = 0
    statement: int = 0
    ledger: int = 0
    differences: list[Difference] = field(default_factory=list)

    @property
    def fen(self) -> int:
        return self.ledger - self.statement


def reconcile(parsed: Parsed) -> Reconciled:
    """Compare a statement that was read. Reads only.

    Lines of ours that the statement does not have count as differences where they were ordered between its
    first and last order.
    """
    result, met = Reconciled(), set()
    rows = folded(parsed.rows)
    for batch in batches(rows):
        lines = list(OrderLine.objects.filter(platform=parsed.platform, order_id__in={row.order_id for row in batch}))
        known, booked = Known(lines), _booked([line.pk for line in lines])
        for row in batch:
            line = known.line_for(row)
            met.add(line.pk if line else None)
            _hold(result, parsed.platform, row, line, booked)
    _extra(result, parsed.platform, rows, met)
    result.differences.sort(key=lambda one: (-abs(one.fen), one.order_id, one.line_id))
    return result


def _hold(result: Reconciled, platform: str, row: OrderRow, line: OrderLine | None, booked: dict[int, int]) -> None:
    # What the row says counts, whatever a unit of it weighs.
    said = amounts_of(OrderLine(platform=platform, unit_grams=0, **values(row))).fen
    ours = booked.get(line.pk, 0) if line else 0
    result.lines += 1
    result.statement += said
    result.ledger += ours
    if said == ours:
        result.agreeing += 1
        return
    kind = ABSENT if line is None or line.taken_back else NOT_COUNTED if line.offer_id is None else DIFFERS
    result.differences.append(Difference(kind, row.order_id, row.line_id, row.sku, said, ours, row.number))


def _extra(result: Reconciled, platform: str, rows: list[OrderRow], met: set) -> None:
    if not rows:
        return
    first, last = min(row.ordered_at for row in rows), max(row.ordered_at for row in rows)
    ours = (
        LedgerEntry.objects.filter(platform=platform, ordered_at__range=(first, last))
        .order_by()
        .values_list("line_id", "line__order_id", "line__line_id", "line__sku")
        .annotate(total=Sum("fen"))
        .exclude(total=0)
    )
    for pk, order_id, line_id, sku, fen in ours:
        if pk not in met:
            result.ledger += fen
            result.differences.append(Difference(EXTRA, order_id, line_id, sku, 0, fen))


def _booked(lines: list[int]) -> dict[int, int]:
    sums = LedgerEntry.objects.filter(line__in=lines).order_by().values_list("line_id").annotate(Sum("fen"))
    return dict(sums)
