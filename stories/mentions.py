"""Where a document says a fact: in sentences, in tables, and in what it says of the product."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from stories.document import Block, FactTable, Heading, Span, StoryDocument, plain_text
from stories.document.walk import runs_of
from stories.sentences import sentence_bounds

TEXT, TABLE, PROVENANCE = "text", "table", "provenance"


@dataclass(frozen=True, slots=True)
class Place:
    """`block` is the StreamField block's id, `where` text, table or provenance. The sentence stands in three
    parts around the value; in a table and the provenance the fact's name stands before it."""

    block: str
    where: str
    before: str
    value: str
    after: str

    def data(self) -> dict[str, str]:
        return asdict(self)


def places_of(document: StoryDocument, code: str, key: str) -> list[Place]:
    """Every place where the document carries the fact; empty where its product's snapshot has no such fact."""
    product = document.product(code)
    fact = product.fact(key) if product else None
    if product is None or fact is None:
        return []
    found = [place for block in document.body for place in _in_block(block, code, key, fact.said)]
    for block in document.body:
        if isinstance(block, FactTable) and block.product == code and fact in block.chosen(product):
            found.append(Place(block.id, TABLE, f"{fact.label}: ", fact.said, ""))
    return found or [Place("", PROVENANCE, f"{fact.label}: ", fact.said, "")]


def _in_block(block: Block, code: str, key: str, said: str) -> Iterator[Place]:
    # A rich text becomes several blocks, named <id>, <id>.1, …; the editor knows it by its first name.
    name = block.id.partition(".")[0]
    if isinstance(block, Heading) and said in block.text:
        before, _said, after = block.text.partition(said)
        yield Place(name, TEXT, before, said, after)
    for run in runs_of(block):
        for index, span in enumerate(run):
            if span.fact and (span.fact.product, span.fact.key) == (code, key):
                yield _sentence(name, run, index)


def _sentence(block: str, run: tuple[Span, ...], index: int) -> Place:
    text, start = plain_text(run), len(plain_text(run[:index]))
    end = start + len(run[index].text)
    first, last = sentence_bounds(text, start, end)
    return Place(block, TEXT, text[first:start], text[start:end], text[end:last])
