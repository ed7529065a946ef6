"""Stories gathered under one heading: of a tag, of an author, about a product, from a place."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from taggit.models import Tag

from home.shelves import product_pages, stories
from products.models import Place, User
from stories import listing
from stories.models import StoryPage
from stories.models.index import PER_PAGE


@dataclass(frozen=True)
class StoryList:
    """`about` says what the stories have in common; `feed` is the name and arguments of its feed's address."""

    title: str
    kind: str
    about: str
    found: QuerySet[StoryPage]
    feed: tuple[str, str]
    back: str = ""
    back_text: str = ""

    def page(self, number: str | None) -> Page:
        return Paginator(self.found, PER_PAGE).get_page(number)


def of_tag(slug: str, language: str) -> StoryList | None:
    """Stories with this tag; None for a tag that no live story in any language has."""
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None or not StoryPage.objects.live().filter(tagged_items__tag=tag).exists():
        return None
    about = _("Stories that carry the tag “%(name)s”, newest first.") % {"name": tag.name}
    found = stories(language, listing.of_tag(tag.name))
    return StoryList(tag.name, _("Tag"), about, found, ("home:tag-feed", slug))


def of_author(pk: int, language: str) -> StoryList | None:
    """Stories this person wrote; None for anybody who has none before the public."""
    person = User.objects.select_related("organisation").filter(pk=pk).first()
    if person is None or not StoryPage.objects.live().filter(authors=person).exists():
        return None
    name, house = person.display_name(language), person.organisation
    about = _("Stories by %(name)s, newest first.") % {"name": name}
    if house:
        about = _("%(organisation)s. Stories by %(name)s, newest first.") % {
            "organisation": house.name(language),
            "name": name,
        }
    return StoryList(name, _("Author"), about, stories(language, listing.of_author(pk)), ("home:author-feed", str(pk)))


def about_product(code: str, language: str) -> StoryList | None:
    """Stories that carry the product; None for one without a page in this language."""
    page = product_pages(language).select_related("product__place").filter(product__code=code).first()
    if page is None:
        return None
    product = page.product
    about = _("Stories about %(name)s from %(place)s, newest first.") % {
        "name": page.title,
        "place": product.place.name(language),
    }
    found = stories(language, listing.of_product(product.pk))
    feed = ("home:product-feed", product.code)
    return StoryList(page.title, _("Product"), about, found, feed, page.url, _("To the product"))


def from_place(code: str, language: str) -> StoryList | None:
    """Stories that carry a product from the place or from what lies in it; None for a code that no place has."""
    place = Place.objects.filter(code=code).first()
    if place is None:
        return None
    about = _("Stories about products from %(name)s, newest first.") % {"name": place.name(language)}
    back = reverse("home:place", args=[code])
    found = stories(language, listing.of_place(code))
    return StoryList(
        place.name(language), _("Place"), about, found, ("home:place-feed", code), back, _("Products from here")
    )
