"""From the bytes of a file to canonical rows and a list of what could not be read. Touches no database."""

import hashlib
import itertools
import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from commerce.importing.dialects import HEADER_WITHIN, Dialect, Header, find_header
from commerce.importing.jd import JD
from commerce.importing.pdd import PDD
from commerce.importing.reader import RowReader
from commerce.importing.rows import OrderRow
from commerce.importing.sheets import read_sheet
from commerce.importing.taobao import TAOBAO
from commerce.importing.wechat import WECHAT
from products.errors import Refused

DIALECTS: dict[str, Dialect] = {dialect.platform: dialect for dialect in (JD, TAOBAO, PDD, WECHAT)}

# Cells that cannot be the first part of a longer value: a full time, money with both decimals.
_WHOLE = re.compile(r".*[0-9]{2}:[0-9]{2}:[0-9]{2}|[^.]*\.[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be read: its number as a spreadsheet shows it, and why, for people."""

    row: int
    reason: str


@dataclass(slots=True)
class Parsed:
    """`count` is the number of rows under the header, read or rejected."""

    platform: str
    file_name: str
    sha256: str
    count: int = 0
    rows: list[OrderRow] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    without_buyer: int = 0


def dialect_of(platform: str) -> Dialect:
    """Return how the shop's files are read. Raises Refused for a shop that is none of ours."""
    if platform not in DIALECTS:
        raise Refused(
            "orders.unknown_shop",
            _("“%(shop)s” is none of the shops: %(known)s.") % {"shop": platform, "known": ", ".join(DIALECTS)},
        )
    return DIALECTS[platform]


def parse(data: bytes, file_name: str, platform: str) -> Parsed:
    """Read a file. Raises Refused for a file that is none of this shop's; rows that are wrong are listed."""
    dialect = dialect_of(platform)
    sheet = read_sheet(data)
    first = list(itertools.islice(sheet.rows, HEADER_WITHIN))
    if not first:
        raise Refused("orders.file_empty", _("The file is empty."))
    header = find_header(first, dialect)
    below = (row for row in first if row[0] > header.number)
    parsed = Parsed(platform, file_name.rsplit("/", 1)[-1][:255], hashlib.sha256(data).hexdigest())
    last: tuple[int, list] | None = None
    for number, cells in itertools.chain(below, sheet.rows):
        parsed.count += 1
        _take(parsed, dialect, header, number, cells, ragged=sheet.kind == "csv" and len(cells) < header.width)
        last = (number, cells)
    if last is None:
        raise Refused("orders.no_rows", _("The file has column names and no orders."))
    if sheet.last_is_open and _may_be_cut(header, last[1]):
        _reject_last(parsed, last[0])
    return parsed


def _take(parsed: Parsed, dialect: Dialect, header: Header, number: int, cells: list, *, ragged: bool) -> None:
    beyond = any(cell not in (None, "") for cell in cells[header.width :])
    if ragged or beyond:
        reason = _("has %(found)d cells under %(expected)d column names; the row was cut off or shifted") % {
            "found": len(cells),
            "expected": header.width,
        }
        parsed.rejected.append(Rejected(number, reason))
        return
    reader = RowReader(dialect, header, number, cells + [None] * (header.width - len(cells)))
    row = dialect.read_row(reader)
    if row is None:
        parsed.rejected.append(Rejected(number, "; ".join(reader.problems)))
        return
    parsed.rows.append(row)
    parsed.without_buyer += not row.buyer


def _may_be_cut(header: Header, cells: list) -> bool:
    """Whether the file may end in the middle of a value that counts: no line end, an open kind of value."""
    used = set(header.places.values())
    last_used = header.width - 1 in used
    return last_used and not _WHOLE.fullmatch(str(cells[header.width - 1] if len(cells) >= header.width else ""))


def _reject_last(parsed: Parsed, number: int) -> None:
    if parsed.rejected and parsed.rejected[-1].row == number:
        return
    parsed.rows.pop()
    parsed.rejected.append(
        Rejected(number, _("the file ends here without a line end and may be cut off; if it is whole, add one"))
    )
