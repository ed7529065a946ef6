"""Texts of a document outside its HTML: all it says, and all its pictures, in reading order."""

from collections.abc import Iterator

from stories.document import (
    Block,
    Callout,
    Gallery,
    Heading,
    ImageAsset,
    ImageBlock,
    ListBlock,
    Paragraph,
    ProductCard,
    ProductSnapshot,
    Quote,
    StoryDocument,
    VideoBlock,
    plain_text,
)


def pictures_of(block: Block) -> Iterator[tuple[ImageAsset, str]]:
    """Pictures with their captions; a video counts with its poster."""
    match block:
        case ImageBlock():
            yield block.image, block.caption
        case Gallery():
            for item in block.items:
                yield item.image, item.caption
        case VideoBlock() if block.video.poster:
            yield block.video.poster, block.caption


def story_pictures(document: StoryDocument) -> list[tuple[ImageAsset, str, str]]:
    """Picture, caption, block id: the cover first, each picture once."""
    found: dict[str, tuple[ImageAsset, str, str]] = {}
    for block in document.body:
        for image, caption in pictures_of(block):
            found.setdefault(image.key, (image, caption, block.id))
    cover = document.cover
    if cover and cover.key not in found:
        return [(cover, "", ""), *found.values()]
    if cover:
        return [found.pop(cover.key), *found.values()]
    return list(found.values())


def block_text(block: Block) -> str:
    """The words of a block, without those of a product it points to."""
    match block:
        case Heading():
            return block.text
        case Paragraph():
            return plain_text(block.spans)
        case Callout():
            return " ".join(part for part in (block.title, plain_text(block.spans)) if part)
        case ListBlock():
            return " ".join(plain_text(item) for item in block.items)
        case Quote():
            return " ".join(part for part in (block.text, block.cite) if part)
        case ImageBlock() | Gallery() | VideoBlock():
            return " ".join(caption for caption in _captions(block) if caption)
        case ProductCard():
            return block.pitch
    return ""


def _captions(block: ImageBlock | Gallery | VideoBlock) -> list[str]:
    return [item.caption for item in block.items] if isinstance(block, Gallery) else [block.caption]


def products_without_card(document: StoryDocument) -> list[ProductSnapshot]:
    """Products that the story only mentions."""
    carded = {block.product for block in document.body if isinstance(block, ProductCard)}
    return [product for product in document.products if product.code not in carded]


def has_text(document: StoryDocument) -> bool:
    return any(
        block.kind in ("paragraph", "list", "quote", "callout") and block_text(block).strip() for block in document.body
    )
