"""Reads a row of a shop whose dialect is data alone: names of columns, units, codes and words.

What differs between shops stands in `taobao`, `pdd` and `wechat`; JD's older dialect has rules of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from commerce.importing.cells import count_of, fen_of, id_of, state_of, text_of, time_of, whole_fen_of
from commerce.importing.dialects import Dialect, unit_of
from commerce.importing.reader import RowReader
from commerce.importing.rows import OrderRow, made_up_line_id
from commerce.models import SOLD, OrderState

# A later one says more about how far an order has come; the first that is filled is its state.
TIMES = (
    ("settled_at", OrderState.SETTLED),
    ("received_at", OrderState.RECEIVED),
    ("paid_at", OrderState.PAID),
)


@dataclass(frozen=True)
class ShopTable:
    """A dialect as data.

    `fen`: names of columns whose amounts are integer fen, as the shop's API gives them; every other amount is
    yuan. `states`: status code → state; `words`: beginnings of the console's words for it. `settled_in`: the
    states in which the settled amount is the shop's last word. `sub_id`: makes our code of a cell; `slots`: field → kind of the shop's own slots,
    the most telling first.
    """

    platform: str
    columns: dict[str, tuple[str, ...]]
    required: tuple[tuple[str, ...], ...]
    states: dict[str, str]
    words: tuple[tuple[str, str], ...]
    fen: frozenset[str] = frozenset()
    settled_in: tuple[str, ...] = (OrderState.SETTLED,)
    line_key: str = "line_id"
    slots: dict[str, str] = field(default_factory=dict)
    sub_id: Callable[[object], str] = field(default=text_of)

    def dialect(self) -> Dialect:
        return Dialect(
            platform=self.platform,
            columns=self.columns,
            required=self.required,
            read_row=lambda reader: read_row(self, reader),
        )


def read_row(table: ShopTable, reader: RowReader) -> OrderRow | None:
    """Return the canonical row, or None where `reader.problems` say why not."""
    order_id = reader.needed("order_id", id_of) if reader.has("order_id") else reader.needed("line_id", id_of)
    sku = reader.needed("sku" if reader.has("sku") else "variant", id_of)
    quantity = reader.needed("quantity", count_of)
    ordered_at = reader.needed("ordered_at", time_of)
    moments = {name: reader.value(name, time_of) for name, _state in TIMES}
    state = _state(table, reader, moments)
    returned = reader.value("returned", count_of) or 0
    paid_fen, settled_fen = _amounts(table, reader, state)
    parent_id = reader.value("parent_id", id_of)
    return reader.row(
        state,
        returned,
        quantity,
        moments=(ordered_at, *moments.values()),
        line_id=_line_id(table, reader, order_id, sku),
        order_id=order_id,
        parent_id="" if parent_id in (None, "0", order_id) else parent_id,
        sku=sku,
        paid_fen=paid_fen,
        settled_fen=settled_fen,
        ordered_at=ordered_at,
        sub_id=(reader.value("sub_id", table.sub_id) or "")[:80],
        slots=reader.slots(table.slots),
    )


def _state(table: ShopTable, reader: RowReader, moments: dict[str, datetime | None]) -> str | None:
    if reader.has("status"):
        return reader.needed("status", lambda cell: state_of(cell, table.states, table.words))
    return next((state for name, state in TIMES if moments[name]), OrderState.PAID)


def _line_id(table: ShopTable, reader: RowReader, order_id: str | None, sku: str | None) -> str:
    """The shop's own number of the line; where it has none, order and what tells its lines apart."""
    if reader.has(table.line_key):
        own = reader.needed(table.line_key, id_of)
        return made_up_line_id(order_id or "", own or "") if table.line_key == "variant" else own or ""
    return made_up_line_id(order_id or "", sku or "")


def _amounts(table: ShopTable, reader: RowReader, state: str | None) -> tuple[int, int | None]:
    """Return what was paid for all units, and what is left after returns where the shop says so."""
    paid, settled, refunded = (
        reader.value(name, _money(table, reader, name)) for name in ("paid", "settled", "refunded")
    )
    reader.check(paid is not None or state not in SOLD or bool(reader.problems), "paid", _("is empty"))
    if refunded:
        reader.check(paid is not None and refunded <= paid, "refunded", _("is more than was paid"))
    if state in table.settled_in and settled is not None:
        return paid or 0, settled
    return paid or 0, (paid - refunded if refunded and paid is not None and state in SOLD else None)


def _money(table: ShopTable, reader: RowReader, name: str) -> Callable:
    column = reader.header.names.get(name, "")
    return whole_fen_of if unit_of(column) == "fen" or column.strip().lower() in table.fen else fen_of
