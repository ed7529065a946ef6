"""What is left to sell: people count it, orders take from it, returned goods go back.

Two stocks are kept: of a product, whoever sells it, and of an offer, what its shop has. Nothing is known of one
until somebody counts it. Every change is a row that stays; the sum stands on the product or offer, set under its
lock. A count is the truth of its moment: orders made before
it are in it already, and what happens to them later does not change it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from products.errors import Refused
from products.models import Offer, OfferStockChange, OrganisationKind, Product, StockChange
from products.scope import is_in_scope

# Grams: ten thousand tonnes, more than a county's whole harvest of one thing.
MOST_GRAMS = 10_000_000_000
LONGEST_NOTE = 200
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Movement:
    """`grams` below zero were taken, above zero given back; `at` is when the order was made; `reference` is its own."""

    product_id: int
    grams: int
    reference: str
    at: datetime
    offer_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Where a kind of stock stands: on `things`, its `changes` with `key` as the way back."""

    things: type[Product] | type[Offer]
    changes: type[StockChange] | type[OfferStockChange]
    key: str


PRODUCTS = _Shelf(Product, StockChange, "product")
OFFERS = _Shelf(Offer, OfferStockChange, "offer")


def may_count(person, product: Product) -> bool:
    """Whether `person` may say how much is left: the platform's team, and whoever grows or recommends it."""
    return may_count_at_all(person) and is_in_scope(person, product)


def may_count_at_all(person) -> bool:
    """Whether `person` may count what is theirs. Authors see what they may write about, and count none of it."""
    if person is None or not person.is_active:
        return False
    return person.organisation is None or person.organisation.kind != OrganisationKind.AUTHOR


@transaction.atomic
def count(thing: Product | Offer, person, grams: int, note: str = "") -> StockChange | OfferStockChange:
    """Set the stock of a product, or of one shop's offer, to what was counted, in grams. Raises `Refused`."""
    shelf = PRODUCTS if isinstance(thing, Product) else OFFERS
    if not may_count(person, thing if isinstance(thing, Product) else thing.product):
        raise Refused("stock.not_allowed", _("Only the platform's team and those who grow or recommend it may count."))
    if not 0 <= grams <= MOST_GRAMS:
        raise Refused("stock.out_of_range", _("Enter between 0 and 10,000,000 kg."))
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise Refused("stock.long_note", _("Say it in at most %(limit)d characters.") % {"limit": LONGEST_NOTE})
    locked = shelf.things.objects.select_for_update(no_key=True).get(pk=thing.pk)
    change = shelf.changes.objects.create(
        **{shelf.key: locked}, grams=grams - (locked.stock_grams or 0), left_grams=grams, note=note, by=person
    )
    thing.stock_grams = grams
    shelf.things.objects.filter(pk=locked.pk).update(stock_grams=grams)
    return change


def take(product: Product, grams: int, reference: str, at: datetime | None = None) -> None:
    """Take what an order sold. The same `reference` again changes nothing."""
    book([Movement(product.pk, -grams, reference, at or timezone.now())])


def give_back(product: Product, grams: int, reference: str, at: datetime | None = None) -> None:
    """Give back what was returned, under a `reference` of its own. `at` is when the order was made."""
    book([Movement(product.pk, grams, reference, at or timezone.now())])


@transaction.atomic
def book(movements: Iterable[Movement]) -> int:
    """Write movements of counted products and offers, in their order; return how many of products.

    Four queries a batch and kind of stock, however many; one where nothing is counted. Left out: what nobody
    counted, orders made before the last count, references that were booked before. More may be sold than was
    counted: the rest is then below zero until somebody counts again.
    """
    wanted = [movement for movement in movements if movement.grams]
    booked = _book_on(PRODUCTS, [(movement.product_id, movement) for movement in wanted])
    _book_on(OFFERS, [(movement.offer_id, movement) for movement in wanted if movement.offer_id])
    return booked


def _book_on(shelf: _Shelf, wanted: list[tuple[int, Movement]]) -> int:
    if not wanted:
        return 0
    things = _counted(shelf, {pk for pk, _movement in wanted})
    later = [(things[pk], movement) for pk, movement in wanted if pk in things and movement.at > things[pk].counted_at]
    return sum(_book(shelf, later[start : start + BATCH]) for start in range(0, len(later), BATCH))


def _counted(shelf: _Shelf, ids: set[int]) -> dict[int, Any]:
    """The counted ones among the things, locked in one order, each with `counted_at`."""
    found = shelf.things.objects.filter(pk__in=ids, stock_grams__isnull=False).order_by("pk")
    if not list(found.select_for_update(no_key=True).values_list("pk", flat=True)):
        return {}
    counts = shelf.changes.objects.filter(**{shelf.key: OuterRef("pk")}, reference="").order_by("-pk")
    found = found.annotate(counted_at=Subquery(counts.values("at")[:1]))
    return {thing.pk: thing for thing in found.filter(counted_at__isnull=False)}


def _book(shelf: _Shelf, movements: list[tuple[Any, Movement]]) -> int:
    references = [movement.reference for _thing, movement in movements]
    booked = set(shelf.changes.objects.filter(reference__in=references).values_list(f"{shelf.key}_id", "reference"))
    changes = []
    for thing, movement in movements:
        if (thing.pk, movement.reference) in booked:
            continue
        booked.add((thing.pk, movement.reference))
        thing.stock_grams += movement.grams
        facts = {"grams": movement.grams, "left_grams": thing.stock_grams, "reference": movement.reference}
        changes.append(shelf.changes(**{shelf.key: thing}, **facts))
    shelf.changes.objects.bulk_create(changes, batch_size=BATCH)
    shelf.things.objects.bulk_update({getattr(change, shelf.key) for change in changes}, ["stock_grams"])
    return len(changes)
