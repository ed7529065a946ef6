"""Lists, tables and quotes: at most one is open at a time, as the channels know one level."""

from bs4 import Tag

from stories.importing.blocks import MAX_QUOTE
from stories.importing.elements import HEADINGS, text_of
from stories.importing.figures import Figures
from stories.importing.flow import Open, Points
from stories.importing.tables import Table, arranges_a_page

NOT_IN_A_QUOTE = ["ul", "ol", "table", "pre", "img", "figure", "blockquote", "hr", *HEADINGS]


class Holders(Figures):
    def enter_list(self, tag: Tag, opened: Open) -> None:
        if self.holder is None and self.heading is None:
            self.holder, self.holder_tag = Points(tag.name == "ol"), tag
        else:
            opened.code = "list_flattened"
            self._end_item()

    def enter_item(self, tag: Tag, opened: Open) -> None:
        if isinstance(self.holder, Points):
            self._end_item()
        else:
            opened.code = "stray_point"
            self._break()

    def leave_item(self, tag: Tag, opened: Open) -> None:
        if isinstance(self.holder, Points):
            self._end_item()
        else:
            self._break()

    def _end_item(self) -> None:
        if isinstance(self.holder, Points):
            line = self.line.take()
            if line:
                self.holder.items.append(line.html)

    def enter_table(self, tag: Tag, opened: Open) -> None:
        if self.holder is None and self.heading is None and not arranges_a_page(tag):
            self.holder, self.holder_tag, opened.code = Table(), tag, "table_as_text"
        else:
            opened.code = "table_unwrapped"

    def enter_row(self, tag: Tag, opened: Open) -> None:
        if isinstance(self.holder, Table):
            astray = self.line.take()
            if astray:
                self.holder.before.append(astray)
            self.holder.open_row()

    def leave_cell(self, tag: Tag, opened: Open) -> None:
        if isinstance(self.holder, Table):
            self.holder.add(self.line.take())

    def leave_table_caption(self, tag: Tag, opened: Open) -> None:
        if isinstance(self.holder, Table):
            self.holder.before.append(self.line.take())

    def enter_quote(self, tag: Tag, opened: Open) -> None:
        plain = tag.find(NOT_IN_A_QUOTE) is None and len(text_of(tag, MAX_QUOTE)) <= MAX_QUOTE
        if self.holder is None and self.heading is None and plain:
            self.holder, self.holder_tag = [], tag
        else:
            opened.code = "quote_unwrapped"

    def leave_holder(self, tag: Tag, opened: Open) -> None:
        if tag is not self.holder_tag:
            self._end_item()
            return
        holder, self.holder, self.holder_tag = self.holder, None, None
        rest = self.line.take()
        if isinstance(holder, Points):
            items = [*holder.items, *([rest.html] if rest else [])]
            if items:
                self.blocks.points(items, ordered=holder.ordered)
        elif isinstance(holder, Table):
            for line in (*holder.before, rest):
                if line:
                    self.blocks.paragraph(line)
            items = holder.items(self.language)
            if items:
                self.blocks.points(items, ordered=False)
        elif rest:
            self.blocks.add("quote", {"text": rest.plain, "cite": ""})
            if rest.addresses:
                opened.code, opened.detail = "quote_links", f"{rest.one_line} → {' '.join(rest.addresses)}"
        self._pictures_after()
