"""Going through a document: every run of spans, every fact in the text, every picture."""

from collections.abc import Iterator

from .assets import ImageAsset
from .blocks import (
    Block,
    Callout,
    FactTable,
    Gallery,
    Heading,
    ImageBlock,
    ListBlock,
    MetPerson,
    Paragraph,
    People,
    ProductCard,
    Quote,
    Related,
    Steps,
    VideoBlock,
)
from .spans import FactRef, Span, plain_text
from .story import StoryDocument


def runs_of(block: Block) -> tuple[tuple[Span, ...], ...]:
    """The runs of spans of a block: one, or one per list item or step; none for a block without spans."""
    if isinstance(block, Paragraph | Callout):
        return (block.spans,)
    if isinstance(block, Steps):
        return tuple(step.spans for step in block.steps)
    return block.items if isinstance(block, ListBlock) else ()


def facts_in_text(document: StoryDocument) -> Iterator[FactRef]:
    for block in document.body:
        for run in runs_of(block):
            yield from (span.fact for span in run if span.fact)


def pictures_of(document: StoryDocument) -> Iterator[tuple[ImageAsset, str, str]]:
    """Each picture with the block, or the page's field, in which it stands; a film's poster counts as one."""
    given: list[tuple[ImageAsset | None, str, str]] = [
        (document.cover, "", "cover"),
        (document.video.poster if document.video else None, "", "video"),
        *((choice.image, "", "covers") for choice in document.covers),
        *((override.cover, "", "channel_settings") for override in document.overrides),
    ]
    for block in document.body:
        given += [(image, block.id, "") for image, _caption in captioned_in(block)]
    yield from ((image, block, field) for image, block, field in given if image)


def captioned_in(block: Block) -> list[tuple[ImageAsset, str]]:
    """The pictures of one block, each with the words that stand with it; a film's poster counts as one."""
    found: list[tuple[ImageAsset | None, str]]
    match block:
        case ImageBlock():
            found = [(block.image, block.caption)]
        case Gallery():
            found = [(item.image, item.caption) for item in block.items]
        case VideoBlock():
            found = [(block.video.poster, block.caption)]
        case Steps():
            found = [(step.image, block.title) for step in block.steps]
        case People():
            found = [(person.image, person.name or person.role) for person in block.people]
        case Related():
            found = [(block.cover, block.title)]
        case _:
            found = []
    return [(image, caption) for image, caption in found if image]


def people_of(document: StoryDocument) -> Iterator[tuple[MetPerson, str]]:
    """Each person met, with the block in which they stand."""
    for block in document.body:
        if isinstance(block, People):
            yield from ((person, block.id) for person in block.people)


def text_of(block: Block) -> str:
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
        case Steps():
            steps = (plain_text(step.spans) for step in block.steps)
            return " ".join(part for part in (block.title, *block.needs, *steps) if part)
        case People():
            # Without names: to be named here is not to be named everywhere.
            said = (part for person in block.people for part in (person.role, person.place, person.words))
            return " ".join(part for part in said if part)
        case FactTable() | Related():
            return ""
    return ""


def _captions(block: ImageBlock | Gallery | VideoBlock) -> list[str]:
    return [item.caption for item in block.items] if isinstance(block, Gallery) else [block.caption]
