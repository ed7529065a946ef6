"""What public templates need beyond Django's and Wagtail's own tags."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

import nh3
from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from home import (
    credits,
    drawings,
    films,
    languages,
    menu,
    pictures,
    plates,
    seals,
    sheets,
    snippets,
    story_data,
    structured_data,
    wording,
)
from home import shops as ways
from products import availability
from products.models import Offer, Photo, Platform, Product, StepKind
from products.pictures import JPEG_SIZE, POSTER_SIZE
from products.season import Season
from stories.document import FactRef, FactSnapshot, FactTable, Link, ProductSnapshot, Span, VideoAsset
from stories.models import StoryPage

register = template.Library()

register.filter("kg", wording.grams_as_kg)
register.filter("yuan", wording.fen_as_yuan)
register.filter("price", wording.fen_as_price)
register.filter("day", wording.day)
register.filter("days", wording.days)
register.filter("months", wording.months)
register.filter("place_name", wording.place_name)
register.filter("as_json_ld", structured_data.script)
register.filter("clock", wording.clock)
register.filter("plates", plates.plates)
register.filter("film_caption", films.caption)
register.filter("after_film", films.rest)
register.filter("sole_credit", credits.sole_credit)
register.filter("marked", snippets.marked)

_CLAUSE = re.compile(r"[^，。、；：？！]+[，。、；：？！”』」》]*|[，。、；：？！]+")
RICH_TEXT = {"p", "br", "b", "strong", "i", "em", "h2", "h3", "h4", "ul", "ol", "li", "a", "hr", "blockquote"}


@register.filter
def get(mapping: Mapping | None, key: Any) -> Any:
    """`mapping[key]`, or None."""
    return mapping.get(key) if mapping else None


@register.filter
def per_kg(offer: Any) -> int:
    """Fen per kilogram of an offer or of its snapshot."""
    return wording.fen_per_kg(offer.price_fen, offer.net_grams)


@register.filter
def cheapest(offers: Iterable) -> Any:
    """The offer with the lowest price per kilogram, or None."""
    return min(offers, key=per_kg, default=None)


@register.filter
def pause(product: Product | None) -> availability.Pause | None:
    """Why a product cannot be bought today though it is verified, or None."""
    return availability.pause_of(product) if product else None


@register.filter
def pause_text(value: availability.Pause) -> str:
    """Sold out · next harvest in November."""
    return wording.pause(value)


@register.filter
def shop(platform: str) -> str:
    """The shop's name to readers."""
    return str(Platform(platform).label)


@register.filter
def shops(offers: Iterable) -> list[str]:
    """The names of the shops that sell it, each once, in the order of the offers."""
    return list(dict.fromkeys(shop(offer.platform) for offer in offers))


@register.filter
def by_code(products: Iterable[Product] | None) -> dict[str, Product]:
    """Products by their public code."""
    return {product.code: product for product in products or ()}


@register.filter
def seal_text(thing: Any) -> str:
    return seals.seal_of(thing).text


@register.filter
def step_title(kind: str) -> str:
    """What happened in a step of the verification."""
    return str(StepKind(kind).label)


@register.filter
def count(number: int) -> str:
    """10212 → 10,212."""
    return f"{number:,}"


@register.filter
def first_card(blocks: Iterable[Any]) -> Any:
    """The first product card among a story's blocks, or None."""
    return next((block for block in blocks if block.kind == "product"), None)


@register.filter
def cheapest_way(ways: Iterable[Mapping]) -> Any:
    """The offer with the lowest price per kilogram among a card's ways to buy."""
    return cheapest([way["offer"] for way in ways])


@register.filter
def film_shape(video: VideoAsset) -> str:
    return films.shape(video)


@register.filter
def other_than(text: str, known: str) -> str:
    """`text`, unless it says what is known already."""
    return "" if text == known else text


@register.filter
def phrases(text: str) -> SafeString:
    """A headline whose lines break after punctuation first: Chinese has no blanks to break at."""
    return format_html_join("", '<span class="phrase">{}</span>', ((part,) for part in _CLAUSE.findall(str(text))))


@register.filter
def spans(value: Iterable[Span], products: Mapping[str, ProductSnapshot] | None = None) -> SafeString:
    """A run of text spans as HTML. With the story's products by code, facts say what they are and who vouches."""
    return format_html_join("", "{}", ((_span(span, products),) for span in value))


def _span(span: Span, products: Mapping[str, ProductSnapshot] | None) -> SafeString | str:
    html: SafeString | str = _fact(span.text, span.fact, products) if span.fact else span.text
    if span.em:
        html = format_html("<em>{}</em>", html)
    if span.strong:
        html = format_html("<strong>{}</strong>", html)
    if span.link and span.link.url.startswith(("https://", "http://", "/")):
        html = format_html('<a href="{}"{}>{}</a>', span.link.url, _rel(span.link), html)
    return html


def _fact(text: str, ref: FactRef, products: Mapping[str, ProductSnapshot] | None) -> SafeString:
    """A fact leads to its line in the verification record; its title names it and the day it was confirmed."""
    product = products.get(ref.product) if products else None
    fact = product.fact(ref.key) if product else None
    title = ""
    if fact and fact.confirmed_on:
        title = _("%(fact)s, confirmed on %(day)s") % {"fact": fact.label, "day": wording.day(fact.confirmed_on)}
    return format_html(
        '<a class="fact" href="{}#fact-{}"{}><data value="{}">{}</data></a>',
        check_url(ref.product),
        ref.key,
        format_html(' title="{}"', title) if title else "",
        f"{ref.product}/{ref.key}",
        text,
    )


@register.filter
def rows_of(table: FactTable, product: ProductSnapshot) -> tuple[FactSnapshot, ...]:
    """The facts that a table in a story shows."""
    return table.chosen(product)


def _rel(link: Link) -> SafeString:
    return SafeString(' rel="noopener nofollow"' if link.kind == "web" else "")


@register.filter
def rich(value: str) -> SafeString:
    """Stored rich text, its links resolved, cleaned at output: imports and the API bypass the editor's cleaning."""
    html = expand_db_html(str(value or ""))
    return mark_safe(nh3.clean(html, tags=RICH_TEXT, attributes={"a": {"href"}}, link_rel="noopener"))  # noqa: S308


@register.simple_tag
def photo(value: Photo | None, place: str = "card", alt: str | None = None, first: bool = False) -> SafeString:
    return pictures.picture(value, place, alt, first)


@register.simple_tag
def photo_url(value: Photo | None) -> str:
    """The absolute address of a photo's JPEG, for link previews."""
    url = value.get_renditions(JPEG_SIZE)[JPEG_SIZE].url if value else ""
    return structured_data.absolute(url)


@register.simple_tag
def poster_url(value: Photo | None) -> str:
    """Where the picture is that stands in a film's place until it is played."""
    return value.get_renditions(POSTER_SIZE)[POSTER_SIZE].url if value else ""


@register.simple_tag
def check_url(code: str) -> str:
    """The address of a product's verification record, in the language of the page that leads there."""
    return languages.in_language(reverse("products:verify", args=[code]), translation.get_language() or "zh-hans")


@register.simple_tag
def ways_to_buy(product: Product, offers: list[Offer], stories: list[StoryPage]) -> list[dict]:
    return ways.ways_to_buy(product, offers, stories)


@register.simple_tag
def common_sheets() -> SafeString:
    return SafeString(sheets.common())


@register.simple_tag
def mark(name: str) -> SafeString:
    """A drawn mark from the sprite; decoration beside words."""
    return format_html(
        '<svg class="mark" viewBox="0 0 100 100" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("fengshou/marks.svg"),
        name,
    )


@register.inclusion_tag("components/seal.html")
def seal(thing: Any, big: bool = False, ended: bool = False) -> dict:
    """The stamp of a product, verification or snapshot, with its words."""
    stamp = seals.seal_of(thing, ended=ended)
    return {"seal": stamp, "big": big, "symbol": ("seal-big" if big else "seal") + ("" if stamp.holds else "-void")}


@register.simple_tag
def season_ring(season: Season | None, on: date | None = None) -> SafeString:
    if season is None or not season.months:
        return SafeString("")
    label = _("Harvest: %(months)s") % {"months": wording.months(season.months)}
    return drawings.season_ring(season.months, (on or timezone.localdate()).month, label)


@register.simple_tag(takes_context=True)
def language_links(context: dict) -> list[languages.LanguageLink]:
    request = context.get("request")
    return languages.links(request, context.get("page")) if request else []


@register.simple_tag(takes_context=True)
def menu_items(context: dict) -> list[menu.MenuItem]:
    request = context.get("request")
    return menu.items(request) if request else []


@register.simple_tag(takes_context=True)
def page_link(context: dict, number: int) -> str:
    """The address of another page of the same list, its filters kept."""
    query = context["request"].GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def canonical(context: dict) -> str:
    """The page's own absolute address, with the page number of a list or the language, but no other query.

    A part of a list, chosen by its form say, leads to the beginning of the whole: its pages are numbered otherwise.
    """
    request = context.get("request")
    if request is None:
        return ""
    asked = languages.asked_language(request)
    if asked:
        return settings.SITE_URL + languages.in_language(request.path, asked)
    number = request.GET.get("page", "")
    numbered = number.isdigit() and number != "1" and len(request.GET) == 1
    return settings.SITE_URL + request.path + (f"?page={number}" if numbered else "")


@register.simple_tag(takes_context=True)
def story_json_ld(context: template.Context) -> SafeString:
    """The Article of a story, its film and the way to it; nothing for a preview, which has no release."""
    if context.get("release") is None:
        return SafeString("")
    page, flat = context["page"], context.flatten()
    # The list of stories is the page above; its name is known without asking the database for it.
    above = page.url.rstrip("/").rpartition("/")[0] + "/"
    steps = [
        (_("Fengshou"), f"/{page.locale.language_code}/"),
        (_("Stories"), above),
        (flat["document"].title, page.url),
    ]
    trail = structured_data.breadcrumbs(steps)
    return format_html_join(
        "", "{}", ((structured_data.script(data),) for data in [*story_data.story_data(page, flat), trail])
    )


@register.simple_tag
def search_url(words: str) -> str:
    """The address of a search for `words`."""
    return f"{reverse('home:search')}?{urlencode({'q': words})}"
