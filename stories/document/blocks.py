"""The blocks of a story, a union on `kind`.

`id` is the StreamField block's id, so that a placement keeps its name over edits; a rich text
block becomes several blocks here, named `<id>`, `<id>.1`, `<id>.2` …
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from .assets import ImageAsset, VideoAsset
from .base import Part
from .products import FactSnapshot, ProductSnapshot
from .spans import Span


class Heading(Part):
    kind: Literal["heading"] = "heading"
    id: str
    level: Literal[2, 3] = 2
    text: str


class Paragraph(Part):
    kind: Literal["paragraph"] = "paragraph"
    id: str
    spans: tuple[Span, ...]


class ListBlock(Part):
    kind: Literal["list"] = "list"
    id: str
    ordered: bool = False
    items: tuple[tuple[Span, ...], ...]


class Quote(Part):
    kind: Literal["quote"] = "quote"
    id: str
    text: str
    cite: str = ""


class ImageBlock(Part):
    kind: Literal["image"] = "image"
    id: str
    image: ImageAsset
    caption: str = ""


class GalleryItem(Part):
    image: ImageAsset
    caption: str = ""


class Gallery(Part):
    kind: Literal["gallery"] = "gallery"
    id: str
    items: tuple[GalleryItem, ...]


class VideoBlock(Part):
    kind: Literal["video"] = "video"
    id: str
    video: VideoAsset
    caption: str = ""


class Callout(Part):
    kind: Literal["callout"] = "callout"
    id: str
    title: str = ""
    spans: tuple[Span, ...]


class ProductCard(Part):
    """The place in the story where a product is offered. `product` is its code, `offers` the chosen offer ids.

    No offers chosen means all that are on sale.
    """

    kind: Literal["product"] = "product"
    id: str
    product: str
    offers: tuple[int, ...] = ()
    pitch: str = ""


class FactTable(Part):
    """Confirmed facts of a product as a table. `product` is its code; no keys chosen means all that are confirmed."""

    kind: Literal["facts"] = "facts"
    id: str
    product: str
    keys: tuple[str, ...] = ()

    def chosen(self, product: ProductSnapshot) -> tuple[FactSnapshot, ...]:
        """The rows: the chosen facts in the order in which they were chosen, or all of the record."""
        if not self.keys:
            return product.facts
        return tuple(fact for key in self.keys if (fact := product.fact(key)))


class Step(Part):
    spans: tuple[Span, ...]
    image: ImageAsset | None = None


class Steps(Part):
    """How something is made or done. `needs` are the ingredients of a recipe, or what one needs at hand."""

    kind: Literal["steps"] = "steps"
    id: str
    purpose: Literal["recipe", "guide"] = "recipe"
    title: str = ""
    needs: tuple[str, ...] = ()
    steps: tuple[Step, ...]


class MetPerson(Part):
    """Somebody our inspectors met, with what they agreed to have printed: no `name` and no `image` otherwise.

    `key` (`person-7`) says who it is when a consent is withdrawn. `met_on` is the day of the visit, `place`
    where, `product` the code of what was visited; `words` are the author's.
    """

    key: str
    name: str = ""
    role: str = ""
    place: str = ""
    product: str = ""
    met_on: date | None = None
    image: ImageAsset | None = None
    words: str = ""


class People(Part):
    kind: Literal["people"] = "people"
    id: str
    people: tuple[MetPerson, ...]


class Related(Part):
    """Another story of ours, as it stood when the document was built; `story` is its id, `url` the reader's."""

    kind: Literal["related"] = "related"
    id: str
    story: int
    form: Literal["article", "pictures", "video"] = "article"
    title: str
    summary: str = ""
    url: str
    cover: ImageAsset | None = None


# What every channel's adapter knows; `plainer` puts the others into these.
# fmt: off
BASIC_KINDS = (
    Heading, Paragraph, ListBlock, Quote, ImageBlock, Gallery, VideoBlock, Callout, ProductCard, FactTable,
)
# fmt: on

Block = Annotated[
    Heading
    | Paragraph
    | ListBlock
    | Quote
    | ImageBlock
    | Gallery
    | VideoBlock
    | Callout
    | ProductCard
    | FactTable
    | Steps
    | People
    | Related,
    Field(discriminator="kind"),
]
