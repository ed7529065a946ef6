"""JD Union order files: the promotion console's export and tables of the order query's rows.

Fields, units and status codes after the `jd.union.open.order.row.query` reference: amounts in yuan
with two decimals, times in China time, one row per order and SKU with an `id` of its own. The
console's headers are the Chinese names of the same fields.
"""

from dataclasses import replace

from django.utils.translation import gettext as _

from commerce.importing.cells import count_of, fen_of, id_of, state_of, text_of, time_of
from commerce.importing.dialects import Dialect
from commerce.importing.reader import RowReader
from commerce.importing.rows import OrderRow, made_up_line_id
from commerce.models import SOLD, OrderState, SlotKind
from products.models import Platform

# Field → API name, console name, and other names seen. The first two are shown in messages.
COLUMNS: dict[str, tuple[str, ...]] = {
    "line_id": ("id", "订单行号", "订单行id", "行号", "唯一标识", "lineid"),
    "order_id": ("orderid", "订单号", "订单编号", "订单id", "子订单号"),
    "parent_id": ("parentid", "父单号", "父订单号", "父单id", "父订单编号", "父单的订单号"),
    "ordered_at": ("ordertime", "下单时间", "订单时间", "下单日期"),
    "finished_at": ("finishtime", "完成时间", "订单完成时间"),
    "modified_at": ("modifytime", "更新时间", "订单更新时间", "修改时间"),
    "sku": ("skuid", "商品id", "商品编号", "商品编码", "sku", "商品skuid", "sku编号"),
    "name": ("skuname", "商品名称", "商品名"),
    "quantity": ("skunum", "商品数量", "数量", "下单数量", "购买数量"),
    "returned": ("skureturnnum", "退货数量", "商品退货数量", "已退货数量", "商品已退货数量"),
    "estimated": ("estimatecosprice", "预估计佣金额", "预估计佣金额度"),
    "actual": ("actualcosprice", "实际计佣金额", "实际计佣金额度"),
    "paid": ("paidamount", "实付金额", "付款金额", "支付金额"),
    "code": ("validcode", "有效码", "订单有效码", "状态码", "订单状态码"),
    "status": ("orderstatus", "订单状态", "状态", "status"),
    "pay_month": ("paymonth", "结算月份", "预估结算时间", "结算时间"),
    "sub_id": ("subunionid", "子渠道", "子渠道id", "子联盟id", "子渠道标识"),
    "extra": ("ext1", "扩展字段", "扩展字段1", "推广扩展字段"),
    "position": ("positionid", "推广位id", "推广位"),
    "buyer": (
        "buyer",
        "下单帐号",
        "下单账号",
        "买家账号",
        "买家帐号",
        "用户账号",
        "用户帐号",
        "pin",
        "userpin",
        "买家",
    ),
}
REQUIRED = (
    ("order_id",),
    ("sku",),
    ("quantity",),
    ("ordered_at",),
    ("code", "status"),
    ("estimated", "actual", "paid"),
)

UNPAID_CODES = {15, 24}  # a paid deposit is not a sale yet
# 2 split into child orders, 3 cancelled, 5 account, 13 and 25-28 violations, 14 site, 19 no commission, …
INVALID_CODES = {-1, *range(1, 15), *range(19, 24), *range(25, 40)}
STATES = {
    **dict.fromkeys(map(str, UNPAID_CODES), OrderState.UNPAID),
    **dict.fromkeys(map(str, INVALID_CODES), OrderState.INVALID),
    "16": OrderState.PAID,
    "17": OrderState.RECEIVED,
    "18": OrderState.SETTLED,
}
STATUS_WORDS: tuple[tuple[str, str], ...] = (
    ("无效", OrderState.INVALID),
    ("已取消", OrderState.INVALID),
    ("取消", OrderState.INVALID),
    ("拆单", OrderState.INVALID),
    ("待付款", OrderState.UNPAID),
    ("未付款", OrderState.UNPAID),
    ("已付定金", OrderState.UNPAID),
    ("已付款", OrderState.PAID),
    ("已完成", OrderState.RECEIVED),
    ("已收货", OrderState.RECEIVED),
    ("已结算", OrderState.SETTLED),
    ("已退款", OrderState.REFUNDED),
    ("全部退款", OrderState.REFUNDED),
)


def read_row(reader: RowReader) -> OrderRow | None:
    """Return the canonical row, or None where `reader.problems` say why not."""
    order_id = reader.needed("order_id", id_of)
    sku = reader.needed("sku", id_of)
    quantity = reader.needed("quantity", count_of)
    ordered_at = reader.needed("ordered_at", time_of)
    state = reader.value("code", _state) or reader.needed("status" if reader.has("status") else "code", _state)
    parent_id = reader.value("parent_id", id_of)
    returned = reader.value("returned", count_of) or 0
    paid_fen, settled_fen = _amounts(reader, state)
    row = reader.row(
        state,
        returned,
        quantity,
        moments=(ordered_at, reader.value("finished_at", time_of)),
        line_id=reader.needed("line_id", id_of) if reader.has("line_id") else made_up_line_id(order_id, sku),
        order_id=order_id,
        parent_id="" if parent_id in (None, "0") else parent_id,
        sku=sku,
        paid_fen=paid_fen,
        settled_fen=settled_fen,
        ordered_at=ordered_at,
        sub_id=(reader.value("sub_id", text_of) or reader.value("extra", text_of) or "")[:80],
        slots=reader.slots({"position": SlotKind.POSITION}),
    )
    return replace(row, state=_settled(reader, row.state)) if row else None


def _state(cell) -> str:
    return state_of(cell, STATES, STATUS_WORDS)


def _amounts(reader: RowReader, state: str | None) -> tuple[int, int | None]:
    """Return what was paid for all units, and, once finished, what the shop says is left after returns.

    The estimated amount is what was paid when ordering; the actual one is corrected at every return.
    """
    estimated, paid, actual = (reader.value(field, fen_of) for field in ("estimated", "paid", "actual"))
    amounts = [fen for fen in (estimated, paid, actual) if fen is not None]
    column = next((field for field in ("estimated", "paid", "actual") if reader.has(field)), "estimated")
    reader.check(bool(amounts) or state not in SOLD, column, _("is empty"))
    final = state in (OrderState.RECEIVED, OrderState.SETTLED, OrderState.REFUNDED)
    return (amounts[0] if amounts else 0), (actual if final else None)


def _settled(reader: RowReader, state: str) -> str:
    """A finished order with a month of payment has been settled; JD has no code of its own for it any more."""
    month = reader.value("pay_month", text_of)
    return OrderState.SETTLED if state == OrderState.RECEIVED and month not in (None, "", "0") else state


JD = Dialect(platform=Platform.JD, columns=COLUMNS, required=REQUIRED, read_row=read_row)
