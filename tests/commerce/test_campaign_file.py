"""The Baojing campaign's file: counted by the importer and, sharing nothing with it, by hand."""

import csv
import time
from collections import defaultdict
from datetime import date, timedelta

import pytest

from cms.demo.orders import BUYERS, NET_FEN, NET_GRAMS, Sku, write_orders
from commerce import impact
from commerce.impact import Window
from commerce.importing import import_orders
from commerce.links import links_for
from commerce.models import LedgerEntry, OrderLine
from tests.factories import OfferFactory

START = date(2026, 11, 7)
BOXES = [
    Sku("999143312501", "保靖脐橙 5 kg 箱", 2800, 5000),
    Sku("999143312502", "保靖脐橙 2.5 kg 箱", 1410, 2500),
]


def counted_by_hand(path, grams_of: dict[str, int]) -> dict:
    """Read the file without the importer: the newest row of each line, paid or finished, minus returns."""
    newest = {}
    with path.open(encoding="gb18030", newline="") as handle:
        rows = list(csv.reader(handle))
    header, rows = rows[0], rows[1:]
    place = {name: index for index, name in enumerate(header)}
    for row in rows:
        line = row[place["订单行号"]].strip()
        if line not in newest or row[place["更新时间"]] > newest[line][place["更新时间"]]:
            newest[line] = row
    grams = fen = 0
    units_of = defaultdict(int)
    days = set()
    by_code = defaultdict(int)
    for row in newest.values():
        if row[place["有效码"]] not in ("16", "17"):
            continue
        bought, back = int(row[place["商品数量"]]), int(row[place["退货数量"]])
        yuan, _, cents = row[
            place["实际计佣金额(元)" if row[place["有效码"]] == "17" else "预估计佣金额(元)"]
        ].partition(".")
        amount = int(yuan) * 100 + int(cents)
        if row[place["有效码"]] == "16" and back:
            assert amount * (bought - back) % bought == 0
            amount = amount * (bought - back) // bought
        grams += (bought - back) * grams_of[row[place["商品ID"]].strip()]
        fen += amount
        units_of[row[place["下单帐号"]]] += bought - back
        by_code[row[place["子渠道"]]] += amount
        days.add(row[place["下单时间"]][:10])
    buyers = sum(1 for units in units_of.values() if units)
    return {"rows": rows, "grams": grams, "fen": fen, "buyers": buyers, "days": days, "by_code": by_code}


@pytest.fixture
def file(tmp_path, shop):
    offers = [
        OfferFactory(product=shop.product, sku=box.sku, price_fen=box.price_fen, net_grams=box.net_grams)
        for box in BOXES
    ]
    links = [
        links_for(shop.story.pk, channel, letters, [("card-1", offers[0].pk)])["card-1", offers[0].pk].code
        for channel, letters in (("web", "we"), ("wechat-oa", "wo"), ("tencent-news", "tn"))
    ]
    path = tmp_path / "jd.csv"
    write_orders(path, skus=BOXES, codes=list(zip(links, (2, 5, 3), strict=True)), start=START)
    return path


def test_the_campaign_counts_to_the_fen_and_the_gram(file):
    by_hand = counted_by_hand(file, {box.sku: box.net_grams for box in BOXES})
    assert (by_hand["grams"], by_hand["buyers"], by_hand["fen"]) == (49_960_000, 10_212, 28_000_000)
    assert (NET_GRAMS, BUYERS, NET_FEN) == (49_960_000, 10_212, 28_000_000)
    assert by_hand["days"] == {"2026-11-07", "2026-11-08"}

    started = time.perf_counter()
    report = import_orders(file.read_bytes(), file.name, "jd")
    seconds = time.perf_counter() - started

    assert not report.rejected
    assert report.rows == len(by_hand["rows"]) > 12_000
    assert (report.grams, report.fen) == (NET_GRAMS, NET_FEN)
    figures = impact.totals(window=Window(START, START + timedelta(days=1)))
    assert (figures.grams, figures.buyers, figures.fen) == (NET_GRAMS, BUYERS, NET_FEN)
    assert figures == impact.totals()
    attributed = {row.key: row.figures.fen for row in impact.by_channel()}
    assert set(attributed) == {"", "web", "wechat-oa", "tencent-news"}
    ours = {code: fen for code, fen in by_hand["by_code"].items() if code.count("-") == 2 and code.startswith("s")}
    assert sorted(ours.values()) == sorted(fen for key, fen in attributed.items() if key)
    assert seconds < 60, "an import of a campaign must not keep people waiting"
    holds_what_must_not_count()


def holds_what_must_not_count():
    states = set(OrderLine.objects.values_list("state", flat=True))
    assert states == {"unpaid", "paid", "received", "refunded", "invalid"}
    assert OrderLine.objects.filter(returned__gt=0, state="received").exists()
    assert OrderLine.objects.exclude(parent_id="").exists()
    assert OrderLine.objects.filter(state="invalid").count() > 200
    buyers = OrderLine.objects.filter(entries__isnull=False).values_list("buyer", "order_id").distinct()
    assert len(buyers) > len({buyer for buyer, _order in buyers})


def test_the_file_in_parts_in_any_order_counts_the_same(file):
    lines = file.read_bytes().split(b"\r\n")
    header, rows = lines[0], lines[1:-1]
    parts = [rows[start::3] for start in (2, 0, 1)] + [rows[4000:7000]]
    for number, part in enumerate(parts):
        import_orders(b"\r\n".join([header, *part, b""]), f"{number}.csv", "jd")
    figures = impact.totals()
    assert (figures.grams, figures.buyers, figures.fen) == (NET_GRAMS, BUYERS, NET_FEN)
    assert LedgerEntry.objects.filter(kind="reversal").exists()


def test_the_same_seed_makes_the_same_bytes(file, tmp_path):
    again, other = tmp_path / "again.csv", tmp_path / "other.csv"
    write_orders(again, skus=BOXES, codes=[], start=START)
    write_orders(other, skus=BOXES[::-1], codes=[], start=START)
    assert again.read_bytes() == other.read_bytes()


def test_boxes_that_cannot_make_the_sum_are_refused(tmp_path):
    with pytest.raises(ValueError):
        write_orders(tmp_path / "a.csv", skus=[BOXES[0], Sku("1", "x", 1000, 1700)], codes=[], start=START)
    with pytest.raises(ValueError):
        write_orders(
            tmp_path / "a.csv", skus=[Sku("1", "x", 900, 2500), Sku("2", "y", 1800, 5000)], codes=[], start=START
        )
