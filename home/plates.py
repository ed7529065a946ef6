"""A picture story as a run of numbered pictures with the words between them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stories.document import Block, Gallery, GalleryItem, ImageAsset, ImageBlock


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture with its number, or, where `image` is None, a block of another kind."""

    block: Block
    image: ImageAsset | None = None
    caption: str = ""
    number: int = 0
    of: int = 0

    @property
    def first(self) -> bool:
        return self.number == 1


def plates(blocks: Iterable[Block]) -> list[Plate]:
    """Every picture of image blocks and galleries, in order, and the other blocks where they stood."""
    parts = [(block, item) for block in blocks for item in _items(block)]
    total = sum(item is not None for _block, item in parts)
    found, number = [], 0
    for block, item in parts:
        if item is None:
            found.append(Plate(block))
            continue
        number += 1
        found.append(Plate(block, item.image, item.caption, number, total))
    return found


def _items(block: Block) -> Iterator[GalleryItem | None]:
    if isinstance(block, ImageBlock):
        yield GalleryItem(image=block.image, caption=block.caption)
    elif isinstance(block, Gallery):
        yield from block.items
    else:
        yield None
