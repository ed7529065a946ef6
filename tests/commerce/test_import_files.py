"""Order files as they come: every dialect of JD's is read, every bad one is refused and changes nothing."""

import random
import zipfile
from io import BytesIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commerce.importing import import_orders
from commerce.importing.parsing import parse
from commerce.models import LedgerEntry, OrderImport, OrderLine
from products.errors import Refused
from tests.commerce.factories import CHINESE, book_bytes, csv_file, order_row, xlsx_file

pytestmark = pytest.mark.django_db


def refused(data: bytes, code: str, platform: str = "jd") -> str:
    """The file is refused with this code, and nothing was written. Returns what people are told."""
    with pytest.raises(Refused) as refusal:
        import_orders(data, "orders.csv", platform)
    assert refusal.value.code == code
    assert_nothing_written()
    return str(refusal.value)


def rejected(data: bytes) -> dict[int, str]:
    """Rows are rejected, and nothing was written. Returns the reasons by row number."""
    report = import_orders(data, "orders.csv", "jd")
    assert report.refused
    assert report.changes_nothing
    assert_nothing_written()
    return {item.row: item.reason for item in report.rejected}


def assert_nothing_written() -> None:
    assert not OrderImport.objects.exists()
    assert not OrderLine.objects.exists()
    assert not LedgerEntry.objects.exists()


def only_line(data: bytes) -> OrderLine:
    report = import_orders(data, "orders.csv", "jd")
    assert not report.rejected
    return OrderLine.objects.get()


# Dialects


ROW = {
    "id": "1790123456789012",
    "orderId": "312345678901",
    "parentId": "0",
    "orderTime": "2026-11-07 23:59:59",
    "finishTime": "2026-11-12 09:00:00",
    "modifyTime": "2026-11-12 09:00:05",
    "skuId": "777000000005",
    "skuName": "脐橙，5 千克装",
    "skuNum": "3",
    "skuReturnNum": "1",
    "estimateCosPrice": "84.00",
    "actualCosPrice": "56.00",
    "validCode": "17",
    "subUnionId": "",
    "buyer": "jd_000001",
}


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


# Refused as a whole


def test_an_empty_file(db):
    refused(b"", "orders.file_empty")
    refused(b"\n\n  \r\n", "orders.file_empty")


def test_a_header_and_no_orders(db):
    refused(csv_file([ROW]).split(b"\r\n")[0] + b"\r\n", "orders.no_rows")


def test_a_file_that_is_too_large_is_not_even_looked_at(monkeypatch):
    monkeypatch.setattr("commerce.importing.sheets.MAX_BYTES", 1000)
    refused(b"x" * 1001, "orders.file_too_large")


def test_too_many_rows(monkeypatch):
    monkeypatch.setattr("commerce.importing.sheets.MAX_ROWS", 5)
    refused(csv_file([order_row() for _ in range(6)]), "orders.too_many_rows")
    assert len(parse(csv_file([order_row() for _ in range(5)]), "a.csv", "jd").rows) == 5


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("XFD1048576", "orders.too_many_rows"),
        ("A1048576", "orders.too_many_rows"),
        ("XFD2", "orders.too_many_columns"),
        ("XFD3", "orders.too_many_columns"),
    ],
)
def test_a_workbook_with_a_far_cell(cell, code):
    book = openpyxl.Workbook()
    book.active.append(list(ROW))
    book.active.append(list(ROW.values()))
    book.active[cell] = "far"
    refused(book_bytes(book), code)


def test_a_workbook_that_unpacks_to_gigabytes(monkeypatch):
    monkeypatch.setattr("commerce.importing.sheets.MAX_UNPACKED_BYTES", 1_000_000)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<row/>" * 1_000_000)
    assert len(out.getvalue()) < 20_000
    refused(out.getvalue(), "orders.file_too_large")


def test_a_workbook_with_entities():
    rebuilt = BytesIO()
    with zipfile.ZipFile(BytesIO(xlsx_file([ROW]))) as archive, zipfile.ZipFile(rebuilt, "w") as out:
        for part in archive.infolist():
            body = archive.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                body = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + body
            out.writestr(part, body)
    refused(rebuilt.getvalue(), "orders.file_damaged")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "orders.file_binary"),
        (b"%PDF-1.7\n1 0 obj", "orders.file_binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "orders.file_old_excel"),
        (b"PK\x03\x04 and nothing more", "orders.file_damaged"),
        ("订单号,商品ID".encode("utf-16"), "orders.file_encoding"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "orders.file_binary"),
        (b'{"orders": []}', "orders.file_binary"),
        (b"orderId,skuId\n1\x00,2\n", "orders.file_binary"),
        (b"name,city\nA,B\n", "orders.columns_missing"),
        (
            "订单号,\udcff".encode("utf-8", "surrogateescape") + "商品".encode("gb18030") + b"\xff\xff,",
            "orders.file_encoding",
        ),
        (b'orderId,"skuId\n1,2\n', "orders.csv_damaged"),
    ],
)
def test_what_is_no_order_file(data, code):
    assert refused(data, code)


FOREIGN = {
    "taobao": "淘宝父订单编号,淘宝子订单编号,商品id,商品名称,成交商品数,实际成交价格,创建时间,淘客结算时间",
    "pdd": "order_sn,goods_id,goods_name,goods_quantity,goods_price,order_amount,order_status,order_create_time",
    "wechat": "order_id,product_id,sku_id,sku_cnt,sale_price,real_price,status,create_time",
}


@pytest.mark.parametrize(("platform", "header"), FOREIGN.items())
def test_a_file_of_another_shop_is_named(platform, header):
    from products.models import Platform

    message = refused((header + "\n1,2,3,4,5,6,7,8\n").encode(), "orders.wrong_shop")
    assert str(Platform(platform).label) in message
    assert str(Platform.JD.label) in message


def test_jd_columns_do_not_hide_that_it_is_another_shops():
    header = "订单号,商品ID,商品名称,商品数量,下单时间,订单状态,实付金额,推广位ID,多多进宝推广位,拼单号,成团时间"
    refused((header + "\n" + ",".join("1" * 11) + "\n").encode(), "orders.wrong_shop")


@pytest.mark.parametrize("platform", ["taobao", "pdd", "wechat"])
def test_shops_whose_files_are_not_read_yet(platform):
    refused(csv_file([ROW]), "orders.shop_not_read", platform)


def test_an_unknown_shop():
    refused(csv_file([ROW]), "orders.unknown_shop", "amazon")


def test_missing_columns_are_named_in_both_spellings():
    row = {name: value for name, value in ROW.items() if name not in ("skuNum", "validCode")}
    message = refused(csv_file([row]), "orders.columns_missing")
    assert "商品数量" in message
    assert "skunum" in message
    assert "有效码" in message


def test_two_columns_that_say_the_same():
    message = refused(csv_file([{**ROW, "商品编号": "1"}]), "orders.column_twice")
    assert "skuId" in message
    assert "商品编号" in message


# Single rows


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("estimateCosPrice", "=1+1"),
        ("orderId", '=HYPERLINK("http://evil.example")'),
        ("skuNum", "=SUM(A1:A9)"),
        ("estimateCosPrice", "-28.00"),
        ("estimateCosPrice", "about 28"),
        ("estimateCosPrice", "1.2.3"),
        ("estimateCosPrice", "12,34.00"),
        ("estimateCosPrice", "NaN"),
        ("estimateCosPrice", "Infinity"),
        ("estimateCosPrice", "1e9"),
        ("estimateCosPrice", "99999999999"),
        ("skuNum", "0"),
        ("skuNum", "-1"),
        ("skuNum", "1.5"),
        ("skuNum", "1000001"),
        ("skuReturnNum", "4"),
        ("orderTime", "yesterday"),
        ("orderTime", "2026-13-07 10:00:00"),
        ("orderTime", "2026-11-07"),
        ("orderTime", "1026-11-07 10:00:00"),
        ("orderTime", ""),
        ("orderId", ""),
        ("orderId", "3.12346E+11"),
        ("orderId", "12;DROP TABLE"),
        ("skuId", "x" * 65),
        ("validCode", "99"),
        ("validCode", "1²"),
        ("validCode", ""),
        ("validCode", "发货中"),
        ("id", ""),
    ],
)
def test_a_wrong_cell_rejects_its_row_and_the_whole_file(shop, field, value):
    rows = [order_row(), {**ROW, field: value}, order_row()]
    rows = [{name: row[name] for name in ROW} for row in rows]
    reasons = rejected(csv_file(rows, names=CHINESE))
    assert list(reasons) == [3]
    assert CHINESE[field].removesuffix("(元)") in reasons[3]


def test_a_formula_in_a_workbook_rejects_its_row(shop):
    assert list(rejected(xlsx_file([ROW, {**order_row(), "estimateCosPrice": "=14*2"}]))) == [3]


def test_an_id_rounded_by_a_spreadsheet(shop):
    assert list(rejected(xlsx_file([{**ROW, "orderId": 312345678901234500000}]))) == [2]
    assert list(rejected(xlsx_file([{**ROW, "orderId": 3.123456789012345e19}]))) == [2]


def test_all_that_is_wrong_with_a_row_is_said_at_once(shop):
    reason = rejected(csv_file([{**ROW, "skuNum": "x", "orderTime": "y", "estimateCosPrice": "z"}]))[2]
    assert reason.count(";") == 2


def test_ragged_rows(shop):
    lines = csv_file([ROW, order_row(), order_row()]).split(b"\r\n")
    lines[1] = lines[1].rsplit(b",", 3)[0]
    lines[2] += b",more"
    assert list(rejected(b"\r\n".join(lines))) == [2, 3]


def test_trailing_empty_cells_and_blank_rows_are_harmless(shop):
    lines = csv_file([ROW, order_row()]).split(b"\r\n")
    lines[1] += b",,,"
    lines.insert(2, b"")
    lines.insert(3, b"," * 10)
    report = import_orders(b"\r\n".join(lines), "a.csv", "jd")
    assert (report.rows, report.added) == (2, 2)


# Truncation


def test_a_file_cut_at_any_byte_is_refused_or_says_nothing_wrong(shop):
    """What is accepted of a cut file is whole rows of it, never part of a value."""
    rows = [{**order_row(), "skuName": "脐橙"} for _ in range(2)]
    columns = list(rows[0])
    for order in (columns, columns[::-1], ["buyer", *columns[:-1]]):
        ordered = [{name: row[name] for name in order} for row in rows]
        for encoding in ("utf-8", "gb18030"):
            whole = csv_file(ordered, names=CHINESE, encoding=encoding)
            expected = parse(whole, "a.csv", "jd").rows
            for cut in range(len(whole)):
                try:
                    parsed = parse(whole[:cut], "a.csv", "jd")
                except Refused:
                    continue
                if not parsed.rejected:
                    assert parsed.rows == expected[: len(parsed.rows)]


def test_a_workbook_cut_at_random_bytes_is_refused(shop):
    whole = xlsx_file([order_row() for _ in range(50)])
    source = random.Random(1)
    for _ in range(40):
        with pytest.raises(Refused):
            parse(whole[: source.randrange(1, len(whole) - 1)], "a.xlsx", "jd")


def test_no_line_end_after_a_whole_last_row(shop):
    """Programs that join lines leave none; that is fine where the last value cannot have been cut."""
    last_is_a_time = {name: ROW[name] for name in [*(name for name in ROW if name != "modifyTime"), "modifyTime"]}
    assert not parse(csv_file([last_is_a_time]).rstrip(b"\r\n"), "a.csv", "jd").rejected
    cut = parse(csv_file([ROW]).rstrip(b"\r\n"), "a.csv", "jd")
    assert [item.row for item in cut.rejected] == [2]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    for prefix in (b"", b"PK\x03\x04", csv_file([ROW])):
        try:
            parse(prefix + data, "a.csv", "jd")
        except Refused:
            continue


# The command


def write(tmp_path, data: bytes, name: str = "orders.csv"):
    path = tmp_path / name
    path.write_bytes(data)
    return str(path)


def test_the_command_imports_and_says_so(shop, tmp_path, capsys):
    path = write(tmp_path, csv_file([ROW]))
    call_command("import_orders", path, platform="jd", dry_run=True)
    assert_nothing_written()
    call_command("import_orders", path, platform="jd")
    assert LedgerEntry.objects.count() == 1
    before = capsys.readouterr().out
    assert "10.000" in before
    assert "56.00" in before
    call_command("import_orders", path, platform="jd")
    assert LedgerEntry.objects.count() == 1
    assert capsys.readouterr().out != before


def test_the_command_lists_rejected_rows_and_fails(shop, tmp_path, capsys):
    path = write(tmp_path, csv_file([ROW, {**order_row(), "skuNum": "many"}]))
    with pytest.raises(CommandError):
        call_command("import_orders", path, platform="jd")
    assert "3" in capsys.readouterr().err
    assert_nothing_written()


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_the_command_with_a_file_it_cannot_read(tmp_path, name):
    with pytest.raises(CommandError):
        call_command("import_orders", str(tmp_path / name), platform="jd")
