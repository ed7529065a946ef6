"""What a message holds, for OpenAPI and for checking what comes in."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints, model_validator

from commerce.buyers import buyer_hash
from commerce.importing.cells import MAX_FEN
from commerce.importing.rows import OrderRow, made_up_line_id, state_after_returns
from commerce.models import OrderState
from commerce.models.slots import SHOP_OF_KIND, SlotKind
from commerce.slots import code_in, written
from products.cells import MAX_COUNT
from products.models import Platform

MOST_ORDERS = 1_000
EARLIEST, BEYOND = 2010, 2100

Id = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,64}$")]
Text = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Slot = Annotated[str, StringConstraints(max_length=64, pattern=r"^[^\x00-\x20]*$")]
Fen = Annotated[int, Field(ge=0, le=MAX_FEN, strict=True)]

_EXAMPLE = {
    "orders": [
        {
            "order_id": "312345678901",
            "line_id": "1790123456789012",
            "sku": "777000000005",
            "quantity": 2,
            "paid_fen": 5600,
            "state": "paid",
            "buyer": "jd_000001",
            "sub_id": "s1f-we-4k2",
            "ordered_at": "2026-11-07T08:30:00+08:00",
            "modified_at": "2026-11-07T08:31:00+08:00",
        }
    ]
}


class OrderIn(Schema):
    """The newest state of one line of an order.

    `line_id` is the row's own number at the shop: JD `id`, Taobao `trade_id`; Pinduoduo's `order_sn` again, WeChat
    Store's `sku_id`. `paid_fen` is for the whole quantity; `returned` counts units, `settled_fen` is what is left
    after returns where the shop says so. `buyer` is hashed on arrival. `sub_id` is our code, at Pinduoduo also its
    whole `custom_parameters`; `slots` are the shop's own: `position` at JD, `adzone` and `relation` at Taobao,
    `pdd_pid` at Pinduoduo, `sharer` at WeChat Store.
    """

    model_config = ConfigDict(extra="forbid")

    order_id: Id
    line_id: Id
    parent_id: Id | Literal[""] = ""
    sku: Id
    quantity: Annotated[int, Field(ge=1, le=MAX_COUNT, strict=True)]
    returned: Annotated[int, Field(ge=0, le=MAX_COUNT, strict=True)] = 0
    paid_fen: Fen
    settled_fen: Fen | None = None
    state: Literal["unpaid", "paid", "received", "settled", "refunded", "invalid"]
    buyer: Text = ""
    name: Text = ""
    sub_id: Annotated[str, StringConstraints(max_length=80, pattern=r"^[^\x00-\x1f]*$")] = ""
    slots: dict[SlotKind, Slot] = Field(default_factory=dict, max_length=2)
    ordered_at: AwareDatetime
    modified_at: AwareDatetime

    @model_validator(mode="after")
    def consistent(self) -> "OrderIn":
        if self.returned > self.quantity:
            raise ValueError(_("“returned” is more than “quantity”."))
        if not all(EARLIEST <= moment.year < BEYOND for moment in (self.ordered_at, self.modified_at)):
            raise ValueError(_("A time lies in a year that cannot be."))
        return self

    def row(self, platform: str, number: int) -> OrderRow:
        """Return the canonical row, the same that the shop's file would give."""
        return OrderRow(
            line_id=_line_id(platform, self),
            order_id=self.order_id,
            sku=self.sku,
            quantity=self.quantity,
            returned=self.returned,
            paid_fen=self.paid_fen,
            settled_fen=self.settled_fen,
            state=state_after_returns(OrderState(self.state), self.returned, self.quantity),
            ordered_at=_whole_seconds(self.ordered_at),
            modified_at=_whole_seconds(self.modified_at),
            parent_id="" if self.parent_id == self.order_id else self.parent_id,
            sub_id=code_in(self.sub_id) if self.sub_id.startswith("{") else self.sub_id,
            slots=written({kind: value for kind, value in self.slots.items() if SHOP_OF_KIND[kind] == platform}),
            buyer=buyer_hash(platform, self.buyer) if self.buyer and "*" not in self.buyer else "",
            name=self.name,
            number=number,
        )


class OrdersIn(Schema):
    """Lines of orders of one shop, in any order, at most a thousand."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": _EXAMPLE})

    orders: Annotated[list[OrderIn], Field(min_length=1, max_length=MOST_ORDERS)]


class StoredOut(Schema):
    """The message is kept and will be worked. `new` is false where the same message had come before."""

    id: str
    orders: int
    new: bool


def _line_id(platform: str, order: OrderIn) -> str:
    """As `shop_rows` makes it of a file."""
    if platform == Platform.PINDUODUO:
        return made_up_line_id(order.order_id, order.sku)
    if platform == Platform.WECHAT:
        return made_up_line_id(order.order_id, order.line_id)
    return order.line_id


def _whole_seconds(moment: datetime) -> datetime:
    # Files tell whole seconds; a fraction would make the same word a newer one.
    return moment.astimezone(UTC).replace(microsecond=0)
