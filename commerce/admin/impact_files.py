"""The figures of the impact page as files for a spreadsheet."""

import csv
from io import BytesIO, StringIO

import openpyxl
from django.http import HttpResponse
from django.utils.translation import gettext as _

from commerce.impact import Row

FILES = ("csv", "xlsx")
# What a spreadsheet would take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

Tables = list[tuple[str, list[Row]]]


def figures_file(kind: str, tables: Tables) -> HttpResponse:
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


def plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _rows(tables: Tables) -> list[list]:
    head = [_("Table"), _("Name"), _("Kilograms"), _("Buyers"), _("Orders"), _("Yuan"), _("Clicks")]
    rows: list[list] = [head]
    for heading, lines in tables:
        for line in lines:
            figures = line.figures
            row = [plain(str(heading)), plain(line.name()), figures.kg, figures.buyers, figures.orders]
            rows.append([*row, figures.yuan, figures.clicks])
    return rows
