"""Reads CSV and XLSX files into numbered rows, with every limit checked before anything is parsed.

Cells come out as they stand: text from CSV; text, numbers, times and `FORMULA` from XLSX.
`commerce.importing.cells` says what they mean.
"""

import csv
import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from products.errors import Refused

MAX_BYTES = 50 * 1024 * 1024
MAX_ROWS = 300_000
MAX_COLUMNS = 100
# A megabyte of repeated bytes packs into a kilobyte; the packed size alone says nothing.
MAX_UNPACKED_BYTES = 500 * 1024 * 1024
# Shared texts are held in memory at once, about ten times their size.
MAX_SHARED_TEXT_BYTES = 60 * 1024 * 1024
MAX_PARTS = 1_000

ENCODINGS = ("utf-8-sig", "gb18030")


class _Formula:
    """Stands for a cell that computes something: its value is not data and is never taken."""

    def __repr__(self) -> str:
        return "FORMULA"


FORMULA = _Formula()

Row = tuple[int, list]


@dataclass(slots=True)
class Sheet:
    """`rows` yields (row number as a spreadsheet shows it, cells), once; blank rows are left out.

    `last_is_open`: the file ends without a line end, so that its last cell may be cut.
    """

    kind: str
    encoding: str
    rows: Iterator[Row]
    last_is_open: bool = False


def read_sheet(data: bytes) -> Sheet:
    """Return the rows of a CSV or XLSX file. Raises Refused with a reason the sender can act on."""
    if not data.strip():
        raise Refused("orders.file_empty", _("The file is empty."))
    if len(data) > MAX_BYTES:
        raise Refused(
            "orders.file_too_large",
            _("The file has %(size)d MB; the limit is %(limit)d MB. Export a shorter time.")
            % {"size": len(data) // 1024**2, "limit": MAX_BYTES // 1024**2},
        )
    if data.startswith(b"PK"):
        return Sheet("xlsx", "", _bounded(_xlsx_rows(data)))
    text, encoding = _decode(data)
    return Sheet("csv", encoding, _bounded(_csv_rows(text)), last_is_open=not text.endswith(("\n", "\r")))


def _bounded(rows: Iterator[Row]) -> Iterator[Row]:
    for number, cells in rows:
        if number > MAX_ROWS + 1:
            raise Refused(
                "orders.too_many_rows",
                _("The file reaches beyond row %(limit)d. Export a shorter time, or delete what stands far below.")
                % {"limit": MAX_ROWS + 1},
            )
        if len(cells) > MAX_COLUMNS:
            raise Refused(
                "orders.too_many_columns",
                _("Row %(row)d reaches to column %(column)s; the limit is %(limit)d columns.")
                % {"row": number, "column": get_column_letter(min(len(cells), 18278)), "limit": MAX_COLUMNS},
            )
        if any(cell is not None and cell != "" for cell in cells):
            yield number, cells


# CSV


def _decode(data: bytes) -> tuple[str, str]:
    _refuse_foreign_formats(data)
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError as error:
            if error.reason in ("unexpected end of data", "incomplete multibyte sequence"):
                raise Refused(
                    "orders.file_cut_off",
                    _("The file ends in the middle of a character: it was cut off. Download it again."),
                ) from error
            if data.startswith(b"\xef\xbb\xbf"):
                break
    raise Refused(
        "orders.file_encoding",
        _("The file is neither UTF-8 nor GB18030 text, or mixes both. Save it as “CSV UTF-8” or as XLSX."),
    )


def _refuse_foreign_formats(data: bytes) -> None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("orders.file_encoding", _("The file is UTF-16 text. Save it as “CSV UTF-8” or as XLSX."))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("orders.file_old_excel", _("This is an old Excel file (.xls). Save it as XLSX."))
    if b"\0" in data:
        raise Refused("orders.file_binary", _("This is not a table: neither CSV text nor an XLSX file."))
    if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"{", b"[", b"%PDF")):
        raise Refused("orders.file_binary", _("This is not a table: neither CSV text nor an XLSX file."))


def _csv_rows(text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Refused(
                "orders.csv_damaged",
                _("Row %(row)d cannot be read as CSV: a quotation mark is missing, or the file was cut off.")
                % {"row": number + 1},
            ) from error
        number += 1
        yield number, cells


def _delimiter(text: str) -> str:
    head = "".join(itertools.islice(io.StringIO(text[:20_000]), 10))
    return max(",\t;", key=head.count)


# XLSX


def _xlsx_rows(data: bytes) -> Iterator[Row]:
    _refuse_bombs(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        # The size a file claims to have is the sender's word; count instead.
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            yield number, [FORMULA if cell.data_type == "f" else cell.value for cell in cells]
    except Refused:
        raise
    except Exception as error:
        # A damaged file surfaces as KeyError, ValueError, ParseError, zlib.error and more, by where it is damaged.
        raise _damaged() from error


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            heads = [archive.open(part).read(2048) for part in parts[:MAX_PARTS] if part.filename.endswith(".xml")]
    except Exception as error:
        raise _damaged() from error
    shared = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
    if (
        len(parts) > MAX_PARTS
        or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES
        or shared > MAX_SHARED_TEXT_BYTES
    ):
        raise Refused(
            "orders.file_too_large", _("The file unpacks to far more than an order list. Export a shorter time.")
        )
    if any(re.search(rb"<!(?:DOCTYPE|ENTITY)", head, re.IGNORECASE) for head in heads):
        raise _damaged()


def _damaged() -> Refused:
    return Refused("orders.file_damaged", _("The XLSX file is damaged or was cut off. Download it again."))
