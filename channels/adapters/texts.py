"""Texts of a document outside its HTML: all it says, and all its pictures, in reading order."""

from channels.adapters.once import once_per_document, once_per_part
from stories.document import (
    Block,
    Gallery,
    ImageAsset,
    ImageBlock,
    ProductCard,
    ProductSnapshot,
    StoryDocument,
    VideoBlock,
    walk,
)

text_of = once_per_part(walk.text_of)


@once_per_part
def pictures_of(block: Block) -> tuple[tuple[ImageAsset, str], ...]:
    """Pictures with their captions; a video counts with its poster."""
    match block:
        case ImageBlock():
            return ((block.image, block.caption),)
        case Gallery():
            return tuple((item.image, item.caption) for item in block.items)
        case VideoBlock() if block.video.poster:
            return ((block.video.poster, block.caption),)
    return ()


def body_images(document: StoryDocument) -> set[str]:
    """The keys of the pictures in the body; posters of films do not count."""
    blocks = (block for block in document.body if not isinstance(block, VideoBlock))
    return {image.key for block in blocks for image, _caption in pictures_of(block)}


@once_per_document
def story_pictures(document: StoryDocument) -> tuple[tuple[ImageAsset, str, str], ...]:
    """Picture, caption, block id: the cover first, each picture once."""
    found: dict[str, tuple[ImageAsset, str, str]] = {}
    for block in document.body:
        for image, caption in pictures_of(block):
            found.setdefault(image.key, (image, caption, block.id))
    cover = document.cover
    if cover and cover.key not in found:
        return ((cover, "", ""), *found.values())
    if cover:
        return (found.pop(cover.key), *found.values())
    return tuple(found.values())


def products_without_card(document: StoryDocument) -> list[ProductSnapshot]:
    """Products that the story only mentions."""
    carded = {block.product for block in document.body if isinstance(block, ProductCard)}
    return [product for product in document.products if product.code not in carded]


def has_text(document: StoryDocument) -> bool:
    return any(
        block.kind in ("paragraph", "list", "quote", "callout") and text_of(block).strip() for block in document.body
    )


@once_per_document
def story_length(document: StoryDocument) -> int:
    """Characters of the story's own text, products and blanks left out."""
    return sum(len("".join(text_of(block).split())) for block in document.body)
