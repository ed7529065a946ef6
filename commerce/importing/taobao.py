"""Alimama order files: the publisher's order details, by API names or the console's, and the merchant's
sheet of settled orders, which tells the state by its times alone.

Amounts in yuan, times in China time, one row per sub-order (`trade_id`). A publisher is told by numbers
(channel relation or ad zone), never by free text: `commerce.slots` says what they stand for.
"""

from commerce.importing.shop_rows import ShopTable
from commerce.models import OrderState, SlotKind
from products.models import Platform

TAOBAO = ShopTable(
    platform=Platform.TAOBAO,
    # Field → API name, console name, and other names seen.
    columns={
        "line_id": ("trade_id", "子订单编号", "淘宝子订单编号", "淘宝子订单号", "子订单号"),
        "order_id": (
            "trade_parent_id",
            "订单编号",
            "淘宝父订单编号",
            "淘宝父订单号",
            "父订单编号",
            "订单号",
            "淘宝订单编号",
        ),
        "sku": ("item_id", "商品id", "商品编号", "宝贝id"),
        "name": ("item_title", "商品名称", "商品标题", "商品信息", "宝贝标题"),
        "quantity": ("item_num", "商品数量", "成交商品数", "商品数", "数量"),
        "returned": ("refund_num", "退货数量", "退款数量"),
        "ordered_at": ("tk_create_time", "创建时间", "订单创建时间", "下单时间"),
        "paid_at": ("tk_paid_time", "付款时间", "淘客付款时间", "支付时间"),
        "received_at": ("confirm_time", "确认收货时间", "收货时间"),
        "settled_at": ("tk_earning_time", "结算时间", "淘客结算时间", "订单结算时间"),
        "modified_at": ("modified_time", "更新时间", "修改时间", "订单更新时间"),
        "status": ("tk_status", "订单状态", "状态"),
        "paid": ("alipay_total_price", "付款金额", "实际成交价格", "实付金额", "订单付款金额"),
        "settled": ("pay_price", "结算金额", "确认收货金额", "订单结算金额"),
        "refunded": ("refund_fee", "退款金额", "维权退款金额"),
        "relation": ("relation_id", "渠道关系id", "渠道id"),
        "adzone": ("adzone_id", "广告位id", "推广位id"),
        "buyer": ("buyer", "买家昵称", "买家会员名", "买家账号", "special_id", "会员运营id"),
    },
    required=(
        ("line_id", "order_id"),
        ("sku",),
        ("quantity",),
        ("ordered_at",),
        ("status", "settled_at", "received_at"),
        ("paid",),
    ),
    states={
        "3": OrderState.SETTLED,
        "12": OrderState.PAID,
        "13": OrderState.INVALID,
        "14": OrderState.RECEIVED,
    },
    words=(
        ("订单失效", OrderState.INVALID),
        ("已失效", OrderState.INVALID),
        ("失效", OrderState.INVALID),
        ("订单关闭", OrderState.INVALID),
        ("待付款", OrderState.UNPAID),
        ("未付款", OrderState.UNPAID),
        ("已付定金", OrderState.UNPAID),
        ("定金", OrderState.UNPAID),
        ("订单付款", OrderState.PAID),
        ("已付款", OrderState.PAID),
        ("订单成功", OrderState.RECEIVED),
        ("订单收货", OrderState.RECEIVED),
        ("已收货", OrderState.RECEIVED),
        ("订单结算", OrderState.SETTLED),
        ("已结算", OrderState.SETTLED),
        ("已退款", OrderState.REFUNDED),
        ("全部退款", OrderState.REFUNDED),
    ),
    slots={"relation": SlotKind.RELATION, "adzone": SlotKind.ADZONE},
).dialect()
