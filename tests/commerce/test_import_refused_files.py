"""Files that are no order files are refused with a reason, and change nothing."""

import zipfile
from io import BytesIO

import openpyxl
import pytest

from commerce.importing.parsing import parse
from tests.commerce.checks import ROW, refused
from tests.commerce.factories import book_bytes, csv_file, order_row, xlsx_file

pytestmark = pytest.mark.django_db


def test_an_empty_file(db):
    refused(b"", "orders.file_empty")
    refused(b"\n\n  \r\n", "orders.file_empty")
    refused(b",,,\n,,,\n", "orders.file_empty")
    refused(book_bytes(openpyxl.Workbook()), "orders.file_empty")


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
def test_a_jd_file_is_no_other_shops(platform):
    refused(csv_file([ROW]), "orders.wrong_shop", platform)


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
