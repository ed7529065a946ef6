"""What a cell means: ids, money in fen, counts and times. Raises CellError with a reason for people.

Spreadsheets do their worst to exported orders: they round long ids, append tabs to prevent it, wrap
them as `="…"`, print money with signs and separators. What can be undone exactly is undone; what
lost information is refused.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from products.cells import CellError, count_of, text_of

__all__ = ["CellError", "count_of", "fen_of", "id_of", "state_of", "text_of", "time_of", "whole_fen_of"]

CHINA = ZoneInfo("Asia/Shanghai")
# Ten million yuan: beyond it a column was taken for another.
MAX_FEN = 1_000_000_000
# A spreadsheet keeps fifteen digits of a number and writes zeros for the rest.
EXACT_DIGITS = 15

_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_ROUNDED_ID = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+")
_MONEY = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_MONEY_SIGNS = re.compile(r"[¥￥元\s]|CNY|RMB", re.IGNORECASE)
_TIME = re.compile(
    r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})[ T]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?"
)
_SINCE_1970 = re.compile(r"([0-9]{10})(?:[0-9]{3}|\.0)?")
_WHOLE = re.compile(r"([0-9]+)(?:\.0+)?")


def id_of(cell) -> str:
    """Return an id as text, every digit as the shop wrote it; empty for an empty cell."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**EXACT_DIGITS:
        cell = int(cell)
    text = text_of(cell)
    rounded = isinstance(cell, int) and len(text) > EXACT_DIGITS and not text[EXACT_DIGITS:].strip("0")
    if rounded or isinstance(cell, float) or _ROUNDED_ID.fullmatch(text):
        raise CellError(_("was rounded by a spreadsheet program; export again and keep the column as text"))
    if text and not _ID.fullmatch(text):
        raise CellError(_("“%(text)s” is not an id") % {"text": text[:40]})
    return text


def state_of(cell, states: Mapping[str, str], words: Iterable[tuple[str, str]]) -> str:
    """Return the state of a shop's code, or of its console's word, which may go on: “无效-拆单”; empty for an empty cell."""
    code = text_of(cell).removesuffix(".0")
    state = states.get(code) or next((state for word, state in words if code.startswith(word)), None)
    if code and state is None:
        raise CellError(_("“%(code)s” is not a known order status") % {"code": code[:40]})
    return state or ""


def fen_of(cell) -> int | None:
    """Return yuan as integer fen, rounded half up; None for an empty cell."""
    text = _MONEY_SIGNS.sub("", text_of(cell)).replace("，", ",")
    if not text:
        return None
    if isinstance(cell, float):
        text = format(Decimal(text), "f")
    if text.startswith("-"):
        raise CellError(_("is negative"))
    if isinstance(cell, bool) or not _MONEY.fullmatch(text):
        raise CellError(_("“%(text)s” is not an amount in yuan") % {"text": text[:40]})
    yuan = Decimal(text.replace(",", ""))
    # Before it is rounded: Decimal cannot round what has more than 28 digits.
    if yuan * 100 > MAX_FEN:
        raise CellError(_("is more than ten million yuan"))
    return int((yuan * 100).quantize(Decimal(1), ROUND_HALF_UP))


def whole_fen_of(cell) -> int | None:
    """Return an amount that is in fen already; None for an empty cell. Decimals mean that it is not."""
    text = text_of(cell)
    if not text:
        return None
    if text.startswith("-"):
        raise CellError(_("is negative"))
    match = _WHOLE.fullmatch(text)
    if isinstance(cell, bool) or not match:
        raise CellError(_("“%(text)s” is not a whole number of fen") % {"text": text[:40]})
    if len(match[1]) > 12 or int(match[1]) > MAX_FEN:
        raise CellError(_("is more than ten million yuan"))
    return int(match[1])


def time_of(cell) -> datetime | None:
    """Return a China time as aware UTC; None for an empty cell or `0`, which shops write for “not yet”."""
    if isinstance(cell, datetime):
        return _checked(cell.replace(tzinfo=CHINA, microsecond=0))
    text = text_of(cell)
    if text in ("", "0", "--", "-"):
        return None
    since_1970 = _SINCE_1970.fullmatch(text)
    if since_1970:
        return _checked(datetime.fromtimestamp(int(since_1970[1]), UTC))
    match = _TIME.fullmatch(text)
    try:
        if match:
            return _checked(datetime(*(int(part or 0) for part in match.groups()), tzinfo=CHINA))
    except ValueError as error:
        if isinstance(error, CellError):
            raise
    raise CellError(_("“%(text)s” is not a time like 2026-11-07 08:30:00") % {"text": text[:40]})


def _checked(moment: datetime) -> datetime:
    if not 2010 <= moment.year < 2100:
        raise CellError(_("lies in the year %(year)d") % {"year": moment.year})
    return moment.astimezone(UTC)
