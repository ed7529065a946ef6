"""Pinduoduo order files: rows of the affiliate order query, and the console's export of the same.

The API gives fen, unix seconds and per mille; the console yuan and China time. An order has one kind of goods,
so that its number is the line's too. Our code travels as `uid` in `custom_parameters`.
"""

from commerce.importing.cells import text_of
from commerce.importing.shop_rows import ShopTable
from commerce.models import OrderState, SlotKind
from commerce.slots import code_in
from products.models import Platform


def code_of(cell) -> str:
    """Return our code from the custom parameters; they are JSON, or the bare code in some exports."""
    text = text_of(cell)
    return code_in(text) if text.startswith("{") else text


PDD = ShopTable(
    platform=Platform.PINDUODUO,
    columns={
        "order_id": ("order_sn", "订单编号", "订单号", "推广订单编号"),
        "sku": ("goods_id", "商品id", "商品编号"),
        "name": ("goods_name", "商品名称", "商品标题", "商品"),
        "quantity": ("goods_quantity", "商品数量", "购买数量", "数量"),
        "returned": ("return_quantity", "退货数量", "退款数量"),
        "ordered_at": ("order_create_time", "下单时间", "订单创建时间", "创建时间", "订单生成时间"),
        "paid_at": ("order_pay_time", "支付时间", "付款时间", "订单支付时间"),
        "received_at": ("order_receive_time", "收货时间", "确认收货时间"),
        "settled_at": ("order_settle_time", "结算时间", "订单结算时间"),
        "modified_at": ("order_modify_at", "更新时间", "最后更新时间", "订单更新时间"),
        "status": ("order_status", "订单状态", "状态"),
        "paid": ("order_amount", "订单金额", "实付金额", "支付金额", "实际支付金额"),
        "refunded": ("refund_amount", "退款金额"),
        "sub_id": ("custom_parameters", "自定义参数", "自定义字段"),
        "pid": ("p_id", "推广位id", "多多进宝推广位"),
        "buyer": ("buyer", "买家", "买家昵称", "用户id"),
    },
    required=(("order_id",), ("sku",), ("quantity",), ("ordered_at",), ("status",), ("paid",)),
    fen=frozenset(["order_amount", "refund_amount"]),
    states={
        "-1": OrderState.UNPAID,
        "0": OrderState.PAID,
        "1": OrderState.PAID,
        "2": OrderState.RECEIVED,
        "3": OrderState.RECEIVED,
        "4": OrderState.INVALID,
        "5": OrderState.SETTLED,
        "8": OrderState.INVALID,
        "10": OrderState.INVALID,
    },
    words=(
        ("未支付", OrderState.UNPAID),
        ("待支付", OrderState.UNPAID),
        ("已支付", OrderState.PAID),
        ("待成团", OrderState.PAID),
        ("已成团", OrderState.PAID),
        ("确认收货", OrderState.RECEIVED),
        ("已收货", OrderState.RECEIVED),
        ("审核成功", OrderState.RECEIVED),
        ("审核通过", OrderState.RECEIVED),
        ("审核失败", OrderState.INVALID),
        ("非多多进宝", OrderState.INVALID),
        ("无佣金", OrderState.INVALID),
        ("已处罚", OrderState.INVALID),
        ("已取消", OrderState.INVALID),
        ("已失效", OrderState.INVALID),
        ("已结算", OrderState.SETTLED),
        ("已经结算", OrderState.SETTLED),
        ("已退款", OrderState.REFUNDED),
        ("退款成功", OrderState.REFUNDED),
    ),
    line_key="variant",
    sub_id=code_of,
    slots={"pid": SlotKind.PDD_PID},
).dialect()
