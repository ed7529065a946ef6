"""How large an order file may be; `products.sheets` reads it."""

from django.utils.translation import gettext as _

from products import sheets
from products.sheets import Sheet

MAX_BYTES = 50 * 1024 * 1024
MAX_ROWS = 300_000
MAX_COLUMNS = 100
MAX_UNPACKED_BYTES = 500 * 1024 * 1024
MAX_SHARED_TEXT_BYTES = 60 * 1024 * 1024


def read_sheet(data: bytes) -> Sheet:
    """Return the rows of an order file. Raises Refused (`orders.…`) with a reason the sender can act on."""
    limits = sheets.Limits(
        code="orders",
        hint=_("Export a shorter time."),
        max_bytes=MAX_BYTES,
        max_rows=MAX_ROWS,
        max_columns=MAX_COLUMNS,
        max_unpacked_bytes=MAX_UNPACKED_BYTES,
        max_shared_text_bytes=MAX_SHARED_TEXT_BYTES,
    )
    return sheets.read_sheet(data, limits)
