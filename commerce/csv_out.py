"""CSV files that leave the house."""

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse

# What makes a spreadsheet program compute a cell instead of showing it.
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell(value) -> object:
    """Return the value as it may stand in a cell: numbers as they are, text that would compute made text."""
    if isinstance(value, str) and value.startswith(_BEGINS_FORMULA):
        return f"'{value}"
    return "" if value is None else value


def csv_response(file_name: str, header: Iterable, rows: Iterable[Iterable]) -> HttpResponse:
    """Return a download that spreadsheet programs open in the right encoding."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)
    return HttpResponse(
        out.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name}"', "Cache-Control": "private, no-store"},
    )
