"""Reads CSV and XLSX files into numbered rows, with every limit checked before anything is parsed.

Cells come out as they stand: text from CSV; text, numbers, times and `FORMULA` from XLSX.
`products.cells` says what they mean.
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

MAX_PARTS = 1_000

ENCODINGS = ("utf-8-sig", "gb18030")


class _Formula:
    """Stands for a cell that computes something: its value is not data and is never taken."""

    def __repr__(self) -> str:
        return "FORMULA"


FORMULA = _Formula()

Row = tuple[int, list]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a kind of file may be. `code` begins its error codes, `hint` says what to do about too large a file.

    A megabyte of repeated bytes packs into a kilobyte: the packed size alone says nothing, so the unpacked
    one counts too. Shared texts are held in memory at once, about ten times their size.
    """

    code: str
    hint: str
    max_bytes: int
    max_rows: int
    max_columns: int
    max_unpacked_bytes: int
    max_shared_text_bytes: int

    def refused(self, code: str, message: str) -> Refused:
        return Refused(f"{self.code}.{code}", message)

    def too_much(self, code: str, message: str) -> Refused:
        return self.refused(code, f"{message} {self.hint}")


@dataclass(slots=True)
class Sheet:
    """`rows` yields (row number as a spreadsheet shows it, cells), once; blank rows are left out.

    `last_is_open`: the file ends without a line end, so that its last cell may be cut.
    """

    kind: str
    encoding: str
    rows: Iterator[Row]
    last_is_open: bool = False


def read_sheet(data: bytes, limits: Limits) -> Sheet:
    """Return the rows of a CSV or XLSX file. Raises Refused with a reason the sender can act on."""
    if not data.strip():
        raise limits.refused("file_empty", _("The file is empty."))
    if len(data) > limits.max_bytes:
        raise limits.too_much(
            "file_too_large",
            _("The file has %(size)d MB; the limit is %(limit)d MB.")
            % {"size": len(data) // 1024**2, "limit": limits.max_bytes // 1024**2},
        )
    if data.startswith(b"PK"):
        return Sheet("xlsx", "", _bounded(_xlsx_rows(data, limits), limits))
    text, encoding = _decode(data, limits)
    # The text as a whole is let go: it is read again a row at a time, which takes a fifth of the memory.
    rows = _csv_rows(data, encoding, _delimiter(text), limits)
    return Sheet("csv", encoding, _bounded(rows, limits), last_is_open=not text.endswith(("\n", "\r")))


def _bounded(rows: Iterator[Row], limits: Limits) -> Iterator[Row]:
    for number, cells in rows:
        if number > limits.max_rows + 1:
            raise limits.too_much(
                "too_many_rows",
                _("The file reaches beyond row %(limit)d; delete what stands far below.")
                % {"limit": limits.max_rows + 1},
            )
        if len(cells) > limits.max_columns:
            raise limits.refused(
                "too_many_columns",
                _("Row %(row)d reaches to column %(column)s; the limit is %(limit)d columns.")
                % {
                    "row": number,
                    "column": get_column_letter(min(len(cells), 18278)),
                    "limit": limits.max_columns,
                },
            )
        if any(cell is not None and cell != "" for cell in cells):
            yield number, cells


# CSV


def _decode(data: bytes, limits: Limits) -> tuple[str, str]:
    _refuse_foreign_formats(data, limits)
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError as error:
            if error.reason in ("unexpected end of data", "incomplete multibyte sequence"):
                raise limits.refused(
                    "file_cut_off",
                    _("The file ends in the middle of a character: it was cut off. Download it again."),
                ) from error
            if data.startswith(b"\xef\xbb\xbf"):
                break
    raise limits.refused(
        "file_encoding",
        _("The file is neither UTF-8 nor GB18030 text, or mixes both. Save it as “CSV UTF-8” or as XLSX."),
    )


def _refuse_foreign_formats(data: bytes, limits: Limits) -> None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise limits.refused("file_encoding", _("The file is UTF-16 text. Save it as “CSV UTF-8” or as XLSX."))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise limits.refused("file_old_excel", _("This is an old Excel file (.xls). Save it as XLSX."))
    begins_with = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"\0" in data or begins_with.startswith((b"<", b"{", b"[", b"%PDF")):
        raise limits.refused("file_binary", _("This is not a table: neither CSV text nor an XLSX file."))


def _csv_rows(data: bytes, encoding: str, delimiter: str, limits: Limits) -> Iterator[Row]:
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise limits.refused(
                "csv_damaged",
                _("Row %(row)d cannot be read as CSV: a quotation mark is missing, or the file was cut off.")
                % {"row": number + 1},
            ) from error
        number += 1
        yield number, cells


def _delimiter(text: str) -> str:
    head = "".join(itertools.islice(io.StringIO(text[:20_000]), 10))
    return max(",\t;", key=head.count)


# XLSX


def _xlsx_rows(data: bytes, limits: Limits) -> Iterator[Row]:
    _refuse_bombs(data, limits)
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
        raise _damaged(limits) from error


def _refuse_bombs(data: bytes, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            heads = [archive.open(part).read(2048) for part in parts[:MAX_PARTS] if part.filename.endswith(".xml")]
    except Exception as error:
        raise _damaged(limits) from error
    shared = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
    if (
        len(parts) > MAX_PARTS
        or sum(part.file_size for part in parts) > limits.max_unpacked_bytes
        or shared > limits.max_shared_text_bytes
    ):
        raise limits.too_much("file_too_large", _("The file unpacks to far more than such a list needs."))
    if any(re.search(rb"<!(?:DOCTYPE|ENTITY)", head, re.IGNORECASE) for head in heads):
        raise _damaged(limits)


def _damaged(limits: Limits) -> Refused:
    return limits.refused("file_damaged", _("The XLSX file is damaged or was cut off. Download it again."))
