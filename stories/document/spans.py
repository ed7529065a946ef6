"""Text as a run of spans."""

from collections.abc import Iterable
from typing import Literal

from .base import Part


class Link(Part):
    """Where a span leads.

    `ref` is a product code for `product`, a story id for `story`, an absolute https address for `web`.
    `url` is the reader's address, resolved when the document was built, so that rendering asks nobody.
    """

    kind: Literal["product", "story", "web"]
    ref: str
    url: str


class Span(Part):
    """A stretch of text with one set of marks. `text` never contains a line break."""

    text: str
    strong: bool = False
    em: bool = False
    link: Link | None = None


def plain_text(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans)
