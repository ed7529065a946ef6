"""Writes the ledger: for each order line, entries whose sum is what the line counts for now.

An entry is never changed. When a line changes, what it counted before is read from the ledger itself
and the difference is written: a reversal for what was taken back, a new sale where the shop restated
the line. So the sum is right whatever the order in which rows arrive, and the way there stays visible.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Exists, OuterRef, Q, Sum
from django.utils import timezone

from commerce import slots
from commerce.buyers import order_hash
from commerce.models import (
    SOLD,
    EntryKind,
    EntryReason,
    LedgerEntry,
    OrderLine,
    OrderState,
    PurchaseLink,
    ShopSlot,
    SkuMatch,
)
from products import stock
from products.models import Offer

BATCH = 1_000

_REVERSALS = {
    OrderState.INVALID: EntryReason.INVALID,
    OrderState.REFUNDED: EntryReason.REFUNDED,
    OrderState.UNPAID: EntryReason.UNPAID,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What an entry copies of its line: to whom and what a sum over it belongs."""

    product_id: int
    place_id: str
    story_id: int | None
    channel: str
    placement: str
    platform: str
    order_id: str
    buyer: str
    day: date
    ordered_at: datetime


_FACTS = tuple(Facts.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Amounts:
    """Signed: units, integer grams, integer fen."""

    units: int
    grams: int
    fen: int

    def __neg__(self) -> "Amounts":
        return Amounts(-self.units, -self.grams, -self.fen)

    def __sub__(self, other: "Amounts") -> "Amounts":
        return Amounts(self.units - other.units, self.grams - other.grams, self.fen - other.fen)

    def __bool__(self) -> bool:
        return bool(self.units or self.grams or self.fen)

    @property
    def only_less(self) -> bool:
        return max(self.units, self.grams, self.fen) <= 0


def amounts_of(line: OrderLine) -> Amounts:
    """Return what a line counts for: nothing unless it is paid and matched to an offer.

    Of a partial return the kept share counts; fen are the shop's own figure after returns where it
    gives one, else the paid amount by kept units, rounded half up.
    """
    kept = line.quantity - line.returned
    if line.taken_back or line.state not in SOLD or line.unit_grams is None or kept <= 0:
        return Amounts(0, 0, 0)
    if line.settled_fen is not None:
        fen = line.settled_fen
    else:
        fen = (2 * line.paid_fen * kept + line.quantity) // (2 * line.quantity)
    return Amounts(kept, kept * line.unit_grams, fen)


def facts_of(line: OrderLine) -> Facts:
    """Return the facts of a matched line; `offer.product`, `link` and `slot` must be loaded."""
    told = line.link or line.slot
    return Facts(
        product_id=line.offer.product_id,
        place_id=line.offer.product.place_id,
        story_id=told.story_id if told else None,
        channel=told.channel if told else "",
        placement=told.placement if told else "",
        platform=line.platform,
        order_id=line.order_id,
        buyer=line.buyer or order_hash(line.platform, line.parent_id or line.order_id),
        day=timezone.localdate(line.ordered_at),
        ordered_at=line.ordered_at,
    )


def entries_for(
    lines: Iterable[OrderLine], *, new: bool = False, reason: str = EntryReason.PAID, undone: bool = False
) -> list[LedgerEntry]:
    """Return the entries, not yet written, that would bring the ledger in step with `lines`.

    `new`: the lines have no entries yet. `reason` is that of a first sale. `undone`: an import is taken back.
    """
    matched = [line for line in lines if line.offer_id]
    counted = {} if new else _counted(matched)
    entries = [entry for line in matched for entry in _entries(line, counted.get(line.pk, []), reason)]
    for entry in entries if undone else ():
        entry.reason = EntryReason.UNDONE
    return entries


def post(
    lines: Iterable[OrderLine], *, new: bool = False, reason: str = EntryReason.PAID, undone: bool = False
) -> list[LedgerEntry]:
    """Write the entries that bring the ledger in step with `lines`, take them from the stock, and return them."""
    entries = entries_for(lines, new=new, reason=reason, undone=undone)
    LedgerEntry.objects.bulk_create(entries, batch_size=BATCH)
    stock.book(
        stock.Movement(entry.product_id, -entry.grams, f"ledger:{entry.pk}", entry.ordered_at, entry.line.offer_id)
        for entry in entries
    )
    return entries


def _counted(lines: list[OrderLine]) -> dict[int, list[tuple[Facts, Amounts]]]:
    """Return what the ledger holds for each line, by facts."""
    held: dict[int, list[tuple[Facts, Amounts]]] = {}
    for start in range(0, len(lines), BATCH):
        rows = (
            LedgerEntry.objects.filter(line__in=[line.pk for line in lines[start : start + BATCH]])
            .order_by()
            .values_list("line_id", *_FACTS)
            .annotate(Sum("units"), Sum("grams"), Sum("fen"))
        )
        for line_id, *rest in rows:
            facts, amounts = Facts(*rest[: len(_FACTS)]), Amounts(*rest[len(_FACTS) :])
            if amounts:
                held.setdefault(line_id, []).append((facts, amounts))
    return held


def _entries(line: OrderLine, held: list[tuple[Facts, Amounts]], reason: str) -> list[LedgerEntry]:
    facts, wanted = facts_of(line), amounts_of(line)
    if not held:
        return [_entry(line, EntryKind.SALE, reason, facts, wanted)] if wanted else []
    if len(held) == 1 and held[0][0] == facts and (wanted - held[0][1]).only_less:
        change = wanted - held[0][1]
        why = EntryReason.RETURNED if wanted else _REVERSALS.get(line.state, EntryReason.RESTATED)
        if wanted and not change.units:
            why = EntryReason.RESTATED
        return [_entry(line, EntryKind.REVERSAL, why, facts, change)] if change else []
    restated = [_entry(line, EntryKind.REVERSAL, EntryReason.RESTATED, was, -amounts) for was, amounts in held]
    if wanted:
        restated.append(_entry(line, EntryKind.SALE, EntryReason.RESTATED, facts, wanted))
    return restated


def _entry(line: OrderLine, kind: str, reason: str, facts: Facts, amounts: Amounts) -> LedgerEntry:
    return LedgerEntry(
        line=line,
        kind=kind,
        reason=reason,
        units=amounts.units,
        grams=amounts.grams,
        fen=amounts.fen,
        **{name: getattr(facts, name) for name in _FACTS},
    )


def lock() -> None:
    """Let one writer at a time bring lines and ledger in step; held to the end of the transaction.

    SQLite has one writer anyway, as its transactions begin IMMEDIATE.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('commerce.ledger'))")


def match_waiting() -> int:
    """Match lines that came before their offer, purchase link or slot was ours; return how many.

    Call inside a transaction that holds `lock()`.
    """
    same = {"platform": OuterRef("platform"), "sku": OuterRef("sku")}
    ours = Q(Exists(Offer.objects.filter(**same))) | Q(Exists(SkuMatch.objects.filter(**same)))
    links = PurchaseLink.objects.filter(code=OuterRef("sub_id"))
    unknown = OrderLine.objects.filter(link=None, slot=None).exclude(slots="")
    named = slots.slots_named(unknown.order_by().values_list("slots", flat=True).distinct())
    waiting = list(
        OrderLine.objects.filter(
            ours & Q(offer=None)
            | Q(Exists(links), link=None) & ~Q(sub_id="")
            | Q(link=None, slot=None, slots__in=list(named))
        )
    )
    attach(waiting)
    OrderLine.objects.bulk_update(waiting, ["offer", "unit_grams", "link", "slot"], batch_size=BATCH)
    post(waiting, reason=EntryReason.MATCHED)
    return len(waiting)


def attach(lines: list[OrderLine]) -> None:
    """Give lines their offer (by SKU, or by what people said of it), purchase link (by sub-id) and slot, loaded.

    Three queries a batch, two more where slots are named. A line without our code gets the one link that its slot
    and offer leave, and keeps it when others come later; where they leave several, the slot alone says what it can.
    """
    for start in range(0, len(lines), BATCH):
        part = lines[start : start + BATCH]
        skus = {line.sku for line in part}
        said = SkuMatch.objects.filter(sku__in=skus).select_related("offer__product")
        offers = {(match.platform, match.sku): (match.offer, match.unit_grams) for match in said}
        for offer in Offer.objects.filter(sku__in=skus).select_related("product"):
            offers[offer.platform, offer.sku] = (offer, offer.net_grams)
        links = PurchaseLink.objects.in_bulk({line.sub_id for line in part if line.sub_id})
        named = slots.slots_named(line.slots for line in part)
        within = _links_of(named.values(), offers)
        for line in part:
            offer, unit_grams = offers.get((line.platform, line.sku), (None, None))
            if offer is None or line.offer_id != offer.pk or line.unit_grams is None:
                line.unit_grams = unit_grams
            line.offer = offer
            slot, had = named.get(line.slots), line.link_id if line.slot_id else None
            line.slot = slot
            line.link = links.get(line.sub_id)
            if line.link is None and slot and offer:
                beside = within[slot.channel, offer.pk]
                kept = [link for link in beside if link.pk == had]
                line.link = slots.only_link(slot, kept) or slots.only_link(slot, beside)


def _links_of(named: Iterable[ShopSlot], offers: dict) -> dict[tuple[str, int], list[PurchaseLink]]:
    """Return the links in the channels of the slots, by channel and offer."""
    found: dict[tuple[str, int], list[PurchaseLink]] = defaultdict(list)
    if channels := {slot.channel for slot in named}:
        ids = {offer.pk for offer, _grams in offers.values()}
        for link in PurchaseLink.objects.filter(channel__in=channels, offer__in=ids):
            found[link.channel, link.offer_id].append(link)
    return found
