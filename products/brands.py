"""Village brands to readers: their pages, and the products that go by them."""

from django.db.models import QuerySet

from products.cards import ProductCard, product_cards
from products.models import Brand, BrandPage, ProductPage
from products.public import photo_with_sizes


def brand_pages(language: str) -> QuerySet[BrandPage]:
    """Live brand pages of a language by title, with brand, owner and mark."""
    pages = BrandPage.objects.live().filter(locale__language_code=language).order_by("title", "pk")
    return pages.select_related("brand__owner").prefetch_related(photo_with_sizes("brand__mark"))


def brand_page_of(brand_id: int | None, language: str) -> BrandPage | None:
    """The live page of a brand in a language, if it has one; one query."""
    if brand_id is None:
        return None
    return BrandPage.objects.live().filter(brand=brand_id, locale__language_code=language).first()


def brand_context(page: BrandPage) -> dict:
    """What the brand page shows beside its own words, in a number of queries that does not grow."""
    language = page.locale.language_code
    brands = Brand.objects.select_related("owner__place__parent__parent").prefetch_related(photo_with_sizes("mark"))
    return {
        "brand": brands.get(pk=page.brand_id),
        "language": language,
        "cards": _cards(page.brand_id, language),
    }


def _cards(brand_id: int, language: str) -> list[ProductCard]:
    pages = ProductPage.objects.live().filter(locale__language_code=language, product__brand=brand_id)
    return product_cards(pages.order_by("title", "pk"))
