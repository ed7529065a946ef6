"""Takes an import back. Nothing is deleted: the ledger gets reversals, and lines what else was said about them."""

from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commerce import ledger
from commerce.importing.comparing import Known, batch_from, set_values
from commerce.importing.rows import MADE_UP, OrderRow, merge
from commerce.importing.stored import unpacked
from commerce.importing.taking_in import update
from commerce.models import ImportState, OrderImport, OrderLine, WebhookMessage
from products.errors import Refused

# An order's time is the same in all that tells of it, but for a shop's own corrections.
CORRECTED = timedelta(days=31)


def begin(record: OrderImport, *, by=None) -> OrderImport:
    """Mark the import as being undone. From here on its file may be imported again. Raises Refused."""
    with transaction.atomic():
        ledger.lock()
        held = OrderImport.objects.get(pk=record.pk)
        if held.state != ImportState.DONE:
            raise Refused("orders.undo_not_now", _("Only an import that has ended can be undone, and once."))
        if not held.content or _overlapping(held).filter(content=b"").exists():
            raise Refused(
                "orders.undo_too_old",
                _("This import, or one of the same days, is from a time when nothing was kept to undo it with."),
            )
        held.state, held.undone_by, held.undone_at, held.done = ImportState.UNDOING, by, timezone.now(), 0
        held.save(update_fields=["state", "undone_by", "undone_at", "done", "renewed_at"])
    return held


def undo(record: OrderImport, *, by=None) -> OrderImport:
    """Take the import back, now and whole."""
    record = begin(record, by=by)
    work(record)
    return record


def work(record: OrderImport) -> None:
    """Take back what is left of it. Several may do so at once."""
    rows, _more = unpacked(record.content)
    others = _Others(record, {row.order_id for row in rows})
    while _piece(record.pk, rows, others):
        pass
    record.refresh_from_db(fields=["done", "state"])


def _piece(pk: int, rows: list[OrderRow], others: "_Others") -> bool:
    with transaction.atomic():
        ledger.lock()
        record = OrderImport.objects.defer("content").get(pk=pk)
        if record.state != ImportState.UNDOING:
            return False
        others.catch_up()
        batch = batch_from(rows, record.done)
        _take_back(record, batch, others)
        record.done += len(batch)
        if record.done >= record.lines_in_file:
            record.state = ImportState.UNDONE
        record.save(update_fields=["done", "state", "renewed_at"])
    return record.state == ImportState.UNDOING


def _take_back(record: OrderImport, batch: list[OrderRow], others: "_Others") -> None:
    orders = {row.order_id for row in batch}
    lines = list(OrderLine.objects.filter(platform=record.platform, order_id__in=orders))
    known = Known(lines)
    told = {line.pk for row in batch if (line := known.line_for(row))}
    left: dict[int, OrderRow] = {}
    for order in orders:
        for row in others.rows.get(order, ()):
            line = known.line_for(row)
            if line is not None:
                held = left.get(line.pk)
                left[line.pk] = row if held is None else _merged(held, row)
    changed = [line for line in lines if line.pk in told]
    for line in changed:
        if line.pk in left:
            set_values(line, left[line.pk])
        else:
            line.taken_back = True
        if line.last_import_id == record.pk:
            line.last_import = None
    ledger.attach(changed)
    update(changed)
    ledger.post(changed, undone=True)


def _merged(held: OrderRow, row: OrderRow) -> OrderRow:
    """Both are about one line, under its own id or a made-up one; the own one holds."""
    line_id = held.line_id if MADE_UP not in held.line_id else row.line_id
    return merge(replace(held, line_id=line_id), replace(row, line_id=line_id))


def _overlapping(record: OrderImport):
    known = OrderImport.objects.filter(_same_days(record) | Q(ordered_from=None))
    return known.filter(platform=record.platform, undone_at=None).exclude(pk=record.pk)


def _same_days(record: OrderImport) -> Q:
    return Q(ordered_from__lte=record.ordered_until + CORRECTED, ordered_until__gte=record.ordered_from - CORRECTED)


class _Others:
    """What other files and messages said about the same orders, by order; those that come meanwhile too."""

    def __init__(self, record: OrderImport, orders: set[str]) -> None:
        self.record, self.orders = record, orders
        self.rows: dict[str, list[OrderRow]] = {}
        self.seen = {OrderImport: 0, WebhookMessage: 0}
        self.catch_up()

    def catch_up(self) -> None:
        record = self.record
        messages = WebhookMessage.objects.filter(_same_days(record), platform=record.platform)
        for model, sources in ((OrderImport, _overlapping(record)), (WebhookMessage, messages)):
            newest = model.objects.aggregate(newest=Max("pk"))["newest"] or 0
            if newest == self.seen[model]:
                continue
            fresh = sources.filter(pk__gt=self.seen[model]).order_by("pk")
            for content in fresh.values_list("content", flat=True).iterator(chunk_size=20):
                self._note(content)
            self.seen[model] = newest

    def _note(self, content: bytes) -> None:
        for row in unpacked(content)[0]:
            if row.order_id in self.orders:
                self.rows.setdefault(row.order_id, []).append(row)
