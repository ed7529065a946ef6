"""Search over the stories and products of the active language."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from home.shelves import product_pages, stories
from products.cards import ProductCard, product_cards
from products.models import ProductPage
from stories.models import StoryPage

# What a person types fits; the rest of a pasted page is not searched for.
LONGEST_QUERY = 100
MOST_STORIES, MOST_PRODUCTS = 24, 12
_NOT_A_WORD = re.compile(r"[^\w\s.+-]+")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`?q=`: whatever it holds, an answer; without a letter or digit in it, no results."""
    asked = " ".join(request.GET.get("q", "").replace("\x00", " ")[: 10 * LONGEST_QUERY].split())[:LONGEST_QUERY]
    words = " ".join(_NOT_A_WORD.sub(" ", asked).split())
    language = translation.get_language()
    searchable = re.search(r"\w", words) is not None
    found_stories = _stories(words, language) if searchable else []
    found_products = _products(words, language) if searchable else []
    context = {
        "query": asked,
        "stories": found_stories,
        "products": found_products,
        "count": len(found_stories) + len(found_products),
    }
    return render(request, "home/search.html", context)


def _best(kind: type[Page], words: str, language: str, most: int) -> list[int]:
    """The ids of the best matches, best first. The search index filters by id of the locale, not by its code."""
    locale = Locale.objects.get_for_language(language)
    pages = kind.objects.live().filter(locale_id=locale.pk)
    return [page.pk for page in pages.search(words)[:most]]


def _stories(words: str, language: str) -> list[StoryPage]:
    ranked = _best(StoryPage, words, language, MOST_STORIES)
    found = stories(language).in_bulk(ranked)
    return [found[pk] for pk in ranked if pk in found]


def _products(words: str, language: str) -> list[ProductCard]:
    ranked = _best(ProductPage, words, language, MOST_PRODUCTS)
    cards = product_cards(product_pages(language).filter(pk__in=ranked))
    return sorted(cards, key=lambda card: ranked.index(card.page.pk))
