"""Addresses: of our own pages, and what an author's link may lead to."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page

from products.models import ProductPage
from stories.document import Link
from stories.richtext import clean_text

MAX_URL = 2000


def page_url(page: Page) -> str:
    """The reader's full address of a page of ours, or "" where it has none. Load `locale` with the page."""
    parts = page.get_url_parts()
    return f"{settings.SITE_URL}{parts[2]}" if parts and parts[2] else ""


def link_to_page(page: Page | None) -> Link | None:
    """A link to a live page of ours; None for one that readers cannot open."""
    if page is None or not page.live:
        return None
    url = page_url(page)
    if not url:
        return None
    if isinstance(page, ProductPage):
        return Link(kind="product", ref=page.product.code, url=url)
    if page.specific_class is not None and page.specific_class._meta.label == "stories.StoryPage":
        return Link(kind="story", ref=str(page.pk), url=url)
    return Link(kind="web", ref=url, url=url)


def link_from(attributes: Mapping[str, str], pages: Mapping[int, Page]) -> Link | None:
    """The link of an `<a>` in stored rich text; None where it is not a page of ours or a full https address."""
    if attributes.get("linktype"):
        number = attributes.get("id", "")
        known = attributes["linktype"] == "page" and number.isascii() and number.isdigit()
        return link_to_page(pages.get(int(number))) if known else None
    return _web_link(clean_text(attributes.get("href", "")))


def _web_link(address: str) -> Link | None:
    try:
        parts = urlsplit(address)
        safe = parts.scheme == "https" and bool(parts.hostname) and not parts.username and " " not in address
    except ValueError:  # an address only looks like one: "https://["
        return None
    if not safe or len(address) > MAX_URL:
        return None
    return Link(kind="web", ref=address, url=address)
