"""Every dialect of JD's order files is read to the same rows."""

import pytest

from commerce.importing import import_orders
from commerce.importing.parsing import parse
from commerce.models import LedgerEntry, OrderLine
from tests.commerce.checks import ROW
from tests.commerce.factories import CHINESE, csv_file, xlsx_file

pytestmark = pytest.mark.django_db


def only_line(data: bytes) -> OrderLine:
    report = import_orders(data, "orders.csv", "jd")
    assert not report.rejected
    return OrderLine.objects.get()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("names", [{}, CHINESE], ids=["api", "chinese"])
def test_csv_in_each_encoding_and_language(shop, encoding, names):
    line = only_line(csv_file([ROW], names=names, encoding=encoding))
    assert (line.order_id, line.line_id, line.sku) == ("312345678901", "1790123456789012", "777000000005")
    assert (line.quantity, line.returned, line.paid_fen, line.settled_fen) == (3, 1, 8400, 5600)
    assert (line.state, line.name) == ("received", "脐橙，5 千克装")
    assert line.ordered_at.isoformat() == "2026-11-07T15:59:59+00:00"
    assert line.modified_at.isoformat() == "2026-11-12T01:00:05+00:00"
    entry = LedgerEntry.objects.get()
    assert (entry.units, entry.grams, entry.fen) == (2, 10_000, 5600)
    assert entry.day.isoformat() == "2026-11-07"


@pytest.mark.parametrize("names", [{}, CHINESE], ids=["api", "chinese"])
def test_xlsx_with_text_or_real_numbers_and_times(shop, names):
    from datetime import datetime

    typed = {
        **ROW,
        "orderId": 312345678901,
        "orderTime": datetime(2026, 11, 7, 23, 59, 59),
        "skuNum": 3,
        "skuReturnNum": 1.0,
        "estimateCosPrice": 84,
        "actualCosPrice": 56.0,
        "validCode": 17,
    }
    as_text, as_values = parse(xlsx_file([ROW], names=names), "a.xlsx", "jd"), parse(xlsx_file([typed]), "b.xlsx", "jd")
    assert not as_text.rejected + as_values.rejected
    assert as_text.rows == as_values.rows
    line = only_line(xlsx_file([typed], names=names))
    assert (line.order_id, line.quantity, line.paid_fen, line.settled_fen) == ("312345678901", 3, 8400, 5600)


def test_the_same_orders_in_csv_and_xlsx_count_once(shop):
    import_orders(csv_file([ROW]), "a.csv", "jd")
    report = import_orders(xlsx_file([ROW], names=CHINESE), "b.xlsx", "jd")
    assert (report.added, report.changed, report.unchanged) == (0, 0, 1)
    assert LedgerEntry.objects.count() == 1


def test_tab_and_semicolon_separated_with_a_title_above(shop):
    text = csv_file([ROW], encoding="utf-8").decode()
    for separator in "\t;":
        moved = "京东联盟订单明细\r\n查询时间：2026-11-20\r\n" + text.replace(",", separator)
        parsed = parse(moved.encode(), "a.txt", "jd")
        assert not parsed.rejected
        assert parsed.rows[0].number == 4
        assert parsed.rows[0].order_id == ROW["orderId"]


@pytest.mark.parametrize("padding", ["{}\t", '="{}"', "'{}", " {} ", "\t{}\t\t"])
def test_what_spreadsheets_wrap_around_ids_is_taken_off(shop, padding):
    row = {**ROW, **{name: padding.format(ROW[name]) for name in ("id", "orderId", "skuId", "subUnionId")}}
    line = only_line(csv_file([row]))
    assert (line.order_id, line.line_id, line.sku, line.sub_id) == ("312345678901", ROW["id"], "777000000005", "")


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("28", 2800),
        ("28.0", 2800),
        ("¥28.00", 2800),
        ("￥ 28.00", 2800),
        ("28.00元", 2800),
        ("1,234.56", 123_456),
        ("1，234.56", 123_456),
        ("1,234,567.89 元", 123_456_789),
        ("0.005", 1),
        ("0.0049", 0),
        ("2.675", 268),
        ("1.005", 101),
        ("0.29", 29),
        ("9999999.99", 999_999_999),
    ],
)
def test_money_is_read_to_the_fen_and_rounded_half_up(shop, written, fen):
    assert only_line(csv_file([{**ROW, "estimateCosPrice": written, "actualCosPrice": ""}])).paid_fen == fen


@pytest.mark.parametrize("number", [28.1, 0.29, 2.675, 1.005, 1e-7, 1234567.89, 28])
def test_numbers_of_a_workbook_are_money_to_the_fen(number):
    from decimal import ROUND_HALF_UP, Decimal

    row = parse(xlsx_file([{**ROW, "estimateCosPrice": number}]), "a.xlsx", "jd").rows[0]
    assert row.paid_fen == int((Decimal(str(number)) * 100).quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.parametrize(
    "written",
    ["2026/11/7 23:59:59", "2026-11-07T23:59:59", "2026/11/07 23:59:59.000", str(1_794_067_199_000)],
)
def test_times_as_programs_write_them(written):
    row = parse(csv_file([{**ROW, "orderTime": written}]), "a.csv", "jd").rows[0]
    assert row.ordered_at.isoformat() == "2026-11-07T15:59:59+00:00"


@pytest.mark.parametrize(
    ("code", "month", "state"),
    [
        ("15", "", "unpaid"),
        ("24", "", "unpaid"),
        ("16", "", "paid"),
        ("17", "0", "received"),
        ("17", "20261220", "settled"),
        ("18", "", "settled"),
        *((str(code), "", "invalid") for code in (-1, 2, 3, 5, 13, 14, 19, 25, 26, 27, 28, 29)),
        ("待付款", "", "unpaid"),
        ("已付款", "", "paid"),
        ("已完成", "", "received"),
        ("无效-拆单", "", "invalid"),
        ("已取消", "", "invalid"),
    ],
)
def test_status_codes_and_words(code, month, state):
    row = {**ROW, "skuReturnNum": "0", "validCode": code, "payMonth": month}
    assert parse(csv_file([row]), "a.csv", "jd").rows[0].state == state
    if not code.lstrip("-").isdecimal():
        assert parse(csv_file([row], names={"validCode": "订单状态"}), "a.csv", "jd").rows[0].state == state


def test_without_a_column_of_line_ids_orders_still_count_once(shop):
    """The console's export has no line ids, the API's table has: the same order comes by both."""
    bare = {name: value for name, value in ROW.items() if name != "id"}
    later = {**bare, "modifyTime": "2026-11-13 10:00:00"}
    for data in (csv_file([bare]), csv_file([ROW]), csv_file([later])):
        import_orders(data, "a.csv", "jd")
    assert OrderLine.objects.count() == 1
    assert LedgerEntry.objects.count() == 1
