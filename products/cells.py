"""What a cell of a table means: text and counts. Raises CellError with a reason for people."""

import re

from django.utils.translation import gettext as _

from products.sheets import FORMULA

# A hundred thousand units: beyond it a column was taken for another.
MAX_COUNT = 100_000

_WRAPPED = re.compile(r'="(.*)"', re.DOTALL)
_COUNT = re.compile(r"([0-9]{1,12})(?:\.0+)?")
_PADDING = " \t\r\n\u00a0\u200b\ufeff\u3000'"


class CellError(ValueError):
    """A cell that cannot be what its column says. The text is for people."""


def text_of(cell) -> str:
    """Return the cell as text without what spreadsheets wrap around it; empty for an empty cell."""
    if cell is None:
        return ""
    if cell is FORMULA:
        raise CellError(_("holds a formula, not a value"))
    text = str(cell).strip(_PADDING)
    wrapped = _WRAPPED.fullmatch(text)
    if wrapped:
        text = wrapped[1].strip(_PADDING)
    if text.startswith("="):
        raise CellError(_("holds a formula, not a value"))
    return text


def count_of(cell, limit: int = MAX_COUNT) -> int | None:
    """Return a whole number from 0 to `limit`; None for an empty cell."""
    text = text_of(cell)
    if not text:
        return None
    match = _COUNT.fullmatch(text)
    if isinstance(cell, bool) or not match:
        raise CellError(_("“%(text)s” is not a whole number") % {"text": text[:40]})
    count = int(match[1])
    if count > limit:
        raise CellError(_("is more than %(limit)d") % {"limit": limit})
    return count
