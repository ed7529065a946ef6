"""Takes canonical rows into lines and ledger: all of a file in one transaction, or nothing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.db import transaction

from commerce import ledger
from commerce.importing.parsing import Parsed
from commerce.importing.report import ImportReport, Unmatched
from commerce.importing.rows import MADE_UP, OrderRow, merge, same_word
from commerce.models import OrderImport, OrderLine

BATCH = 1_000
_COPIED = tuple(name for name in OrderRow.__dataclass_fields__ if name != "number")
_UPDATED = [*_COPIED, "offer", "unit_grams", "link", "last_import"]


def take_in(parsed: Parsed, *, by=None, dry_run: bool = False) -> ImportReport:
    """Bring lines and ledger in step with the file and say what changed.

    A dry run does the same and takes it back, so that it says exactly what would happen.
    """
    report = ImportReport(parsed.platform, parsed.file_name, dry_run, rows=parsed.count)
    report.rejected = parsed.rejected
    report.without_buyer = parsed.without_buyer
    if report.refused:
        return report
    with transaction.atomic():
        ledger.lock()
        earlier = OrderImport.objects.filter(platform=parsed.platform, sha256=parsed.sha256).first()
        if earlier:
            report.duplicate_of = earlier.pk
            return report
        ledger.match_waiting()
        _write(parsed, report, by)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _write(parsed: Parsed, report: ImportReport, by) -> None:
    record = OrderImport.objects.create(
        platform=parsed.platform,
        file_name=parsed.file_name,
        sha256=parsed.sha256,
        by=by,
        rows=parsed.count,
        added=0,
        changed=0,
        unchanged=0,
    )
    unmatched: Counter[str] = Counter()
    names: dict[str, str] = {}
    for batch in _batches(_folded(parsed.rows, report)):
        plan = _plan(parsed.platform, batch, report)
        for line in (*plan.new, *plan.changed):
            line.last_import = record
            if line.offer_id is None:
                unmatched[line.sku] += 1
                names.setdefault(line.sku, line.name)
        _save(plan, report)
    report.unmatched = [Unmatched(sku, names[sku], lines) for sku, lines in unmatched.most_common()]
    for name in ("added", "changed", "unchanged", "superseded"):
        setattr(record, name, getattr(report, name))
    record.save()


def _folded(rows: list[OrderRow], report: ImportReport) -> list[OrderRow]:
    """Return one row for each line of the file; repeated and older rows are counted as superseded."""
    best: dict[str, OrderRow] = {}
    for row in rows:
        held = best.get(row.line_id)
        best[row.line_id] = row if held is None else merge(held, row)
    report.superseded += len(rows) - len(best)
    # Lines of one order stay together, so that a batch finds all it must be compared with.
    return sorted(best.values(), key=lambda row: row.order_id)


def _batches(rows: list[OrderRow]) -> Iterator[list[OrderRow]]:
    start = 0
    while start < len(rows):
        end = min(start + BATCH, len(rows))
        while end < len(rows) and rows[end].order_id == rows[end - 1].order_id:
            end += 1
        yield rows[start:end]
        start = end


@dataclass(slots=True)
class _Plan:
    new: list[OrderLine] = field(default_factory=list)
    changed: list[OrderLine] = field(default_factory=list)
    newer: list[OrderLine] = field(default_factory=list)


def _plan(platform: str, rows: list[OrderRow], report: ImportReport) -> _Plan:
    held = OrderLine.objects.filter(platform=platform, order_id__in={row.order_id for row in rows})
    known = _Known(list(held))
    plan = _Plan()
    for row in rows:
        line = known.line_for(row)
        if line is None:
            plan.new.append(OrderLine(platform=platform, **_values(row)))
            report.added += 1
        else:
            _compare(line, row, plan, report)
        if row.in_conflict or (line is not None and line.in_conflict):
            report.conflicts.append(row.order_id)
    ledger.attach([*plan.new, *plan.changed])
    return plan


def _compare(line: OrderLine, row: OrderRow, plan: _Plan, report: ImportReport) -> None:
    was = OrderRow(**{name: getattr(line, name) for name in _COPIED})
    row = replace(row, line_id=row.line_id if MADE_UP in was.line_id else was.line_id)
    now = merge(replace(was, line_id=row.line_id), row)
    for name, value in _values(now).items():
        setattr(line, name, value)
    if not same_word(was, now):
        report.changed += 1
        plan.changed.append(line)
    elif row.modified_at < was.modified_at:
        report.superseded += 1
    else:
        report.unchanged += 1
        if now.modified_at != was.modified_at:
            plan.newer.append(line)


class _Known:
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
            if beside is not None and MADE_UP in row.line_id + beside.line_id:
                line = beside
        return line


def _values(row: OrderRow) -> dict:
    return {name: getattr(row, name) for name in _COPIED}


def _save(plan: _Plan, report: ImportReport) -> None:
    OrderLine.objects.bulk_create(plan.new, batch_size=BATCH)
    # An upsert by primary key: several times quicker than an update with a CASE per column.
    OrderLine.objects.bulk_create(
        plan.changed, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=_UPDATED
    )
    OrderLine.objects.bulk_update(plan.newer, ["modified_at"], batch_size=BATCH)
    for entry in (*ledger.post(plan.new, new=True), *ledger.post(plan.changed)):
        report.grams += entry.grams
        report.fen += entry.fen
