"""The figures of the impact page as files for a spreadsheet."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO, StringIO

import openpyxl
from django.http import HttpResponse
from django.utils.translation import gettext as _

from commerce.impact import Figures, Row
from products.cells_out import plain

FILES = ("csv", "xlsx")


@dataclass(frozen=True)
class Table:
    """A breakdown; `before` is the same of the days before, where these are compared."""

    title: str
    column: str
    rows: list[Row]
    before: list[Row] | None = None

    @cached_property
    def earlier(self) -> dict:
        return {row.key: row.figures for row in self.before or ()}

    def compared(self) -> Iterator[tuple[Row, Figures | None]]:
        """Each row with its figures of the days before; None where nothing is compared."""
        for row in self.rows:
            yield row, None if self.before is None else self.earlier.get(row.key, Figures())


def figures_file(kind: str, tables: list[Table]) -> HttpResponse:
    """Return all tables below one another. Numbers stay numbers; a text is never a formula."""
    rows = _rows(tables)
    if kind == "csv":
        text = StringIO()
        csv.writer(text).writerows(rows)
        # The mark tells Excel that this is UTF-8.
        answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    else:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
        data = BytesIO()
        book.save(data)
        media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        answer = HttpResponse(data.getvalue(), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="impact.{kind}"'
    return answer


def _rows(tables: list[Table]) -> list[list]:
    head = [_("Table"), _("Name"), _("Kilograms"), _("Buyers"), _("Orders"), _("Yuan"), _("Clicks")]
    head += [_("Orders per 100 clicks"), _("Given back, yuan"), _("Given back, %"), _("Yuan, as many days before")]
    rows: list[list] = [head]
    for table in tables:
        for line, before in table.compared():
            figures = line.figures
            row = [plain(table.title), plain(line.name()), figures.kg, figures.buyers, figures.orders]
            row += [figures.yuan, figures.clicks, figures.order_percent, figures.returned_yuan, figures.refund_percent]
            rows.append([*row, before.yuan if before else None])
    return rows
