"""One row that cannot be read, or may have been cut, keeps the whole file out."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commerce.importing import import_orders
from commerce.importing.parsing import parse
from products.errors import Refused
from tests.commerce.checks import ROW, rejected
from tests.commerce.factories import CHINESE, csv_file, order_row, xlsx_file

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("estimateCosPrice", "=1+1"),
        ("orderId", '=HYPERLINK("http://evil.example")'),
        ("skuNum", "=SUM(A1:A9)"),
        ("subUnionId", "=A1"),
        ("buyer", "=cmd|' /C calc'!A0"),
        ("estimateCosPrice", "-28.00"),
        ("estimateCosPrice", "about 28"),
        ("estimateCosPrice", "1.2.3"),
        ("estimateCosPrice", "12,34.00"),
        ("estimateCosPrice", "NaN"),
        ("estimateCosPrice", "Infinity"),
        ("estimateCosPrice", "1e9"),
        ("estimateCosPrice", "99999999999"),
        ("estimateCosPrice", "9" * 40),
        ("estimateCosPrice", "9" * 5000 + ".99"),
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


@pytest.mark.parametrize("value", [1e300, float(10**40)])
def test_an_endless_amount_in_a_workbook_rejects_its_row(shop, value):
    assert list(rejected(xlsx_file([ROW, {**order_row(), "estimateCosPrice": value}]))) == [3]


def test_an_id_rounded_by_a_spreadsheet(shop):
    assert list(rejected(xlsx_file([{**ROW, "orderId": 312345678901234500000}]))) == [2]
    assert list(rejected(xlsx_file([{**ROW, "orderId": 3.123456789012345e19}]))) == [2]


def test_all_that_is_wrong_with_a_row_is_said_at_once(shop):
    reason = rejected(csv_file([{**ROW, "skuNum": "x", "orderTime": "y", "estimateCosPrice": "z"}]))[2]
    assert reason.count(";") == 2


def test_ragged_rows(shop):
    lines = csv_file([ROW, order_row(), order_row()]).split(b"\r\n")
    lines[1] = lines[1].rsplit(b",", 2)[0]  # sub-id and buyer may be empty, but not gone
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
