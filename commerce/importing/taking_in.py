"""Takes canonical rows into lines and ledger, a piece at a time; what stops in the middle goes on from there."""

from collections import Counter
from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import Q

from commerce import ledger, slots
from commerce.importing.comparing import BATCH, UPDATED, Plan, batch_from, batches, compare, folded
from commerce.importing.parsing import Parsed
from commerce.importing.report import ImportReport, UnknownSlot, Unmatched
from commerce.importing.rows import OrderRow
from commerce.importing.stored import packed, unpacked
from commerce.models import ImportState, LedgerEntry, OrderImport, OrderLine

# A shop's own promoters may be thousands; those of ours are few and stand first.
SLOTS_TOLD = 50
Progress = Callable[[int, int], None]
COUNTED = ("added", "changed", "unchanged", "superseded", "grams", "fen")


def take_in(parsed: Parsed, *, by=None, dry_run: bool = False, tell: Progress | None = None) -> ImportReport:
    """Bring lines and ledger in step with the file and say what changed.

    A dry run only compares. A file with a row that cannot be read is not begun at all. `tell` hears after each piece
    how many lines are behind it, and of how many.
    """
    report = new_report(parsed, dry_run)
    if report.refused:
        return report
    if dry_run:
        _foresee(parsed, report)
        return report
    record, new = begin(parsed, by=by)
    if not new:
        # Whoever began it may have been stopped; where not, there is nothing left to do.
        work(record)
        report.duplicate_of = record.pk
        return report
    report.superseded = record.superseded
    work(record, report, parsed.rows, tell)
    return report


def new_report(parsed: Parsed, dry_run: bool = False) -> ImportReport:
    report = ImportReport(parsed.platform, parsed.file_name, dry_run, rows=parsed.count)
    report.rejected, report.without_buyer = parsed.rejected, parsed.without_buyer
    return report


def begin(parsed: Parsed, *, by=None) -> tuple[OrderImport, bool]:
    """Keep what the file says and return its import, and whether it is a new one."""
    rows = folded(parsed.rows)
    fields = {
        "file_name": parsed.file_name,
        "by": by,
        "rows": parsed.count,
        "added": 0,
        "changed": 0,
        "unchanged": 0,
        "superseded": len(parsed.rows) - len(rows),
        "state": ImportState.RUNNING,
        "lines_in_file": len(rows),
        "content": packed(rows),
        "ordered_from": min(row.ordered_at for row in rows),
        "ordered_until": max(row.ordered_at for row in rows),
    }
    parsed.rows = rows
    with transaction.atomic():
        ledger.lock()
        return OrderImport.objects.get_or_create(
            platform=parsed.platform, sha256=parsed.sha256, undone_at=None, defaults=fields
        )


def work(
    record: OrderImport,
    report: ImportReport | None = None,
    rows: list[OrderRow] | None = None,
    tell: Progress | None = None,
) -> None:
    """Take in what is left of an import. Several may do so at once: each piece is taken by one of them.

    `rows`: what the import holds, where it is at hand.
    """
    if record.state != ImportState.RUNNING:
        return
    report = report or ImportReport(record.platform, record.file_name, dry_run=False)
    rows = unpacked(record.content)[0] if rows is None else rows
    while (now := _piece(record.pk, rows, report)) is not None:
        if tell:
            tell(now.done, now.lines_in_file)
    record.refresh_from_db(fields=[*COUNTED, "done", "state"])
    # Also of the pieces that others took.
    for name in COUNTED:
        setattr(report, name, getattr(record, name))
    unmatched, nowhere = _Unmatched(), Q(link=None, slot=None) & ~Q(slots="")
    unmatched.note(record.lines.filter(Q(offer=None) | nowhere).order_by("pk").iterator())
    unmatched.tell(report)


def _piece(pk: int, rows: list[OrderRow], report: ImportReport) -> OrderImport | None:
    """Take in the next piece and return the import as it then stands; None where nothing is left of it."""
    with transaction.atomic():
        ledger.lock()
        record = OrderImport.objects.defer("content").get(pk=pk)
        if record.state != ImportState.RUNNING:
            return None
        if record.done == 0:
            ledger.match_waiting()
        before = {name: getattr(report, name) for name in COUNTED}
        batch = batch_from(rows, record.done)
        plan = compare(record.platform, batch, report)
        for line in (*plan.new, *plan.changed):
            line.last_import = record
        save(plan, report)
        for name in COUNTED:
            setattr(record, name, getattr(record, name) + getattr(report, name) - before[name])
        record.done += len(batch)
        if record.done >= record.lines_in_file:
            record.state = ImportState.DONE
        record.save(update_fields=[*COUNTED, "done", "state", "renewed_at"])
    return record


def apply(platform: str, rows: list[OrderRow]) -> ImportReport:
    """Take in rows that came by themselves, inside the caller's transaction, which holds the ledger's lock."""
    report = ImportReport(platform, "", dry_run=False, rows=len(rows))
    for batch in batches(folded(rows)):
        save(compare(platform, batch, report), report)
    return report


def _foresee(parsed: Parsed, report: ImportReport) -> None:
    earlier = OrderImport.objects.filter(platform=parsed.platform, sha256=parsed.sha256, undone_at=None)
    report.duplicate_of = earlier.values_list("pk", flat=True).first()
    if report.duplicate_of:
        return
    rows, unmatched = folded(parsed.rows), _Unmatched()
    report.superseded = len(parsed.rows) - len(rows)
    for batch in batches(rows):
        plan = compare(parsed.platform, batch, report)
        unmatched.note((*plan.new, *plan.changed))
        _add(report, [*ledger.entries_for(plan.new, new=True), *ledger.entries_for(plan.changed)])
    unmatched.tell(report)


class _Unmatched:
    """SKUs that belong to no offer, and slots of no channel, with how many lines wait for it."""

    def __init__(self) -> None:
        self.lines: Counter[str] = Counter()
        self.names: dict[str, str] = {}
        self.slots: Counter[tuple[str, str]] = Counter()

    def note(self, lines: Iterable[OrderLine]) -> None:
        for line in lines:
            if line.offer_id is None:
                self.lines[line.sku] += 1
                self.names.setdefault(line.sku, line.name)
            if line.link_id is None and line.slot_id is None:
                self.slots.update(slots.read(line.slots))

    def tell(self, report: ImportReport) -> None:
        report.unmatched = [Unmatched(sku, self.names[sku], lines) for sku, lines in self.lines.most_common()]
        report.unknown_slots = [UnknownSlot(*slot, lines) for slot, lines in self.slots.most_common(SLOTS_TOLD)]


def save(plan: Plan, report: ImportReport) -> None:
    """Write the lines of a plan and the entries that follow."""
    OrderLine.objects.bulk_create(plan.new, batch_size=BATCH)
    update(plan.changed)
    OrderLine.objects.bulk_update(plan.newer, ["modified_at"], batch_size=BATCH)
    _add(report, [*ledger.post(plan.new, new=True), *ledger.post(plan.changed)])


def update(lines: list[OrderLine]) -> None:
    # An upsert by primary key: several times quicker than an update with a CASE per column.
    OrderLine.objects.bulk_create(
        lines, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=UPDATED
    )


def _add(report: ImportReport, entries: list[LedgerEntry]) -> None:
    report.grams += sum(entry.grams for entry in entries)
    report.fen += sum(entry.fen for entry in entries)
