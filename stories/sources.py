"""Everything a document refers to, found in the stored blocks and loaded at once.

The number of queries depends on the kinds of things used, never on how many there are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import Page

from products.models import PersonMet, Photo, Product
from stories.met_people import in_full
from stories.models.films import Film
from stories.models.releases import Release
from stories.models.story import StoryPage
from stories.richtext import fact_product_ids, page_ids, parse
from stories.snapshots import products_in_full

Raw = Mapping[str, Any]


@dataclass(slots=True)
class Sources:
    """Loaded records by id; `texts` are parsed rich texts by their HTML."""

    photos: dict[int, Photo] = field(default_factory=dict)
    films: dict[int, Film] = field(default_factory=dict)
    products: dict[int, Product] = field(default_factory=dict)
    people: dict[int, PersonMet] = field(default_factory=dict)
    stories: dict[int, StoryPage] = field(default_factory=dict)
    pages: dict[int, Page] = field(default_factory=dict)
    texts: dict[str, BeautifulSoup] = field(default_factory=dict)

    def text(self, html: object) -> BeautifulSoup:
        return self.texts.get(html) if isinstance(html, str) and html in self.texts else parse(html)


def load(
    blocks: Iterable[Raw], *, photo_ids: Iterable[int | None] = (), film_ids: Iterable[int | None] = ()
) -> Sources:
    """Load what these stored blocks, and the page fields given by id, refer to."""
    photos, films, products, people, stories = set(photo_ids), set(film_ids), set(), set(), set()
    texts = []
    for block in blocks:
        value, kind = block.get("value"), block.get("type")
        if kind == "text":
            texts.append(value)
        elif kind == "callout":
            texts.append(mapping(value).get("text"))
        elif kind == "list":
            texts.extend(items(mapping(value).get("items")))
        elif kind == "image":
            photos.add(number(mapping(value).get("photo")))
        elif kind == "gallery":
            photos.update(number(mapping(entry).get("photo")) for entry in items(mapping(value).get("items")))
        elif kind == "video":
            films.add(number(mapping(value).get("film")))
        elif kind in ("product", "facts"):
            products.add(number(mapping(value).get("product")))
        elif kind == "steps":
            steps = [mapping(entry) for entry in items(mapping(value).get("steps"))]
            texts.extend(step.get("text") for step in steps)
            photos.update(number(step.get("photo")) for step in steps)
        elif kind == "people":
            met = [mapping(entry) for entry in items(mapping(value).get("people"))]
            people.update(number(entry.get("person")) for entry in met)
            photos.update(number(entry.get("photo")) for entry in met)
        elif kind == "related":
            stories.add(number(mapping(value).get("story")))
    sources = Sources(texts={html: parse(html) for html in texts if isinstance(html, str)})
    for soup in sources.texts.values():
        products |= fact_product_ids(soup)
    sources.films = _by_id(Film.objects.select_related("poster").prefetch_related("versions"), films)
    sources.photos = _by_id(Photo.objects.all(), photos)
    sources.products = _by_id(products_in_full(), products)
    sources.people = _by_id(in_full(), people)
    sources.stories = _by_id(_open_stories(), stories)
    sources.pages = _pages({found for soup in sources.texts.values() for found in page_ids(soup)})
    return sources


def _open_stories() -> QuerySet[StoryPage]:
    """Stories that readers can open: live, and by way of a release."""
    released = Exists(Release.objects.filter(story=OuterRef("pk")))
    return StoryPage.objects.live().filter(released).select_related("locale", "cover")


def mapping(value: object) -> Raw:
    """The value of a struct, or an empty one where a half-filled draft holds something else."""
    return value if isinstance(value, Mapping) else {}


def items(value: object) -> list[Any]:
    """The values of a stored list block: bare ones, or wrapped as `{"type": "item", "value": …}`."""
    entries = value if isinstance(value, list) else []
    return [entry["value"] if isinstance(entry, Mapping) and "value" in entry else entry for entry in entries]


def number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63 else None


def _by_id(records, ids: Iterable[int | None]) -> dict[int, Any]:
    known = {pk for pk in ids if pk}
    return records.in_bulk(known) if known else {}


def _pages(ids: set[int]) -> dict[int, Page]:
    """Pages with their locale, and product pages with their product."""
    if not ids:
        return {}
    found = (
        Page.objects.filter(pk__in=ids)
        .select_related("locale", "productpage__locale", "productpage__product")
        .in_bulk()
    )
    return {pk: getattr(page, "productpage", page) for pk, page in found.items()}
