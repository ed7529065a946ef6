"""Places as readers see them: what comes from there, what was written about it, what it brought."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from commerce.impact import Figures, totals
from home.shelves import product_pages, stories
from products.cards import product_cards
from products.models import Place, PlaceLevel, ProductPage
from products.models.pages import CARDS_PER_PAGE
from stories.listing import of_place
from stories.models import StoryPage

MOST_STORIES = 6


@dataclass(frozen=True)
class Part:
    """A place and how many products have a page there; `parts` are the places below that have some."""

    place: Place
    products: int
    parts: tuple["Part", ...] = ()


@dataclass(frozen=True)
class PlacePage:
    place: Place
    products: Page
    parts: list[Part]
    stories: list[StoryPage]
    figures: Figures


def place_page(place: Place, language: str, number: str | None) -> PlacePage:
    """Page `number` of the products of a place with all that stands beside them. The queries do not grow."""
    pages = _pages(place, language)
    cards = Paginator(pages, CARDS_PER_PAGE).get_page(number)
    cards.object_list = product_cards(cards.object_list)
    return PlacePage(
        place=place,
        products=cards,
        parts=_parts(place, _counted(pages)),
        stories=list(stories(language, of_place(place.code))[:MOST_STORIES]),
        figures=totals(place=place),
    )


def provinces(language: str) -> list[Part]:
    """The provinces with products, each with its counties that have some. Two queries."""
    counted = _counted(product_pages(language))
    places = Place.objects.in_bulk({*counted, *(code[:2] + "0000" for code in counted)})
    found: dict[str, list[Part]] = {}
    for code, count in sorted(counted.items()):
        found.setdefault(code[:2] + "0000", []).append(Part(places[code], count))
    return [
        Part(places[province], sum(part.products for part in parts), tuple(parts))
        for province, parts in found.items()
        if province in places
    ]


def steps_to(place: Place, language: str) -> list[tuple[str, str]]:
    """The way to a place as (name, path): all places, then from the province down to the place itself."""
    above = [(step.name(language), reverse("home:place", args=[step.code])) for step in (*place.above(), place)]
    return [(gettext("Places"), reverse("home:places")), *above]


def _pages(place: Place, language: str) -> QuerySet[ProductPage]:
    return product_pages(language).filter(product__place__code__startswith=place.prefix)


def _counted(pages: QuerySet[ProductPage]) -> dict[str, int]:
    """How many of the pages each place has, by its code."""
    return dict(pages.order_by().values_list("product__place_id").annotate(Count("pk")))


def _parts(place: Place, counted: dict[str, int]) -> list[Part]:
    """What lies directly below a place and has products: prefectures of a province, counties of a prefecture."""
    if place.level == PlaceLevel.COUNTY:
        return []
    below = [code for code in counted if code != place.code]
    prefectures = {code[:4] + "00" for code in below} - {place.code}
    known = Place.objects.in_bulk({*below, *prefectures})
    sums: Counter[str] = Counter()
    for code in below:
        # A county that the province governs itself has no prefecture above it.
        sums[_first_known((code[:4] + "00", code), known, besides=place.code)] += counted[code]
    return [Part(known[code], count) for code, count in sorted(sums.items())]


def _first_known(codes: Iterable[str], known: dict[str, Place], besides: str) -> str:
    return next(code for code in codes if code in known and code != besides)
