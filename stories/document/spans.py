"""Text as a run of spans."""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from .base import Part


class Link(Part):
    """Where a span leads.

    `ref` is a product code for `product`, a story id for `story`, an absolute https address for `web`.
    `url` is the reader's address, resolved when the document was built, so that rendering asks nobody.
    """

    kind: Literal["product", "story", "web"]
    ref: str
    url: str


class FactRef(Part):
    """Which fact a span prints: the public code of the product and the key of the fact."""

    product: str
    key: str


class Span(Part):
    """A stretch of text with one set of marks. `text` never contains a line break.

    With `fact` the text is the fact's value and unit as they stood when the document was built. Left out of
    the JSON where it is None: releases made before there were facts in prose keep their bytes.
    """

    text: str
    strong: bool = False
    em: bool = False
    link: Link | None = None
    fact: FactRef | None = Field(default=None, exclude_if=lambda fact: fact is None)


def plain_text(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans)
