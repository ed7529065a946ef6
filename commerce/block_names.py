"""What the places in stories that purchase links stand in are called."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext

from products.models import Product
from stories.builder import stored_blocks
from stories.models import StoryPage

Key = tuple[int | None, str]


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a story: its product card's number among them and the product, as the story stands today."""

    story: str
    number: int = 0
    product: Product | None = None

    def name(self, language: str | None = None) -> str:
        if not self.number:
            return gettext("%(story)s · a place it no longer has") % {"story": self.story}
        product = self.product.name(language) if self.product else gettext("no product")
        return gettext("%(story)s · card %(number)s: %(product)s") % {
            "story": self.story,
            "number": self.number,
            "product": product,
        }


def blocks(keys: Collection[Key]) -> dict[Key, Block]:
    """The blocks of `(story id, placement)`; none for what is unattributed. Two queries."""
    stories = StoryPage.objects.in_bulk([story for story, _placement in keys if story is not None])
    cards = {pk: _cards(story) for pk, story in stories.items()}
    products = Product.objects.in_bulk({product for found in cards.values() for _number, product in found.values()})
    named = {}
    for story, placement in keys:
        if story in stories:
            number, product = cards[story].get(placement, (0, None))
            named[story, placement] = Block(stories[story].title, number, products.get(product))
    return named


def _cards(story: StoryPage) -> dict[str, tuple[int, int | None]]:
    """The product cards of a story by their block's id: their number and the id of their product."""
    cards = [block for block in stored_blocks(story.body) if block.get("type") == "product"]
    return {
        str(block.get("id")): (number, _product_of(block.get("value"))) for number, block in enumerate(cards, start=1)
    }


def _product_of(value: object) -> int | None:
    product = value.get("product") if isinstance(value, dict) else None
    return product if isinstance(product, int) else None
