"""What a place in a story is called: the block that sold, as its author would point at it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.translation import gettext as _

from stories.document import StoryDocument
from stories.models import Release, StoryPage

# Of a paragraph that stands for its place, as much as tells it from the others.
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Placement:
    """`name` is the card's pitch, or its product; `above` the heading or words above it, "" at the very top.

    `number` counts the places of a story from 1; 0 for one that the story does not have any more.
    """

    key: str
    name: str
    above: str = ""
    product: str = ""
    number: int = 0

    @property
    def stands(self) -> bool:
        return self.number > 0

    def edit_url(self, story: StoryPage) -> str:
        """The editor, at this block."""
        address = reverse("wagtailadmin_pages:edit", args=(quote(story.pk),))
        return f"{address}#block-{self.key}-section" if self.stands else address


def placements_of(stories: Iterable[int]) -> dict[int, dict[str, Placement]]:
    """By story id, the places of its cards by block id: those of what is live, then those of earlier versions.

    One query. A place that is gone keeps the name it had last, as what it sold stays in the ledger.
    """
    found: dict[int, dict[str, Placement]] = {}
    releases = Release.objects.filter(story__in=stories).order_by("story", "-version").only("story", "document")
    for release in releases:
        newest = release.story_id not in found
        known = found.setdefault(release.story_id, {})
        for number, place in enumerate(_cards(release.parsed()), start=1):
            known.setdefault(place.key, replace(place, number=number if newest else 0))
    return found


def named(key: str, known: dict[str, Placement]) -> Placement:
    """The place of a key, also where no version of the story knows it."""
    return known.get(key) or Placement(key, _("Another place") if key else _("No place named"))


def place_name(story: int, key: str) -> str:
    """What the place of a key is called; the key itself where no version of the story knows it."""
    place = placements_of([story]).get(story, {}).get(key)
    return place.name if place else key


def _cards(document: StoryDocument) -> list[Placement]:
    heading, words, found = "", "", []
    for block in document.body:
        if block.kind == "heading":
            heading, words = block.text, ""
        elif block.kind == "paragraph":
            words = "".join(span.text for span in block.spans) or words
        elif block.kind == "product":
            product = document.product(block.product)
            name = product.name if product else block.product
            found.append(Placement(block.id, block.pitch or name, _shortened(heading or words), name))
    return found


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
