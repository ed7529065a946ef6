"""What is left to sell: people count it, orders take from it, returned goods go back.

Nothing is known of a product's stock until somebody counts it. Every change is a row that stays; the sum
stands on the product, set under the product's lock. A count is the truth of its moment: orders made before
it are in it already, and what happens to them later does not change it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from products.errors import Refused
from products.models import OrganisationKind, Product, StockChange
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


def may_count(person, product: Product) -> bool:
    """Whether `person` may say how much is left: the platform's team, and whoever grows or recommends it."""
    return may_count_at_all(person) and is_in_scope(person, product)


def may_count_at_all(person) -> bool:
    """Whether `person` may count what is theirs. Authors see what they may write about, and count none of it."""
    if person is None or not person.is_active:
        return False
    return person.organisation is None or person.organisation.kind != OrganisationKind.AUTHOR


@transaction.atomic
def count(product: Product, person, grams: int, note: str = "") -> StockChange:
    """Set the stock to what was counted, in grams. Raises `Refused`."""
    if not may_count(person, product):
        raise Refused("stock.not_allowed", _("Only the platform's team and those who grow or recommend it may count."))
    if not 0 <= grams <= MOST_GRAMS:
        raise Refused("stock.out_of_range", _("Enter between 0 and 10,000,000 kg."))
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise Refused("stock.long_note", _("Say it in at most %(limit)d characters.") % {"limit": LONGEST_NOTE})
    locked = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    change = StockChange.objects.create(
        product=locked, grams=grams - (locked.stock_grams or 0), left_grams=grams, note=note, by=person
    )
    product.stock_grams = grams
    Product.objects.filter(pk=locked.pk).update(stock_grams=grams)
    return change


def take(product: Product, grams: int, reference: str, at: datetime | None = None) -> None:
    """Take what an order sold. The same `reference` again changes nothing."""
    book([Movement(product.pk, -grams, reference, at or timezone.now())])


def give_back(product: Product, grams: int, reference: str, at: datetime | None = None) -> None:
    """Give back what was returned, under a `reference` of its own. `at` is when the order was made."""
    book([Movement(product.pk, grams, reference, at or timezone.now())])


@transaction.atomic
def book(movements: Iterable[Movement]) -> int:
    """Write movements of counted products, in their order; return how many. Four queries a batch, however many.

    Left out: products nobody counted, orders made before the last count, references that were booked before.
    More may be sold than was counted: the rest is then below zero until somebody counts again.
    """
    wanted = [movement for movement in movements if movement.grams]
    if not wanted:
        return 0
    products = _counted({movement.product_id for movement in wanted})
    later = [
        movement
        for movement in wanted
        if movement.product_id in products and movement.at > products[movement.product_id].counted_at
    ]
    return sum(_book(later[start : start + BATCH], products) for start in range(0, len(later), BATCH))


def _counted(product_ids: set[int]) -> dict[int, Product]:
    """The counted ones among the products, locked in one order, each with `counted_at`."""
    ids = Product.objects.filter(pk__in=product_ids, stock_grams__isnull=False).order_by("pk")
    if not list(ids.select_for_update(no_key=True).values_list("pk", flat=True)):
        return {}
    counts = StockChange.objects.filter(product=OuterRef("pk"), reference="").order_by("-pk").values("at")[:1]
    return {
        product.pk: product for product in ids.annotate(counted_at=Subquery(counts)).filter(counted_at__isnull=False)
    }


def _book(movements: list[Movement], products: dict[int, Product]) -> int:
    references = [movement.reference for movement in movements]
    booked = set(StockChange.objects.filter(reference__in=references).values_list("product_id", "reference"))
    changes = []
    for movement in movements:
        key = (movement.product_id, movement.reference)
        if key in booked:
            continue
        booked.add(key)
        product = products[movement.product_id]
        product.stock_grams += movement.grams
        changes.append(
            StockChange(
                product=product,
                grams=movement.grams,
                left_grams=product.stock_grams,
                reference=movement.reference,
            )
        )
    StockChange.objects.bulk_create(changes, batch_size=BATCH)
    Product.objects.bulk_update({change.product for change in changes}, ["stock_grams"])
    return len(changes)
