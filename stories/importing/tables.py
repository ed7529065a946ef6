"""Tables as lines of text: the channels know no tables.

Not as pictures: drawing Chinese needs a font that not every server has, nobody could search, enlarge or hear such a
text, and a price or a date in it could not be corrected.
"""

from dataclasses import dataclass, field
from html import escape

from bs4 import Tag

from stories.importing.lines import Line

# What a cell of facts does not hold: such a table only arranges a page.
LAYOUT = ["table", "ul", "ol", "dl", "blockquote", "pre", "img", "figure", "h1", "h2", "h3", "h4", "h5", "h6"]


@dataclass(slots=True)
class Table:
    rows: list[list[Line]] = field(default_factory=list)
    before: list[Line] = field(default_factory=list)

    def open_row(self) -> None:
        self.rows.append([])

    def add(self, line: Line) -> None:
        if not self.rows:
            self.open_row()
        self.rows[-1].append(line)

    def items(self, language: str) -> list[str]:
        """One rich text per row, "heading: value" by the first row, or the cells side by side."""
        rows = [row for row in self.rows if any(row)]
        if _has_headings(rows):
            return [_named_cells(rows[0], row, language) for row in rows[1:]]
        return [" | ".join(cell.html for cell in row if cell) for row in rows]


def arranges_a_page(tag: Tag) -> bool:
    """Whether a table holds whole passages, or only one column of them."""
    if tag.find(LAYOUT) is not None:
        return True
    return all(len(row.find_all(["td", "th"], recursive=False)) < 2 for row in tag.find_all("tr"))


def _has_headings(rows: list[list[Line]]) -> bool:
    """Every column has a heading and a value, so that nothing of the first row is lost."""
    if len(rows) < 2:
        return False
    head, *rest = rows
    if not all(head) or any(len(row) > len(head) for row in rest) or any(line.addresses for line in head):
        return False
    return all(any(column < len(row) and row[column] for row in rest) for column in range(len(head)))


def _named_cells(head: list[Line], row: list[Line], language: str) -> str:
    colon, stop = ("：", "；") if language.startswith("zh") else (": ", "; ")
    named = (
        f"<b>{escape(name.one_line, quote=False)}</b>{colon}{cell.html}"
        for name, cell in zip(head, row, strict=False)
        if cell
    )
    return stop.join(named)
