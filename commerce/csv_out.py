"""CSV files that leave the house."""

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse

from products.cells_out import plain


def csv_response(file_name: str, header: Iterable, rows: Iterable[Iterable]) -> HttpResponse:
    """Return a download that spreadsheet programs open in the right encoding."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows(map(plain, row) for row in rows)
    return HttpResponse(
        out.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name}"', "Cache-Control": "private, no-store"},
    )
