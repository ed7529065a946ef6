"""The canonical order row: what every shop's file is brought to, and how two rows about one line meet."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from commerce.models import SOLD, OrderState

# Of two rows of the same moment the graver holds: better to count too little than what never was.
_GRAVITY = {
    OrderState.UNPAID: 0,
    OrderState.PAID: 1,
    OrderState.RECEIVED: 2,
    OrderState.SETTLED: 3,
    OrderState.REFUNDED: 4,
    OrderState.INVALID: 5,
}
# Marks a line id that was made of order and SKU because the file has no column for it.
MADE_UP = ":"


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One line of an order at one moment. Money in fen, times aware UTC, the buyer a keyed hash.

    `paid_fen` is for the whole quantity; `settled_fen` what the shop says is left after returns, if it
    says so. `number` is the row in the file, for messages.
    """

    line_id: str
    order_id: str
    sku: str
    quantity: int
    returned: int
    paid_fen: int
    settled_fen: int | None
    state: str
    ordered_at: datetime
    modified_at: datetime
    parent_id: str = ""
    sub_id: str = ""
    buyer: str = ""
    name: str = ""
    in_conflict: bool = False
    number: int = field(default=0, compare=False)
    # Last, so that rows kept before it was there can still be read.
    slots: str = ""

    def claim(self) -> tuple:
        """What the row says happened; two rows of one moment that differ in it contradict each other."""
        settled = -1 if self.settled_fen is None else self.settled_fen
        return (_GRAVITY[self.state], self.returned, self.quantity, self.paid_fen, settled, self.sku, self.ordered_at)

    def rank(self) -> tuple:
        """A total order: whichever way rows arrive, the highest of them is the line's state in the end."""
        return (self.modified_at, self.claim(), self.sub_id, self.buyer, self.parent_id, self.name, self.slots)


def state_after_returns(state: str, returned: int, quantity: int) -> str:
    """All of what was sold coming back is a refund, whatever the shop calls it."""
    return OrderState.REFUNDED if state in SOLD and returned == quantity else state


LASTING = ("sub_id", "slots", "buyer", "parent_id", "name")


def made_up_line_id(order_id: str, sku: str) -> str:
    return f"{order_id}{MADE_UP}{sku}"


def merge(held: OrderRow, new: OrderRow) -> OrderRow:
    """Return what is known of a line from two rows about it: the newer one's word.

    What does not change in the life of an order (where the buyer came from, who bought) is kept from
    either, as not every export has the column. Rows of the same moment that differ are marked.
    """
    high, low = (new, held) if new.rank() > held.rank() else (held, new)
    changes = {name: getattr(low, name) for name in LASTING if getattr(low, name) and not getattr(high, name)}
    if held.modified_at == new.modified_at:
        changes["in_conflict"] = held.in_conflict or new.in_conflict or held.claim() != new.claim()
    return replace(high, **changes) if changes else high


def same_word(one: OrderRow, other: OrderRow) -> bool:
    """Whether two rows say the same, whenever they said it."""
    return replace(one, modified_at=other.modified_at, number=other.number) == other
