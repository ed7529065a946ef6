"""Authors' rich text read into headings, paragraphs and lists of typed spans.

Nothing of the HTML survives: an unknown tag becomes the text in it, scripts and styles vanish,
a link is one of `Link`'s three kinds or is dropped and named. Rich text that came by import or
through the API was never cleaned by the editor, so this is where it is made harmless.
The walk keeps its own stack: a thousand nested tags must not end it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from stories.document import Link, Span

# A link's attributes as they stand; the answer is a Link, or None for one that cannot be kept.
Resolver = Callable[[dict[str, str]], Link | None]
# A fact's attributes as they stand; the answer is what is printed in its place.
FactResolver = Callable[[dict[str, str]], Span]

# `<a linktype="fact" product="12" key="altitude">450 m</a>`: the text is what the author saw, never what is printed.
FACT = "fact"

STRONG = frozenset({"b", "strong"})
EMPHASIS = frozenset({"i", "em"})
SILENT = frozenset({"script", "style", "template", "iframe", "object", "embed", "svg", "math", "noscript", "title"})
HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 3, "h5": 3, "h6": 3}
BREAKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "html",
        "main",
        "nav",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "br",
    ]
)
UNWANTED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BLANKS = re.compile(r"[\s\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Part:
    """One block out of a rich text. `kind` is `heading`, `paragraph`, `bullets` or `numbers`;
    `lines` holds one run of spans, or one per list item; `level` counts for headings."""

    kind: str
    lines: tuple[tuple[Span, ...], ...]
    level: int = 3


@dataclass(slots=True)
class Reading:
    parts: list[Part] = field(default_factory=list)
    # Addresses of links that were dropped.
    dropped: list[str] = field(default_factory=list)


def clean_text(value: object) -> str:
    """One line of text without control characters, runs of blanks made one, ends trimmed."""
    return squeeze(value).strip() if isinstance(value, str) else ""


def squeeze(text: str) -> str:
    return _BLANKS.sub(" ", UNWANTED.sub("", text))


def parse(html: object) -> BeautifulSoup:
    """The tree of a stored rich text; of anything else an empty one."""
    text = UNWANTED.sub("", html) if isinstance(html, str) else ""
    # In a frame of its own, as a bare line makes the parser wonder whether it is a file's name.
    return BeautifulSoup(f"<div>{text}</div>", "html.parser")


def page_ids(soup: BeautifulSoup) -> set[int]:
    """The ids of pages linked to, so that they can be loaded at once."""
    found = (pk_of(link.get("id", "")) for link in soup.find_all("a", linktype="page"))
    return {pk for pk in found if pk is not None}


def fact_product_ids(soup: BeautifulSoup) -> set[int]:
    """The ids of the products whose facts are in the text."""
    found = (pk_of(entity.get("product", "")) for entity in soup.find_all("a", linktype=FACT))
    return {pk for pk in found if pk}


def pk_of(text: object) -> int | None:
    """The number an attribute holds, or None for anything that is not a plain one."""
    known = isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 18
    return int(text) if known else None


def read(soup: BeautifulSoup, resolve: Resolver, resolve_fact: FactResolver | None = None) -> Reading:
    """Return the parts of a parsed rich text, with links resolved by `resolve` and facts by `resolve_fact`."""
    writer = _Writer(resolve, resolve_fact)
    for entering, node in _walk(soup):
        if isinstance(node, Tag):
            (writer.enter if entering else writer.leave)(node)
        elif not isinstance(node, PreformattedString):  # comments and the like
            writer.text(str(node))
    writer.end_line()
    return writer.reading


def _walk(soup: BeautifulSoup) -> Iterator[tuple[bool, Tag | NavigableString]]:
    stack: list[tuple[bool, Tag | NavigableString]] = [(True, child) for child in reversed(soup.contents)]
    while stack:
        entering, node = stack.pop()
        if isinstance(node, Tag):
            if node.name in SILENT:
                continue
            if entering:
                stack.append((False, node))
                stack.extend((True, child) for child in reversed(node.contents))
        yield entering, node


def _attributes(tag: Tag) -> dict[str, str]:
    return {name: " ".join(value) if isinstance(value, list) else str(value) for name, value in tag.attrs.items()}


class _Writer:
    """Collects spans into lines and lines into parts while the walk goes in and out of tags."""

    def __init__(self, resolve: Resolver, resolve_fact: FactResolver | None = None):
        self.reading = Reading()
        self.resolve = resolve
        self.resolve_fact = resolve_fact
        # How many facts we are inside of; their stored text is not read.
        self.within_fact = 0
        self.spans: list[Span] = []
        self.strong = self.em = 0
        self.links: list[Link | None] = []
        self.lists: list[str] = []
        self.list_begins = False
        self.heading: int | None = None

    def enter(self, tag: Tag) -> None:
        name = tag.name
        if name in STRONG:
            self.strong += 1
        elif name in EMPHASIS:
            self.em += 1
        elif self._is_fact(tag):
            self._fact(tag)
            self.within_fact += 1
        elif name == "a":
            self.links.append(self._link(tag))
        elif name in HEADINGS:
            self.end_line()
            self.heading = HEADINGS[name]
        elif name in ("ul", "ol"):
            self.end_line()
            # A nested list goes on in the outer one: the channels know one level.
            self.list_begins = self.list_begins or not self.lists
            self.lists.append("numbers" if name == "ol" else "bullets")
        elif name == "li":
            self.end_line()
        elif name in BREAKS:
            self._break()

    def leave(self, tag: Tag) -> None:
        name = tag.name
        if name in STRONG:
            self.strong -= 1
        elif name in EMPHASIS:
            self.em -= 1
        elif self._is_fact(tag):
            self.within_fact -= 1
        elif name == "a":
            self.links.pop()
        elif name in HEADINGS:
            self.end_line()
            self.heading = None
        elif name in ("ul", "ol"):
            self.end_line()
            self.lists.pop()
        elif name == "li":
            self.end_line()
        elif name in BREAKS and name != "br":
            self._break()

    def _break(self) -> None:
        """A paragraph inside a point or a heading is only a blank: they are one line each."""
        if self.lists or self.heading:
            self.text(" ")
        else:
            self.end_line()

    def _is_fact(self, tag: Tag) -> bool:
        return self.resolve_fact is not None and tag.name == "a" and tag.get("linktype") == FACT

    def _fact(self, tag: Tag) -> None:
        """One span of its own; it takes on the marks around and within it, and leads nowhere by itself."""
        if self.within_fact or self.resolve_fact is None:
            return
        span = self.resolve_fact(_attributes(tag))
        if span.text:
            # The editor stores the marks of an entity within it.
            strong = self.strong > 0 or tag.find(list(STRONG)) is not None
            em = self.em > 0 or tag.find(list(EMPHASIS)) is not None
            self.spans.append(span.model_copy(update={"strong": strong, "em": em}))

    def _link(self, tag: Tag) -> Link | None:
        attributes = _attributes(tag)
        if not attributes.get("href") and not attributes.get("linktype"):
            return None
        link = self.resolve(attributes)
        if link is None:
            shown = attributes.get("href") or f"{attributes.get('linktype')}:{attributes.get('id', '')}"
            self.reading.dropped.append(clean_text(shown)[:80])
        return link

    def text(self, text: str) -> None:
        if self.within_fact:
            return
        text = squeeze(text)
        if not self.spans or self.spans[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if not text:
            return
        link = next((link for link in reversed(self.links) if link), None)
        span = Span(text=text, strong=self.strong > 0, em=self.em > 0, link=link)
        last = self.spans[-1] if self.spans else None
        if last and not last.fact and (last.strong, last.em, last.link) == (span.strong, span.em, span.link):
            self.spans[-1] = last.model_copy(update={"text": last.text + text})
        else:
            self.spans.append(span)

    def end_line(self) -> None:
        spans, self.spans = self.spans, []
        if spans and spans[-1].text.endswith(" "):
            spans[-1] = spans[-1].model_copy(update={"text": spans[-1].text.rstrip(" ")})
        line = tuple(span for span in spans if span.text)
        if not line:
            return
        parts = self.reading.parts
        if self.lists:
            if self.list_begins:
                parts.append(Part(self.lists[0], ()))
                self.list_begins = False
            parts[-1] = Part(parts[-1].kind, (*parts[-1].lines, line))
        elif self.heading:
            parts.append(Part("heading", (line,), self.heading))
        else:
            parts.append(Part("paragraph", (line,)))
