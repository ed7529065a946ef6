"""The neutral document: what a story says, without HTML and without the database."""

from .assets import FocalArea, ImageAsset, VideoAsset
from .blocks import (
    Block,
    Callout,
    Gallery,
    GalleryItem,
    Heading,
    ImageBlock,
    ListBlock,
    Paragraph,
    ProductCard,
    Quote,
    VideoBlock,
)
from .products import FactSnapshot, OfferSnapshot, ProductSnapshot, StepSnapshot
from .spans import Link, Span, plain_text
from .story import SCHEMA_VERSION, Person, StoryDocument

__all__ = [
    "SCHEMA_VERSION",
    "Block",
    "Callout",
    "FactSnapshot",
    "FocalArea",
    "Gallery",
    "GalleryItem",
    "Heading",
    "ImageAsset",
    "ImageBlock",
    "Link",
    "ListBlock",
    "OfferSnapshot",
    "Paragraph",
    "Person",
    "ProductCard",
    "ProductSnapshot",
    "Quote",
    "Span",
    "StepSnapshot",
    "StoryDocument",
    "VideoAsset",
    "VideoBlock",
    "plain_text",
]
