"""The blocks of a story, a union on `kind`.

`id` is the StreamField block's id, so that a placement keeps its name over edits; a rich text
block becomes several blocks here, named `<id>`, `<id>.1`, `<id>.2` …
"""

from typing import Annotated, Literal

from pydantic import Field

from .assets import ImageAsset, VideoAsset
from .base import Part
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


Block = Annotated[
    Heading | Paragraph | ListBlock | Quote | ImageBlock | Gallery | VideoBlock | Callout | ProductCard,
    Field(discriminator="kind"),
]
