"""What else a reader may like, each with the reason: by sums over all readers and by what the record says.

Nobody has a profile: two readers of a page see the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BooleanField, Case, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from home.models import Followed, Together
from home.shelves import product_pages, stories, verified_on
from products.cards import ProductCard, product_cards
from products.models import Place, Product
from products.season import harvested_in
from stories.models import StoryPage

PRODUCTS, MOST_FOLLOWED = 4, 3


@dataclass(frozen=True)
class Recommended:
    card: ProductCard
    why: str


def products_beside(codes: Iterable[str], provinces: Iterable[str], language: str) -> list[Recommended]:
    """Products on sale that go with those of these codes: bought by the same people, followed by the same people,
    from one of the provinces (two digits), or in harvest now. Six queries, whatever there is."""
    codes, month = list(codes), timezone.localdate().month
    near = Q(pk__in=[])
    for province in provinces:
        near |= Q(product__place__code__startswith=province)
    pages = (
        product_pages(language)
        .filter(verified_on(timezone.localdate()))
        .exclude(product__code__in=codes)
        .annotate(
            bought=_people(Together.Kind.BOUGHT, codes),
            went=_people(Together.Kind.FOLLOWED, codes),
            near=_true(near),
            ripe=_true(harvested_in(month)),
        )
        .filter(Q(bought__isnull=False) | Q(went__isnull=False) | Q(near=True) | Q(ripe=True))
        .order_by(F("bought").desc(nulls_last=True), F("went").desc(nulls_last=True), "-near", "-ripe", "title", "pk")
    )
    return [Recommended(card, _why(card)) for card in product_cards(pages[:PRODUCTS])]


def products_beside_product(product: Product, language: str) -> list[Recommended]:
    return products_beside([product.code], [product.place_id[:2]], language)


def why_read(story: StoryPage, products: dict, places: dict[str, Place]) -> str:
    """Why a story of `stories.public.reader_context` is recommended; empty where it is only new."""
    if story.shared in products:
        return _("Also about %(name)s") % {"name": products[story.shared].name}
    if story.near and (place := places.get(story.near[:2])):
        return _("Also from %(place)s") % {"place": place.name()}
    if story.tagged:
        return _("Also on “%(tag)s”") % {"tag": story.tagged}
    return _("In season now") if story.ripe else ""


def most_followed(language: str, besides: Iterable[int] = ()) -> list[StoryPage]:
    """Stories from which most readers went on to a shop in the last ninety days, most first."""
    times = Followed.objects.filter(translation_key=OuterRef("translation_key")).values("times")
    found = stories(language).filter(translation_key__in=Followed.objects.values("translation_key"))
    found = found.exclude(pk__in=list(besides)).annotate(times=Subquery(times[:1]))
    return list(found.order_by("-times", "pk")[:MOST_FOLLOWED])


def _people(kind: str, codes: list[str]) -> Subquery:
    both = Together.objects.filter(kind=kind, product__code__in=codes, other=OuterRef("product_id"))
    return Subquery(both.order_by("-people").values("people")[:1])


def _true(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _why(card: ProductCard) -> str:
    if card.page.bought:
        return _("Readers also bought it")
    if card.page.went:
        return _("Readers also looked at it")
    if card.page.near:
        return _("Also from %(place)s") % {"place": card.product.place.top().name()}
    return _("In season now")
