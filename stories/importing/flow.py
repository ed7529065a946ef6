"""The text of a tree as it is read: the line that is being written, and what is open around it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bs4 import Tag

from stories.importing.blocks import Blocks
from stories.importing.elements import address_of, text_of
from stories.importing.limits import check_characters
from stories.importing.lines import PLAIN, Line, Marks, unwanted
from stories.importing.report import EXCERPT, Report
from stories.importing.tables import Table
from stories.links import link_from

# The address and the alternative text of a picture; the answer is the id of a photo in the library.
PlacePicture = Callable[[str, str], int]


@dataclass(slots=True)
class Points:
    ordered: bool
    items: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Open:
    """An element that was entered: how much had been read by then, and what is to be reported of it.

    `code` is the reason for a change, or "" for an element that is kept.
    """

    marks: Marks
    seen: int
    code: str
    detail: str = ""


class Flow:
    """What has been read so far, and what is open: the state that headings, holders and figures share."""

    def __init__(self, place_picture: PlacePicture, language: str, title: str, report: Report):
        self.report = report
        self.blocks = Blocks()
        self.title = title
        self.place = ""
        self.place_picture = place_picture
        self.language = language
        self.line = Line()
        self.stack: list[Open] = []
        # Counts texts and pictures, to tell elements that held nothing.
        self.seen = 0
        self.characters = 0
        # The one list, table or quote that is open, and the element that opened it.
        self.holder: Points | Table | list[Line] | None = None
        self.holder_tag: Tag | None = None
        self.heading: Tag | None = None
        self.pre = 0
        self.pictures_after: list[int] = []
        self.figure: Tag | None = None
        self.pictures_in_figure: list[dict[str, Any]] = []
        self.caption = Line()
        # Whether what is read now is a caption.
        self.figure_caption = False

    def _drop(self, tag: Tag, reason: str) -> None:
        if tag.name == "hr":
            self._break()
        self.report.note("dropped", reason, tag.name, text_of(tag) or address_of(tag), self.place)
        for inner in tag.find_all(True):
            self.report.elements["dropped", inner.name] += 1

    def text(self, text: str) -> None:
        self.characters += len(text)
        check_characters(self.characters)
        unseen = unwanted(text)
        if unseen:
            self.report.remark("dropped", "characters", "#text", f"{unseen}", self.place)
        if text.strip():
            self.seen += 1
        marks = self.stack[-1].marks if self.stack else PLAIN
        lines = text.replace("\r\n", "\n").split("\n") if self.pre else [text]
        for number, line in enumerate(lines):
            if number:
                self.line.add_break()
            self.line.add(line, marks)

    def _break(self) -> None:
        """The edge of a paragraph; within a heading, a point, a cell or a quote only a break of its line."""
        if self.holder is not None or self.heading is not None or self.figure_caption:
            self.line.add_break()
        else:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        line = self.line.take()
        if line:
            self.blocks.paragraph(line)

    def br(self, tag: Tag, opened: Open) -> None:
        self.line.add_break()

    def enter_link(self, tag: Tag, opened: Open) -> None:
        href = str(tag.get("href") or "").strip()
        link = link_from({"href": href}, {})
        if link is not None:
            opened.marks = Marks(opened.marks.strong, opened.marks.em, link.url)
            opened.code = ""
        else:
            opened.code = "link_plain" if href else "anchor"
            opened.detail = f"{text_of(tag, EXCERPT)} → {href}" if href else ""

    def enter_code(self, tag: Tag, opened: Open) -> None:
        self.pre += 1

    def leave_code(self, tag: Tag, opened: Open) -> None:
        self.pre -= 1

    def finish(self) -> None:
        self._end_paragraph()
        self.blocks.end_text()
