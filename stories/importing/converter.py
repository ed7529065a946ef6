"""A tree of HTML into the blocks of a story, with every element accounted for.

The walk keeps its own stack: a thousand nested tags must not end it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import Doctype, PageElement, PreformattedString

from stories.importing.elements import BLOCKS, HEADINGS, marks_of, reason_to_drop, text_of, why_changed
from stories.importing.flow import Open, PlacePicture
from stories.importing.holders import Holders
from stories.importing.lines import PLAIN
from stories.importing.report import EXCERPT, Report
from stories.importing.titles import Titles


@dataclass(slots=True)
class Converted:
    title: str
    blocks: list[dict[str, Any]]
    report: Report


def convert(
    soup: BeautifulSoup, place_picture: PlacePicture, *, language: str, title: str = "", report: Report | None = None
) -> Converted:
    """Return the title and the blocks of `soup`. `title`: one known from elsewhere, which the text does not give.

    Raises Refused for a text beyond the limits.
    """
    writer = _Writer(place_picture, language, title, Report() if report is None else report)
    for entering, node in _walk(soup):
        if isinstance(node, Tag):
            (writer.enter if entering else writer.leave)(node)
        elif isinstance(node, PreformattedString):
            shown = "" if isinstance(node, Doctype) else str(node)
            writer.report.note("dropped", "comment", "#comment", shown, writer.place)
        else:
            writer.text(str(node))
    writer.finish()
    return Converted(writer.title, writer.blocks.stored, writer.report)


def _walk(soup: BeautifulSoup) -> Iterator[tuple[bool, PageElement]]:
    """Each node on the way in and, for an element that stays, on the way out."""
    stack: list[tuple[bool, PageElement]] = [(True, child) for child in reversed(soup.contents)]
    while stack:
        entering, node = stack.pop()
        yield entering, node
        if entering and isinstance(node, Tag) and not reason_to_drop(node):
            stack.append((False, node))
            stack.extend((True, child) for child in reversed(node.contents))


class _Writer(Titles, Holders):
    """Takes each element to what reads it."""

    def enter(self, tag: Tag) -> None:
        reason = reason_to_drop(tag)
        if reason:
            self._drop(tag, reason)
            return
        if tag.name in BLOCKS or tag.name in HEADINGS:
            self._break()
        around = self.stack[-1].marks if self.stack else PLAIN
        self.stack.append(Open(marks_of(tag, around), self.seen, why_changed(tag)))
        enter = _ENTER.get(tag.name)
        if enter:
            enter(self, tag, self.stack[-1])

    def leave(self, tag: Tag) -> None:
        opened = self.stack[-1]
        leave = _LEAVE.get(tag.name)
        if leave:
            leave(self, tag, opened)
        if tag.name in BLOCKS or tag.name in HEADINGS:
            self._break()
        self.stack.pop()
        if tag.name == "img":
            return
        if self.seen == opened.seen and tag.name != "br":
            self.report.note("dropped", "empty", tag.name)
        elif opened.code:
            text = opened.detail or ("" if opened.code in ("unwrapped", "table_part") else text_of(tag, EXCERPT))
            self.report.note("changed", opened.code, tag.name, text, self.place)
        else:
            self.report.kept(tag.name)


_ENTER: dict[str, Callable[[_Writer, Tag, Open], None]] = {
    "a": _Writer.enter_link,
    "ul": _Writer.enter_list,
    "ol": _Writer.enter_list,
    "li": _Writer.enter_item,
    "table": _Writer.enter_table,
    "tr": _Writer.enter_row,
    "blockquote": _Writer.enter_quote,
    "pre": _Writer.enter_code,
    "figure": _Writer.enter_figure,
    "figcaption": _Writer.enter_caption,
    **dict.fromkeys(HEADINGS, _Writer.enter_heading),
}
_LEAVE: dict[str, Callable[[_Writer, Tag, Open], None]] = {
    "br": _Writer.br,
    "img": _Writer.picture,
    "li": _Writer.leave_item,
    "td": _Writer.leave_cell,
    "th": _Writer.leave_cell,
    "caption": _Writer.leave_table_caption,
    "pre": _Writer.leave_code,
    "figure": _Writer.leave_figure,
    "figcaption": _Writer.leave_caption,
    **dict.fromkeys(("ul", "ol", "table", "blockquote"), _Writer.leave_holder),
    **dict.fromkeys(HEADINGS, _Writer.leave_heading),
}
