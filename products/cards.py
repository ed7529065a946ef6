"""What a list shows of each product, in a number of queries that does not grow with the list."""

from dataclasses import dataclass

from django.db.models import QuerySet

from products.availability import is_sold_out
from products.models import Photo, Product, ProductPage, Verification
from products.public import photo_with_sizes
from products.season import Season, season_of


@dataclass(frozen=True)
class ProductCard:
    """`verified` is about today; `verification` is the one that decides, or None."""

    page: ProductPage
    product: Product
    photo: Photo | None
    season: Season
    verification: Verification | None
    verified: bool
    offers: list


def product_cards(pages: QuerySet) -> list[ProductCard]:
    """Return a card for each `ProductPage`, in the order of the queryset."""
    pages = pages.select_related(
        "product__place__parent__parent", "product__producer", "product__brand", "product__current_verification"
    ).prefetch_related(photo_with_sizes("product__photo"), "product__offers")
    return [_card(page) for page in pages]


def _card(page: ProductPage) -> ProductCard:
    product = page.product
    return ProductCard(
        page=page,
        product=product,
        photo=product.photo,
        season=season_of(product),
        verification=product.current_verification,
        verified=product.is_verified(),
        offers=[offer for offer in product.offers.all() if offer.active and not is_sold_out(offer)],
    )
