"""What readers look for: stories, products and brands of one language, by words, by sound, and narrowed by filters.

Where the words find nothing, the sound of them is tried, then the nearest known word.
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.core.cache import cache
from django.db.models import F, QuerySet
from django.utils import timezone
from wagtail.models import Locale, Page

from home.shelves import product_pages, stories
from products.brands import brand_pages
from products.cards import ProductCard, product_cards
from products.models import BrandPage, Place, PlaceLevel, Product, ProductPage
from products.pinyin import spelled, syllables
from products.season import harvested_in
from stories.models import StoryPage
from stories.models.story import StoryForm
from stories.public import carrying

# What a person types fits; the rest of a pasted page is not searched for.
LONGEST_QUERY = 100
MOST_STORIES, MOST_PRODUCTS, MOST_BRANDS, MOST_SUGGESTIONS = 24, 12, 6, 8
# How many of the best matches are looked through for those that a filter lets pass.
MOST_RANKED = 300
# How alike a mistyped word must be to a known one, from 0 to 1.
ALIKE = 0.72
KNOWN_WORDS_SECONDS = 300
_NOT_A_WORD = re.compile(r"[^\w\s.+-]+")
_CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query of a reader in `language`. `words` are what is searched for; `form`, `province` and `in_season` narrow."""

    language: str
    typed: str = ""
    form: str = ""
    province: str = ""
    in_season: bool = False

    @property
    def words(self) -> str:
        return " ".join(_NOT_A_WORD.sub(" ", self.typed).split())

    @property
    def searchable(self) -> bool:
        return re.search(r"\w", self.words) is not None

    @property
    def narrowed(self) -> bool:
        return bool(self.form or self.province or self.in_season)


@dataclass(frozen=True, slots=True)
class Found:
    """`instead` is what was searched for where what was typed found nothing."""

    stories: list[StoryPage] = field(default_factory=list)
    products: list[ProductCard] = field(default_factory=list)
    brands: list[BrandPage] = field(default_factory=list)
    instead: str = ""

    @property
    def count(self) -> int:
        return len(self.stories) + len(self.products) + len(self.brands)


def asked(query, language: str) -> Asked:
    """From the parameters of an address; nonsense narrows nothing."""
    typed = " ".join(query.get("q", "").replace("\x00", " ")[: 10 * LONGEST_QUERY].split())[:LONGEST_QUERY]
    form, province = query.get("form", ""), query.get("province", "")
    return Asked(
        language=language,
        typed=typed,
        form=form if form in StoryForm.values else "",
        province=province if re.fullmatch(r"[1-9][0-9]0000", province) else "",
        in_season=query.get("season", "") == "now",
    )


def search(wanted: Asked) -> Found:
    """Answer a query; without words, what the filters alone leave, newest first."""
    if not wanted.searchable:
        return _look(wanted, None) if wanted.narrowed and not wanted.typed else Found()
    found = _look(wanted, wanted.words)
    if found.count:
        return found
    for other in _near(wanted):
        if (again := _look(wanted, other)).count:
            return replace(again, instead=other)
    return found


def suggestions(wanted: Asked) -> list[Page]:
    """Pages whose titles begin like what is being typed: products first, then brands and stories."""
    if not wanted.searchable:
        return []
    locale = Locale.objects.get_for_language(wanted.language)
    found: dict[str, Page] = {}
    for kind in (ProductPage, BrandPage, StoryPage):
        pages = kind.objects.live().filter(locale_id=locale.pk).defer_streamfields()
        for page in pages.autocomplete(wanted.words)[: MOST_SUGGESTIONS - len(found)]:
            found.setdefault(page.title, page)
    return list(found.values())


def provinces(language: str) -> list[Place]:
    """Those with a product page in the language, for the filter."""
    codes = product_pages(language).order_by().values_list("product__place_id", flat=True).distinct()
    wanted = {code[:2] + "0000" for code in codes}
    return list(Place.objects.filter(code__in=wanted, level=PlaceLevel.PROVINCE))


def _look(wanted: Asked, words: str | None) -> Found:
    of_products = product_pages(wanted.language)
    if wanted.province:
        of_products = of_products.filter(product__place__code__startswith=wanted.province[:2])
    if wanted.in_season:
        of_products = of_products.filter(harvested_in(timezone.localdate().month))
    of_stories = stories(wanted.language)
    if wanted.form:
        of_stories = of_stories.filter(form=wanted.form)
    if wanted.province or wanted.in_season:
        of_stories = carrying(of_stories, of_products.values_list("product_id", flat=True))
    return Found(
        stories=_ranked(of_stories, wanted.language, words, MOST_STORIES),
        products=[] if wanted.form else _products(of_products, wanted.language, words),
        brands=[]
        if wanted.narrowed or words is None
        else _ranked(brand_pages(wanted.language), wanted.language, words, MOST_BRANDS),
    )


def _products(pages: QuerySet[ProductPage], language: str, words: str | None) -> list[ProductCard]:
    ranked = [page.pk for page in _ranked(pages.defer_streamfields(), language, words, MOST_PRODUCTS)]
    return sorted(product_cards(pages.filter(pk__in=ranked)), key=lambda card: ranked.index(card.page.pk))


def _ranked(pages: QuerySet, language: str, words: str | None, most: int) -> list:
    """The best of `pages`, best first. The index knows no filters but the locale, so they come after it."""
    if words is None:
        return list(pages[:most])
    locale = Locale.objects.get_for_language(language)
    ranked = _best_matches(pages.model.objects.live().filter(locale_id=locale.pk), words)
    best: list[int] = []
    # Mostly the first few are enough, and few are asked for faster than many.
    for part in (ranked[: 2 * most], ranked[2 * most :]):
        if part and len(best) < most:
            kept = set(pages.filter(pk__in=part).values_list("pk", flat=True))
            best += [pk for pk in part if pk in kept]
    found = pages.in_bulk(best[:most])
    return [found[pk] for pk in best[:most]]


def _best_matches(pages: QuerySet, words: str) -> list[int]:
    """The ids of what the words fit best, best first, at most `MOST_RANKED`: hot.

    The newest matches alone are ranked, so that it costs the same however many pages have the words;
    `pages.search(words)` leaves none out. On SQLite whether they are of `pages` is left to the caller.
    """
    results = pages.only("pk").search(words)
    best = getattr(getattr(results, "query_compiler", None), "best", None)
    if best is not None:
        return best(results.query_compiler.get_config(results.backend))
    newest = pages.only("pk").order_by(F("id").desc()).search(words, order_by_relevance=False)
    if oldest_ranked := list(newest[MOST_RANKED - 1 : MOST_RANKED]):
        results = pages.filter(id__gte=oldest_ranked[0].pk).only("pk").search(words)
    return [page.pk for page in results[:MOST_RANKED]]


def _near(wanted: Asked) -> Iterable[str]:
    """What else may have been meant: the same sound, then each word's nearest known one."""
    if _CJK.search(wanted.words):
        yield syllables(wanted.words)
        return
    known = _known_words(wanted.language)
    near = [next(iter(difflib.get_close_matches(word, known, 1, ALIKE)), word) for word in wanted.words.lower().split()]
    if (guess := " ".join(near)) != wanted.words.lower():
        yield guess


def _known_words(language: str) -> list[str]:
    """Words of the names of products, brands and places; in Chinese as they sound. Kept for some minutes."""
    return cache.get_or_set(f"search-words:{language}", lambda: _words(language), KNOWN_WORDS_SECONDS)


def _words(language: str) -> list[str]:
    titles = [*product_pages(language).values_list("title", flat=True)]
    titles += brand_pages(language).values_list("title", flat=True)
    products = Product.objects.filter(pages__live=True).select_related("place").distinct()
    titles += [product.place.name(language) for product in products]
    if language == "zh-hans":
        return sorted({word for title in titles for word in spelled(title).split() if len(word) > 3})
    return sorted({word for title in titles for word in re.findall(r"\w+", title.lower()) if len(word) > 2})
