"""Headings, and the title of the story that the first of them may be."""

from bs4 import Tag

from stories.importing.blocks import MAX_HEADING
from stories.importing.elements import HEADINGS
from stories.importing.figures import Figures
from stories.importing.flow import Open

MAX_TITLE = 255


class Titles(Figures):
    # Whether the title stood once more above the text: programs write it into the head and again as a heading.
    repeated = False

    def enter_heading(self, tag: Tag, opened: Open) -> None:
        if self.holder is not None or self.heading is not None:
            opened.code = "heading_inside"
        else:
            self.heading = tag

    def leave_heading(self, tag: Tag, opened: Open) -> None:
        if self.heading is not tag:
            return
        self.heading = None
        line = self.line.take()
        if not line:
            self._pictures_after()
            return
        level, text = HEADINGS[tag.name], line.one_line
        self.place = text
        if not self.title and level == 1 and len(text) <= MAX_TITLE:
            self.title = text
            opened.code = ""
        elif (
            level == 1
            and text == self.title
            and not self.repeated
            and not self.blocks.stored
            and not self.blocks.paragraphs
        ):
            self.repeated = True
            opened.code = ""
        elif level <= 2 and len(text) <= MAX_HEADING:
            self.blocks.add("heading", text)
            opened.code = "heading_links" if line.addresses else ""
            opened.detail = f"{text} → {' '.join(line.addresses)}" if line.addresses else ""
        else:
            self.blocks.paragraph(line, "h3")
            opened.code = "" if level == 3 else "heading_long" if level < 3 else "heading_level"
        self._pictures_after()
