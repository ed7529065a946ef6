"""What tells the shops' order files apart, and finding the columns of one. All of it is data.

A shop's own module (`jd`) holds the names its columns have and reads a row; here stands how a header
is found among the first rows and how a file of another shop is recognised.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from products.errors import Refused
from products.models import Platform

# Exports put a title and the time of the query above the header.
HEADER_WITHIN = 10

# Column names that only this shop's files have (normalised as by `normal`).
TELLTALES: dict[str, frozenset[str]] = {
    Platform.JD: frozenset(
        [
            "orderid",
            "skuid",
            "skuname",
            "skunum",
            "skureturnnum",
            "validcode",
            "subunionid",
            "estimatecosprice",
            "actualcosprice",
            "orderemt",
            "unionid",
            "poptype",
            "popid",
            "有效码",
            "预估计佣金额",
            "实际计佣金额",
            "子渠道",
            "子渠道id",
            "子联盟id",
        ]
    ),
    Platform.TAOBAO: frozenset(
        [
            "trade_id",
            "trade_parent_id",
            "item_id",
            "item_num",
            "tk_status",
            "alipay_total_price",
            "pay_price",
            "adzone_id",
            "relation_id",
            "tk_create_time",
            "tk_paid_time",
            "pub_share_pre_fee",
            "seller_shop_title",
            "淘宝父订单编号",
            "淘宝子订单编号",
            "淘客结算时间",
            "来源或淘客昵称",
            "实际成交价格",
            "成交商品数",
            "广告位id",
            "广告位名称",
            "媒体id",
            "卖家旺旺",
        ]
    ),
    Platform.PINDUODUO: frozenset(
        [
            "order_sn",
            "goods_id",
            "goods_sign",
            "goods_quantity",
            "goods_price",
            "order_amount",
            "order_status",
            "order_create_time",
            "order_modify_at",
            "custom_parameters",
            "p_id",
            "mall_id",
            "mall_name",
            "多多进宝推广位",
            "推广位id",
            "拼单号",
            "成团时间",
        ]
    ),
    Platform.WECHAT: frozenset(
        [
            "product_infos",
            "sku_cnt",
            "real_price",
            "sale_price",
            "market_price",
            "order_price",
            "source_infos",
            "sharer_info",
            "sharer_openid",
            "commission_infos",
            "out_product_id",
            "product_id",
            "finish_aftersale_sku_cnt",
            "视频号昵称",
            "带货账号",
            "小店商品id",
            "微信小店订单号",
            "推客昵称",
        ]
    ),
}

_UNIT = re.compile(r"\((?:单位[:：]?)?(元|人民币|yuan|分|fen)\)$")


@dataclass(frozen=True)
class Dialect:
    """`columns`: field → the names its column may have. `required`: each item is a field, or several of
    which one must be there."""

    platform: str
    columns: dict[str, tuple[str, ...]]
    required: tuple[tuple[str, ...], ...]
    read_row: Callable


@dataclass(frozen=True)
class Header:
    """`places`: field → column index; `names`: field → the column's name as the file writes it."""

    number: int
    places: dict[str, int]
    names: dict[str, str]
    width: int


def normal(name) -> str:
    """Return a column name without case, spaces, width of characters and a trailing “(元)” or “(分)”."""
    return _UNIT.sub("", _plain(name))


def unit_of(name) -> str:
    """Return `fen` or `yuan` where the column's name says so, else an empty text."""
    found = _UNIT.search(_plain(name))
    return ("fen" if found[1] in ("分", "fen") else "yuan") if found else ""


def _plain(name) -> str:
    return unicodedata.normalize("NFKC", str(name or "")).strip(" \t\ufeff").replace(" ", "").lower()


def find_header(first_rows: list[tuple[int, list]], dialect: Dialect) -> Header:
    """Return the row of column names among the first rows. Raises Refused for another shop's or no order file."""
    best = max((_header(number, cells, dialect) for number, cells in first_rows), key=lambda item: len(item.places))
    found = {normal(cell) for _number, cells in first_rows for cell in cells}
    other = _looks_like(found, dialect.platform)
    if other:
        raise Refused(
            "orders.wrong_shop",
            _("An order file of %(expected)s was expected; this looks like one of %(found)s.")
            % {"expected": Platform(dialect.platform).label, "found": Platform(other).label},
        )
    missing = [choice for choice in dialect.required if not any(field in best.places for field in choice)]
    if missing:
        raise Refused(
            "orders.columns_missing",
            _("This does not look like an order file of %(shop)s: no column %(columns)s.")
            % {
                "shop": Platform(dialect.platform).label,
                "columns": ", ".join(_names_of(choice, dialect) for choice in missing),
            },
        )
    return best


def _header(number: int, cells: list, dialect: Dialect) -> Header:
    meanings = {name: field for field, names in dialect.columns.items() for name in names}
    places: dict[str, int] = {}
    names: dict[str, str] = {}
    for index, cell in enumerate(cells):
        field = meanings.get(normal(cell))
        if field is None:
            continue
        if field in places:
            raise Refused(
                "orders.column_twice",
                _("The columns “%(first)s” and “%(second)s” say the same; leave one of them out.")
                % {"first": names[field], "second": str(cell).strip()},
            )
        places[field], names[field] = index, str(cell).strip()
    width = max((index + 1 for index, cell in enumerate(cells) if normal(cell)), default=0)
    return Header(number, places, names, width)


def _looks_like(found: set[str], expected: str) -> str:
    """Return the shop that has more of its own column names among those found than the expected one, if any."""
    hits = {platform: len(found & names) for platform, names in TELLTALES.items()}
    best = max(hits, key=lambda platform: hits[platform])
    return best if hits[best] > hits[expected] else ""


def _names_of(choice: tuple[str, ...], dialect: Dialect) -> str:
    """The column as people know it: its Chinese name and the API's."""
    return " / ".join(f"{dialect.columns[field][1]} ({dialect.columns[field][0]})" for field in choice)
