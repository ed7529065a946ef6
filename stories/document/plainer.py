"""A document in the blocks that every channel's adapter knows.

Kinds that only our own page lays out are put into headings, lists, pictures and paragraphs here, once for
all channels, with every word kept: an adapter then says by itself what its channel makes of those.
"""

from collections.abc import Iterator

from .blocks import (
    BASIC_KINDS,
    Block,
    Heading,
    ImageBlock,
    ListBlock,
    MetPerson,
    Paragraph,
    People,
    Related,
    Step,
    Steps,
)
from .spans import Link, Span, plain_text
from .story import StoryDocument

# Chinese, English. Fixed, as the words of a payload are: the same document gives the same bytes.
_WORDS = {
    "recipe": ("用料", "Ingredients"),
    "guide": ("准备", "What you need"),
    "step": ("第 {number} 步", "Step {number}"),
    "related": ("延伸阅读：", "Read also: "),
    "untitled": ("另一篇故事", "Another story"),
}


def plainer(document: StoryDocument) -> StoryDocument:
    """The same story in basic blocks; the very document where it has no others.

    What a block becomes is named `<id>`, `<id>.1`, `<id>.2` …, so that findings and losses lead to the block.
    """
    if all(isinstance(block, BASIC_KINDS) for block in document.body):
        return document
    english = document.language == "en"
    body = tuple(part for block in document.body for part in _plain(block, english))
    return document.model_copy(update={"body": body})


class NotPlain(ValueError):
    """An adapter came upon a block that it does not know: better an error than a block that vanishes."""

    def __init__(self, block: Block):
        super().__init__(f"{block.kind}: a document is made plain before an adapter sees it")


def _plain(block: Block, english: bool) -> Iterator[Block]:
    match block:
        case Steps():
            parts = _steps(block, english)
        case People():
            parts = (part for person in block.people for part in _person(person))
        case Related():
            parts = _related(block, english)
        case _:
            yield block
            return
    for number, part in enumerate(parts):
        yield part.model_copy(update={"id": f"{block.id}.{number}" if number else block.id})


def _steps(block: Steps, english: bool) -> Iterator[Block]:
    if block.title:
        yield Heading(id="", level=3, text=block.title)
    if block.needs:
        yield _strong(_WORDS[block.purpose][english])
        yield ListBlock(id="", items=tuple((Span(text=line),) for line in block.needs))
    if any(step.image for step in block.steps):
        # A picture would break a numbered list in two, and the second half would count from one again.
        for number, step in enumerate(block.steps, start=1):
            yield from _pictured(number, step, english)
    elif block.steps:
        yield ListBlock(id="", ordered=True, items=tuple(step.spans for step in block.steps))


def _pictured(number: int, step: Step, english: bool) -> Iterator[Block]:
    if plain_text(step.spans).strip():
        yield Paragraph(id="", spans=(Span(text=f"{number}. ", strong=True), *step.spans))
    if step.image:
        yield ImageBlock(id="", image=step.image, caption=_WORDS["step"][english].format(number=number))


def _person(person: MetPerson) -> Iterator[Block]:
    about = " · ".join(part for part in (person.name, person.role, person.place) if part)
    if person.image:
        yield ImageBlock(id="", image=person.image, caption=about)
    elif about:
        yield _strong(about)
    if person.words:
        yield Paragraph(id="", spans=(Span(text=person.words),))


def _related(block: Related, english: bool) -> Iterator[Block]:
    link = Link(kind="story", ref=str(block.story), url=block.url)
    title = block.title if block.title.strip() else _WORDS["untitled"][english]
    yield Paragraph(id="", spans=(Span(text=_WORDS["related"][english]), Span(text=title, link=link)))
    if block.summary:
        yield Paragraph(id="", spans=(Span(text=block.summary),))


def _strong(text: str) -> Paragraph:
    return Paragraph(id="", spans=(Span(text=text, strong=True),))
