"""What the page of a story needs beyond the common tags."""

from collections.abc import Mapping

from django import template
from django.urls import reverse
from django.utils import translation
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from home import contents, recommended, structured_data
from home.recommended import Recommended, products_beside, products_beside_product
from home.sharing.fonts import fonts
from products.models import Photo, Product
from products.pictures import PUBLIC_SIZES, WEBP_SIZES
from stories.document import StoryDocument, VideoAsset
from stories.models import StoryPage
from stories.models.releases import Release

register = template.Library()

register.filter("minutes", contents.minutes)
register.filter("contents", contents.headings)
register.filter("chapters", contents.chapters)


@register.simple_tag
def beside_story(document: StoryDocument) -> list[Recommended]:
    """Products that go with those of a story; none for a story without a product."""
    codes = [product.code for product in document.products]
    provinces = sorted({product.place_code[:2] for product in document.products})
    return products_beside(codes, provinces, document.language) if codes else []


@register.simple_tag
def beside_product(product: Product) -> list[Recommended]:
    return products_beside_product(product, translation.get_language() or "zh-hans")


@register.simple_tag(takes_context=True)
def why_read(context: dict, story: StoryPage) -> str:
    """Why a story is recommended at the end of another."""
    return recommended.why_read(story, context["products"], context["provinces"])


@register.simple_tag
def share_url(page: StoryPage, release: Release | None, withdrawn: list[Product]) -> str:
    """Where the story's picture to be passed on is; empty where there is none (`home.sharing`)."""
    return reverse("share-card", args=[page.pk]) if release and not withdrawn and fonts() else ""


@register.filter
def seconds(video: VideoAsset) -> float:
    """How long a film lasts."""
    return video.duration_ms / 1000


@register.simple_tag
def large_url(photo: Photo | None) -> str:
    """The address of a photo's largest size, to be looked at by itself; empty where its file cannot be read."""
    if photo is None:
        return ""
    try:
        return structured_data.absolute(photo.get_renditions(*PUBLIC_SIZES)[WEBP_SIZES[-1]].url)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return ""


@register.simple_tag
def author_ids(page: StoryPage) -> Mapping[str, int]:
    """Who wrote the story, by user name: the page of an author goes by number, and no user name leaves the house."""
    return {person.get_username(): person.pk for person in page.authors.all()} if page.pk else {}


@register.simple_tag
def tag_slugs(page: StoryPage, document: StoryDocument) -> list[tuple[str, str]]:
    """The tags that readers see, each with its slug: those of the release that are still the page's."""
    if not page.pk or not document.tags:
        return []
    slugs = {item.tag.name: item.tag.slug for item in page.tagged_items.select_related("tag")}
    return [(name, slugs[name]) for name in document.tags if name in slugs]
