"""Every shop's tables against a market that knows what was sold: to the fen and the gram, in any order."""

import itertools
import random

import pytest

from commerce.importing import import_orders
from commerce.importing.parsing import parse
from commerce.models import OrderLine
from tests.commerce import market
from tests.commerce.factories import csv_file, xlsx_file
from tests.commerce.lines import net
from tests.factories import OfferFactory

pytestmark = pytest.mark.django_db
SHOPS = list(market.GOODS)
STYLES = ("api", "console")


@pytest.fixture
def offers(shop):
    for platform, goods in market.GOODS.items():
        for sku, grams in goods.items():
            if sku != shop.offer.sku:
                OfferFactory(product=shop.product, platform=platform, sku=sku, net_grams=grams)


def written(told, style: str, form: str) -> bytes:
    rows = market.table(told, style)
    if form != "xlsx":
        return csv_file(rows, encoding=form)
    # The wrapping is for CSV; in a workbook it would be a formula, which is refused.
    return xlsx_file([{name: value.strip('="') for name, value in row.items()} for row in rows])


def lives(platform: str, count: int, chance: random.Random, code: str = "") -> list[list[market.Told]]:
    paths = (["paid"], ["paid", "settled"], ["paid", "cancelled"], ["paid", "partial", "settled"], ["paid", "partial"])
    return [market.life(platform, number, chance.choice(paths), chance, code) for number in range(count)]


@pytest.mark.parametrize("form", ["utf-8-sig", "gb18030", "xlsx"])
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("platform", SHOPS)
def test_a_file_gives_what_was_sold(offers, platform, style, form):
    told = list(itertools.chain(*lives(platform, 12, random.Random(f"{platform}{style}"))))
    report = import_orders(written(told, style, form), "orders", platform)
    assert not report.rejected, report.rejected
    assert net() == market.truth(told)
    assert (report.grams, report.fen) == net()[1:]
    assert not report.conflicts
    assert not report.unmatched


@pytest.mark.parametrize("platform", SHOPS)
def test_split_shuffled_overlapping_repeated_and_in_both_styles(offers, platform):
    chance = random.Random(platform)
    told = list(itertools.chain(*lives(platform, 20, chance)))
    shuffled = chance.sample(told, len(told))
    files = [(shuffled[number::3], STYLES[number % 2]) for number in range(3)]
    files += [(chance.sample(told, 10), "api"), (told[5:15], "console")]
    for part, style in [*chance.sample(files, len(files)), *files]:
        report = import_orders(written(part, style, "utf-8-sig"), "orders.csv", platform)
        assert not report.conflicts
    assert net() == market.truth(told)
    assert OrderLine.objects.count() == 20


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
@pytest.mark.parametrize("platform", SHOPS)
def test_all_orders_of_four_events_end_in_one_state(offers, platform, order):
    events = market.life(platform, 1, list(market.EVENTS), random.Random(1))
    for index in order:
        import_orders(written([events[index]], "api", "utf-8-sig"), "orders.csv", platform)
    assert net() == events[-1].kept
    assert OrderLine.objects.get().state == ("received" if platform == "wechat" else "settled")


@pytest.mark.parametrize("platform", ["jd", "pdd"])
def test_our_code_attributes_the_order(offers, shop, platform):
    told = list(itertools.chain(*lives(platform, 3, random.Random(2), shop.link.code)))
    import_orders(written(told, "console", "gb18030"), "orders.csv", platform)
    assert set(OrderLine.objects.values_list("link", flat=True)) == {shop.link.code}


def test_parameters_of_somebody_else_attribute_nothing(offers):
    row = market.table(market.life("pdd", 1, ["paid"], random.Random(1)), "api")[0]
    for parameters in ('{"uid":5}', "{broken", "[]", '{"sid":"x"}', "{" * 5000):
        parsed = parse(csv_file([{**row, "custom_parameters": parameters}]), "a.csv", "pdd")
        assert not parsed.rejected
        assert parsed.rows[0].sub_id in ("", "[]")


def test_columns_may_stand_in_any_order_with_others_between(offers):
    told = market.life("taobao", 1, ["paid"], random.Random(1))
    rows = [dict(reversed([*row.items(), ("备注", "x"), ("佣金", "1.00")])) for row in market.table(told, "console")]
    assert not import_orders(csv_file(rows), "a.csv", "taobao").rejected
    assert net() == market.truth(told)


@pytest.mark.parametrize("platform", SHOPS)
@pytest.mark.parametrize("style", STYLES)
def test_a_file_without_one_of_its_columns_is_refused_or_counts_the_same(offers, platform, style):
    from products.errors import Refused

    told = list(itertools.chain(*lives(platform, 5, random.Random(3))))
    rows = market.table(told, style)
    for name in rows[0]:
        data = csv_file([{key: value for key, value in row.items() if key != name} for row in rows])
        try:
            found = parse(data, "a.csv", platform).rows
        except Refused as refusal:
            found = refusal.code
        assert found == "orders.columns_missing" or len(found) == len(rows), name


@pytest.mark.parametrize(
    ("platform", "style", "column", "value"),
    [
        ("pdd", "api", "order_amount", "28.50"),
        ("pdd", "api", "order_amount", "-100"),
        ("pdd", "api", "order_amount", "9" * 400),
        ("pdd", "api", "order_amount", ""),
        ("pdd", "api", "refund_amount", "99999999"),
        ("pdd", "api", "order_status", "77"),
        ("pdd", "api", "order_create_time", "1"),
        ("wechat", "api", "real_price", "=1+1"),
        ("wechat", "api", "sku_cnt", "0"),
        ("wechat", "api", "sku_id", "4.40000E+11"),
        ("taobao", "console", "付款金额(元)", "1e9"),
        ("taobao", "console", "淘宝子订单编号", ""),
        ("taobao", "api", "refund_num", "7"),
    ],
)
def test_a_cell_that_cannot_be_right_rejects_its_row(offers, platform, style, column, value):
    row = market.table(market.life(platform, 1, ["paid"], random.Random(1)), style)[0]
    rejected = parse(csv_file([row, {**row, column: value}]), "a.csv", platform).rejected
    assert [item.row for item in rejected] == [3]
    assert column in rejected[0].reason


def test_the_merchants_sheet_tells_the_state_by_its_times(offers):
    base = {
        "确认收货时间": "",
        "淘客结算时间": "",
        "创建时间": "2026-11-07 10:00:00",
        "商品id": "660000000001",
        "商品名称": "脐橙",
        "实际成交价格": "56.00",
        "成交商品数": "2",
        "淘宝父订单编号": "1",
        "淘宝子订单编号": "2",
    }
    received = {**base, "确认收货时间": "2026-11-09 10:00:00"}
    settled = {**received, "淘客结算时间": "2026-11-10 10:00:00"}
    rows = parse(csv_file([base, received, settled]), "a.csv", "taobao").rows
    assert [row.state for row in rows] == ["paid", "received", "settled"]
    assert [row.paid_fen for row in rows] == [5600] * 3


def test_two_sizes_of_a_product_in_one_order_are_two_lines(offers):
    row = market.table(market.life("wechat", 1, ["paid"], random.Random(1)), "api")[0]
    for name in ("once", "again"):
        import_orders(csv_file([row, {**row, "sku_id": "5"}]), f"{name}.csv", "wechat")
    import_orders(csv_file([{**row, "sku_id": "5", "title": "大"}]), "third.csv", "wechat")
    assert OrderLine.objects.count() == 2


@pytest.mark.parametrize("platform", SHOPS)
def test_a_file_cut_at_any_byte_is_refused_or_was_whole(offers, platform):
    from products.errors import Refused

    told = list(itertools.chain(*lives(platform, 3, random.Random(5))))
    data = written(told, "console", "gb18030")
    whole = {row.rank() for row in parse(data, "a.csv", platform).rows}
    for end in range(len(data) - 1, 0, -7):
        try:
            parsed = parse(data[:end], "a.csv", platform)
        except Refused:
            continue
        if not parsed.rejected:
            assert {row.rank() for row in parsed.rows} <= whole, end
