"""WeChat Store order files: products of orders by API names, and the console's export of the same.

The API gives fen and unix seconds, the console yuan and China time. A line is an order's SKU; an offer is a
product, so that its number is what is matched. Where an order came from is told by the sharer, if at all.
"""

from commerce.importing.shop_rows import ShopTable
from commerce.models import OrderState, SlotKind
from products.models import Platform

WECHAT = ShopTable(
    platform=Platform.WECHAT,
    columns={
        "order_id": ("order_id", "订单号", "订单编号", "微信小店订单号"),
        "variant": ("sku_id", "sku编码", "商品skuid", "skuid", "规格id", "sku编号"),
        "sku": ("product_id", "商品id", "商品编号", "小店商品id"),
        "name": ("title", "商品名称", "商品标题"),
        "quantity": ("sku_cnt", "商品数量", "购买数量", "数量"),
        "returned": ("finish_aftersale_sku_cnt", "退货数量", "售后完成数量", "已退数量"),
        "ordered_at": ("create_time", "下单时间", "订单下单时间", "订单创建时间", "创建时间"),
        "paid_at": ("pay_time", "支付时间", "付款时间", "订单支付时间"),
        "received_at": ("finish_time", "收货时间", "确认收货时间", "完成时间"),
        "settled_at": ("settle_time", "结算时间"),
        "modified_at": ("update_time", "更新时间", "订单更新时间"),
        "status": ("status", "订单状态", "状态"),
        "paid": ("real_price", "实付金额", "商品实付金额", "商品实付总价", "商品实际价格"),
        "settled": ("settled_amount", "结算金额"),
        "refunded": ("refund_amount", "退款金额", "售后退款金额", "商品已退款金额"),
        "sharer": ("sharer_openid", "sharer", "推客id", "分享员id", "分享员openid"),
        "buyer": ("openid", "买家昵称", "买家", "用户openid", "买家openid"),
    },
    required=(("order_id",), ("sku", "variant"), ("quantity",), ("ordered_at",), ("status",), ("paid",)),
    fen=frozenset(["real_price", "settled_amount", "refund_amount"]),
    states={
        "10": OrderState.UNPAID,
        "12": OrderState.PAID,
        "13": OrderState.PAID,
        "20": OrderState.PAID,
        "21": OrderState.PAID,
        "30": OrderState.PAID,
        "100": OrderState.RECEIVED,
        # All products of the order went back; not paid or cancelled before that.
        "200": OrderState.REFUNDED,
        "250": OrderState.INVALID,
    },
    words=(
        ("待付款", OrderState.UNPAID),
        ("未付款", OrderState.UNPAID),
        ("已付款", OrderState.PAID),
        ("待发货", OrderState.PAID),
        ("部分发货", OrderState.PAID),
        ("待收货", OrderState.PAID),
        ("已发货", OrderState.PAID),
        ("已完成", OrderState.RECEIVED),
        ("交易完成", OrderState.RECEIVED),
        ("完成", OrderState.RECEIVED),
        ("已结算", OrderState.SETTLED),
        ("已退款", OrderState.REFUNDED),
        ("全部售后", OrderState.REFUNDED),
        ("售后完成", OrderState.REFUNDED),
        ("已取消", OrderState.INVALID),
        ("订单取消", OrderState.INVALID),
        ("取消", OrderState.INVALID),
    ),
    line_key="variant",
    slots={"sharer": SlotKind.SHARER},
).dialect()
