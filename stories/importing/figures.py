"""Pictures, alone or in figures, with their captions."""

from bs4 import Tag

from stories.importing.blocks import MAX_CAPTION
from stories.importing.elements import address_of
from stories.importing.flow import Flow, Open
from stories.importing.lines import Line, squeeze


class PictureLeftOut(Exception):
    """A picture cannot come along; `code` is the report's reason."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.text = text


class Figures(Flow):
    def picture(self, tag: Tag, opened: Open) -> None:
        alt = squeeze(str(tag.get("alt") or "")).strip()
        address = address_of(tag)
        try:
            photo = self.place_picture(address, alt)
        except PictureLeftOut as left_out:
            text = " · ".join(part for part in (alt, left_out.text or address[:200]) if part)
            self.report.note("dropped", left_out.code, "img", text, self.place)
            return
        self.seen += 1
        self.report.kept("img")
        if opened.marks.href:
            self.report.remark("changed", "picture_link", "img", opened.marks.href, self.place)
        if self.holder is not None or self.heading is not None:
            self.pictures_after.append(photo)
            self.report.remark("changed", "picture_moved", "img", alt, self.place)
        else:
            if self.line:
                self.report.remark("changed", "picture_moved", "img", alt, self.place)
            self._end_paragraph()
            self._image(photo)

    def _image(self, photo: int) -> None:
        block = self.blocks.add("image", {"photo": photo, "caption": ""})
        if self.figure is not None:
            self.pictures_in_figure.append(block)

    def _pictures_after(self) -> None:
        """The pictures that stood within a heading or a list."""
        pictures, self.pictures_after = self.pictures_after, []
        for photo in pictures:
            self._image(photo)

    def enter_figure(self, tag: Tag, opened: Open) -> None:
        if self.figure is None and self.holder is None and self.heading is None:
            self.figure, self.pictures_in_figure, self.caption = tag, [], Line()

    def enter_caption(self, tag: Tag, opened: Open) -> None:
        self.figure_caption = self.heading is None and self.holder is None

    def leave_caption(self, tag: Tag, opened: Open) -> None:
        if not self.figure_caption:
            return
        self.figure_caption = False
        line = self.line.take()
        short = len(line.one_line) <= MAX_CAPTION and not line.addresses
        if line and short and self.figure is not None and not self.caption:
            self.caption, opened.code = line, ""
        elif line and short and self.figure is None and self.blocks.captionless is not None:
            self.blocks.captionless["caption"], opened.code = line.one_line, ""
        elif line:
            self.blocks.paragraph(line)

    def leave_figure(self, tag: Tag, opened: Open) -> None:
        if self.figure is not tag:
            return
        self.figure = None
        self._end_paragraph()
        caption, self.caption = self.caption, Line()
        if self.pictures_in_figure:
            self.pictures_in_figure[-1]["value"]["caption"] = caption.one_line
        elif caption:
            self.blocks.paragraph(caption)
