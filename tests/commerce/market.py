"""An invented market: orders that happen at four shops, told in each shop's own tables.

It knows nothing of the importer. What is sold, sent back and paid is decided first; the tables are written from
that, and the truth is what was decided, never what a table says.
"""

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

# Per shop: SKU → net grams of a unit.
GOODS = {
    "jd": {"777000000005": 5000, "777000000006": 2500},
    "taobao": {"660000000001": 5000, "660000000002": 800},
    "pdd": {"550000000001": 5000, "550000000002": 1000},
    "wechat": {"440000000001": 5000, "440000000002": 450},
}
EVENTS = ("paid", "partial", "cancelled", "settled")
START = datetime(2026, 11, 7, 8)


@dataclass(frozen=True)
class Told:
    """What a shop says of an order at one moment. Amounts in fen, times as clocks in China show them."""

    platform: str
    order: str
    line: str
    sku: str
    units: int
    paid: int
    back: int
    refund: int
    event: str
    ordered: datetime
    changed: datetime
    buyer: str
    code: str = ""

    @property
    def kept(self) -> tuple[int, int, int]:
        """Units, grams and fen that count after this."""
        if self.event in ("cancelled", "unpaid"):
            return 0, 0, 0
        units = self.units - self.back
        return units, units * GOODS[self.platform][self.sku], self.paid - self.refund


def life(platform: str, number: int, events: list[str], chance: random.Random, code: str = "") -> list[Told]:
    """What is told of one order while it goes through `events`, an hour apart."""
    units = chance.randint(2, 6)
    paid = units * chance.randint(101, 9_999)
    ordered = START + timedelta(minutes=number)
    now = Told(
        platform=platform,
        order=str(31_000_000_000 + number),
        line=str(1_790_000_000_000 + number),
        sku=chance.choice(list(GOODS[platform])),
        units=units,
        paid=paid,
        back=0,
        refund=0,
        event="paid",
        ordered=ordered,
        changed=ordered,
        buyer=f"buyer {number // 3}",
        code=code,
    )
    told = []
    for hour, event in enumerate(events, start=1):
        now = replace(now, event=event, changed=ordered + timedelta(hours=hour))
        if event == "partial":
            now = replace(now, back=1, refund=paid // units + chance.randint(0, 100))
        told.append(now)
    return told


def truth(told: list[Told]) -> tuple[int, int, int]:
    """Units, grams and fen after the last word about each line."""
    last: dict[tuple, Told] = {}
    for one in told:
        key = (one.platform, one.line)
        if key not in last or one.changed > last[key].changed:
            last[key] = one
    return tuple(map(sum, zip(*(one.kept for one in last.values()), strict=True)))


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def clock(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def seconds(moment: datetime) -> str:
    return str(int((moment - timedelta(hours=8) - datetime(1970, 1, 1)).total_seconds()))


def table(told: list[Told], style: str) -> list[dict[str, str]]:
    """Rows as the shop writes them; `style` is `api` or `console`."""
    return [WRITERS[one.platform, style](one) for one in told]


def _jd_api(one: Told) -> dict[str, str]:
    done = one.event in ("partial", "settled")
    return {
        "id": one.line,
        "orderId": one.order,
        "parentId": "0",
        "orderTime": clock(one.ordered),
        "finishTime": clock(one.changed) if done else "",
        "modifyTime": clock(one.changed),
        "skuId": one.sku,
        "skuName": "脐橙",
        "skuNum": str(one.units),
        "skuReturnNum": str(one.back),
        "estimateCosPrice": yuan(one.paid),
        "actualCosPrice": yuan(one.paid - one.refund) if done else "0",
        "validCode": {"unpaid": "15", "paid": "16", "partial": "17", "cancelled": "3", "settled": "17"}[one.event],
        "payMonth": "20261220" if one.event == "settled" else "0",
        "subUnionId": one.code,
        "buyer": one.buyer,
    }


_JD_NAMES = {
    "id": "订单行号",
    "orderId": "订单号",
    "parentId": "父单号",
    "orderTime": "下单时间",
    "finishTime": "完成时间",
    "modifyTime": "更新时间",
    "skuId": "商品ID",
    "skuName": "商品名称",
    "skuNum": "商品数量",
    "skuReturnNum": "退货数量",
    "estimateCosPrice": "预估计佣金额",
    "actualCosPrice": "实际计佣金额",
    "validCode": "有效码",
    "payMonth": "结算月份",
    "subUnionId": "子渠道",
    "buyer": "下单帐号",
}


def _jd_console(one: Told) -> dict[str, str]:
    row = {_JD_NAMES[name]: value for name, value in _jd_api(one).items()}
    return {**row, "订单号": one.order + "\t", "预估计佣金额": f"¥{yuan(one.paid)}"}


def _taobao(one: Told, names: list[str], states: dict[str, str]) -> dict[str, str]:
    values = [
        one.line,
        one.order,
        one.sku,
        "脐橙",
        str(one.units),
        str(one.back),
        clock(one.ordered),
        clock(one.changed),
        states[one.event],
        yuan(one.paid),
        yuan(one.paid - one.refund) if one.event == "settled" else "0.00",
        yuan(one.refund),
        "0",
        one.buyer,
    ]
    return dict(zip(names, values, strict=True))


_TAOBAO_API = [
    "trade_id",
    "trade_parent_id",
    "item_id",
    "item_title",
    "item_num",
    "refund_num",
    "tk_create_time",
    "modified_time",
    "tk_status",
    "alipay_total_price",
    "pay_price",
    "refund_fee",
    "relation_id",
    "buyer",
]
_TAOBAO_CONSOLE = [
    "淘宝子订单编号",
    "淘宝父订单编号",
    "商品ID",
    "商品名称",
    "商品数量",
    "退货数量",
    "创建时间",
    "更新时间",
    "订单状态",
    "付款金额(元)",
    "结算金额(元)",
    "退款金额(元)",
    "渠道关系ID",
    "买家昵称",
]


def _taobao_api(one: Told) -> dict[str, str]:
    return _taobao(one, _TAOBAO_API, {"unpaid": "12", "paid": "12", "partial": "14", "cancelled": "13", "settled": "3"})


def _taobao_console(one: Told) -> dict[str, str]:
    words = {"paid": "订单付款", "partial": "订单成功", "cancelled": "订单失效", "settled": "订单结算"}
    row = _taobao(one, _TAOBAO_CONSOLE, words)
    return {**row, "淘宝子订单编号": f'="{one.line}"', "商品ID": one.sku + "\t"}


def _pdd_api(one: Told) -> dict[str, str]:
    return {
        "order_sn": f"261107-{one.order}",
        "goods_id": one.sku,
        "goods_name": "脐橙",
        "goods_quantity": str(one.units),
        "return_quantity": str(one.back),
        "order_amount": str(one.paid),
        "refund_amount": str(one.refund),
        "order_status": {"unpaid": "-1", "paid": "1", "partial": "2", "cancelled": "4", "settled": "5"}[one.event],
        "order_status_desc": "…",
        "order_create_time": seconds(one.ordered),
        "order_modify_at": seconds(one.changed),
        "custom_parameters": f'{{"uid":"{one.code}"}}' if one.code else "",
        "buyer": one.buyer,
    }


def _pdd_console(one: Told) -> dict[str, str]:
    words = {"paid": "已成团", "partial": "确认收货", "cancelled": "审核失败", "settled": "已结算"}
    return {
        "订单编号": f"261107-{one.order}\t",
        "商品ID": one.sku + "\t",
        "商品名称": "脐橙",
        "商品数量": str(one.units),
        "退货数量": str(one.back),
        "订单金额(元)": f"{yuan(one.paid)}元",
        "退款金额(元)": yuan(one.refund),
        "订单状态": words[one.event],
        "下单时间": clock(one.ordered),
        "更新时间": clock(one.changed),
        "自定义参数": f'{{"uid":"{one.code}"}}' if one.code else "",
        "买家": one.buyer,
    }


def _wechat_api(one: Told) -> dict[str, str]:
    return {
        "order_id": one.order,
        "product_id": one.sku,
        "sku_id": one.sku[::-1],
        "title": "脐橙",
        "sku_cnt": str(one.units),
        "finish_aftersale_sku_cnt": str(one.back),
        "real_price": str(one.paid),
        "refund_amount": str(one.refund),
        "status": {"unpaid": "10", "paid": "20", "partial": "100", "cancelled": "250", "settled": "100"}[one.event],
        "create_time": seconds(one.ordered),
        "update_time": seconds(one.changed),
        "openid": one.buyer,
    }


def _wechat_console(one: Told) -> dict[str, str]:
    words = {"paid": "待发货", "partial": "已完成", "cancelled": "已取消", "settled": "已完成"}
    return {
        "订单号": one.order + "\t",
        "商品ID": one.sku + "\t",
        "SKU编码": f'="{one.sku[::-1]}"',
        "商品名称": "脐橙",
        "商品数量": str(one.units),
        "退货数量": str(one.back),
        "实付金额(元)": f"¥{yuan(one.paid)}",
        "退款金额(元)": yuan(one.refund),
        "订单状态": words[one.event],
        "下单时间": clock(one.ordered),
        "更新时间": clock(one.changed),
        "买家昵称": one.buyer,
    }


WRITERS = {
    ("jd", "api"): _jd_api,
    ("jd", "console"): _jd_console,
    ("taobao", "api"): _taobao_api,
    ("taobao", "console"): _taobao_console,
    ("pdd", "api"): _pdd_api,
    ("pdd", "console"): _pdd_console,
    ("wechat", "api"): _wechat_api,
    ("wechat", "console"): _wechat_console,
}
