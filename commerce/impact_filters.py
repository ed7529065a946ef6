"""What figures are asked for: the same selection for ledger entries, clicks and roll-ups of both."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from commerce.windows import Window
from products.models import Brand, Organisation, Place, Product, User
from stories.models import StoryPage

# Where a click finds what a ledger entry has copied; a click's link has it.
OF_LINK = {
    "product_id": "offer__product_id",
    "place_id": "offer__product__place_id",
    "story_id": "story_id",
    "channel": "channel",
    "placement": "placement",
    "platform": "offer__platform",
}


def link_column(column: str) -> str:
    """The column of a purchase link that says what a ledger entry would hold in `column`."""
    return "offer_id" if OF_LINK[column].startswith("offer__") else column


@dataclass(frozen=True, slots=True)
class Filters:
    """All optional; what is given must hold together.

    `products`: any of these. `channel`: a key, or an empty text for what is unattributed. `platform`: a shop.
    `province` is a GB/T 2260 code; `place` is the place and all that lies in it. `brand` and `grower` are those of
    the products as they are today, `author` one of those whom the story names today.
    """

    window: Window | None = None
    product: Product | int | None = None
    products: Iterable[Product] | None = None
    story: StoryPage | int | None = None
    channel: str | None = None
    province: str | None = None
    place: Place | None = None
    platform: str | None = None
    brand: Brand | None = None
    grower: Organisation | None = None
    author: User | None = None

    def __post_init__(self) -> None:
        if self.products is not None:
            object.__setattr__(self, "products", tuple(self.products))

    def of_entries(self) -> Q:
        """For columns named as in the ledger; without the window."""
        return Q(*(Q(**{f"{column}__{lookup}": value}) for column, lookup, value in self._conditions()))

    def of_clicks(self) -> Q:
        return self.of_links("link__")

    def of_links(self, way: str = "") -> Q:
        """For what has the columns of a purchase link, or has it at the end of `way`."""
        return Q(*(Q(**{f"{way}{OF_LINK[column]}__{lookup}": value}) for column, lookup, value in self._conditions()))

    def columns(self) -> set[str]:
        """The ledger's columns that are asked."""
        return {column for column, _lookup, _value in self._conditions()}

    def _conditions(self) -> Iterator[tuple[str, str, Any]]:
        equal = {
            "product_id": self.product.pk if isinstance(self.product, Product) else self.product,
            "story_id": self.story.pk if isinstance(self.story, StoryPage) else self.story,
            "channel": self.channel,
            "platform": self.platform,
        }
        yield from ((column, "exact", value) for column, value in equal.items() if value is not None)
        if self.products is not None:
            yield "product_id", "in", [product.pk for product in self.products]
        for name, value in (("brand", self.brand), ("producer", self.grower)):
            if value is not None:
                yield "product_id", "in", Product.objects.order_by().filter(**{name: value}).values("pk")
        if self.author is not None:
            yield "story_id", "in", StoryPage.objects.order_by().filter(authors=self.author).values("pk")
        # Between, as a foreign key has no beginning that could be asked for. Codes have six digits.
        begins = self.place.prefix if self.place is not None else (self.province or "")[:2]
        if begins:
            yield "place_id", "gte", begins.ljust(6, "0")
            yield "place_id", "lte", begins.ljust(6, "9")
