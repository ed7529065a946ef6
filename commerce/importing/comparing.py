"""What rows would change in the lines that are held, found out without writing anything."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from commerce import ledger
from commerce.importing.report import ImportReport
from commerce.importing.rows import MADE_UP, OrderRow, merge, same_word
from commerce.models import OrderLine

BATCH = 1_000
COPIED = tuple(name for name in OrderRow.__dataclass_fields__ if name != "number")
UPDATED = [*COPIED, "offer", "unit_grams", "link", "slot", "last_import", "taken_back"]


@dataclass(slots=True)
class Plan:
    """Lines to add, to change, and those of which only the time of the last word moves on."""

    new: list[OrderLine] = field(default_factory=list)
    changed: list[OrderLine] = field(default_factory=list)
    newer: list[OrderLine] = field(default_factory=list)


def folded(rows: Iterable[OrderRow]) -> list[OrderRow]:
    """Return one row for each line. Lines of one order stay together, so that a batch finds all it must be
    compared with."""
    best: dict[str, OrderRow] = {}
    for row in rows:
        held = best.get(row.line_id)
        best[row.line_id] = row if held is None else merge(held, row)
    return sorted(best.values(), key=lambda row: (row.order_id, row.line_id))


def batch_from(rows: list[OrderRow], start: int) -> list[OrderRow]:
    """Return about a thousand rows from `start`, whole orders."""
    end = min(start + BATCH, len(rows))
    while end < len(rows) and rows[end].order_id == rows[end - 1].order_id:
        end += 1
    return rows[start:end]


def batches(rows: list[OrderRow]) -> Iterator[list[OrderRow]]:
    start = 0
    while start < len(rows):
        batch = batch_from(rows, start)
        yield batch
        start += len(batch)


def compare(platform: str, rows: list[OrderRow], report: ImportReport) -> Plan:
    """Hold a batch against the lines there are; counts go to `report`."""
    known = Known(list(OrderLine.objects.filter(platform=platform, order_id__in={row.order_id for row in rows})))
    plan = Plan()
    for row in rows:
        line = known.line_for(row)
        if line is None:
            plan.new.append(OrderLine(platform=platform, **values(row)))
            report.added += 1
        elif line.taken_back:
            set_values(line, replace(row, line_id=line.line_id if MADE_UP in row.line_id else row.line_id))
            plan.changed.append(line)
            report.added += 1
        else:
            _compare(line, row, plan, report)
        if row.in_conflict or (line is not None and line.in_conflict):
            report.conflicts.append(row.order_id)
    ledger.attach([*plan.new, *plan.changed])
    return plan


def _compare(line: OrderLine, row: OrderRow, plan: Plan, report: ImportReport) -> None:
    was = OrderRow(**{name: getattr(line, name) for name in COPIED})
    row = replace(row, line_id=row.line_id if MADE_UP in was.line_id else was.line_id)
    now = merge(replace(was, line_id=row.line_id), row)
    set_values(line, now)
    if not same_word(was, now):
        report.changed += 1
        plan.changed.append(line)
    elif row.modified_at < was.modified_at:
        report.superseded += 1
    else:
        report.unchanged += 1
        if now.modified_at != was.modified_at:
            plan.newer.append(line)


class Known:
    """The lines already held for the orders of a batch, by line id, and by order and SKU for files that
    have no line ids: one of the two ids is then made up, and both mean the same line."""

    def __init__(self, lines: list[OrderLine]) -> None:
        self.by_id = {line.line_id: line for line in lines}
        self.by_sku: dict[tuple[str, str], OrderLine] = {}
        for line in sorted(lines, key=lambda line: line.pk):
            self.by_sku.setdefault((line.order_id, line.sku), line)

    def line_for(self, row: OrderRow) -> OrderLine | None:
        line = self.by_id.get(row.line_id)
        if line is None:
            beside = self.by_sku.get((row.order_id, row.sku))
            # Two made-up ids that differ are two lines: two sizes of one product in one order.
            if beside is not None and (MADE_UP in row.line_id) != (MADE_UP in beside.line_id):
                line = beside
        return line


def values(row: OrderRow) -> dict:
    return {name: getattr(row, name) for name in COPIED}


def set_values(line: OrderLine, row: OrderRow) -> None:
    for name, value in values(row).items():
        setattr(line, name, value)
    line.taken_back = False
