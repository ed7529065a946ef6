"""Rows may come in any order and in any files: the end is the same."""

import itertools
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commerce import impact
from commerce.importing.rows import merge
from commerce.models import LedgerEntry, OrderImport, OrderLine
from tests.commerce.factories import csv_file, order_row
from tests.commerce.lines import CANCELLED, DONE, ONE_BACK, PAID, UNPAID, at, net, take
from tests.factories import OfferFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_all_orders_of_four_events_end_in_one_state(shop, order):
    events = [at(1, **PAID), at(2, **DONE), at(3, **ONE_BACK), at(4, **CANCELLED)]
    for index in order:
        take(events[index])
    assert net() == (0, 0, 0)
    assert OrderLine.objects.get().state == "invalid"


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_all_orders_of_four_events_that_end_in_a_partial_return(shop, order):
    events = [at(1, **UNPAID), at(2, **PAID), at(3, **DONE), at(4, **ONE_BACK)]
    for index in order:
        take(events[index])
    assert net() == (2, 10_000, 5601)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_rows_of_one_moment_that_differ_are_flagged_and_the_graver_holds(shop, order):
    events = [at(1, **PAID), at(1, **DONE), at(1, **CANCELLED)]
    reports = [take(events[index]) for index in order]
    line = OrderLine.objects.get()
    assert (line.state, line.in_conflict) == ("invalid", True)
    assert any(report.conflicts == ["8"] for report in reports)
    assert net() == (0, 0, 0)
    take(at(2, **DONE))
    line.refresh_from_db()
    assert (line.state, line.in_conflict) == ("received", False)


def test_an_older_row_is_superseded(shop):
    take(at(5, **CANCELLED))
    report = take(at(4, **PAID))
    assert (report.superseded, report.changed, report.changes_nothing) == (1, 0, True)
    assert net() == (0, 0, 0)


def test_where_the_buyer_came_from_is_kept_when_a_later_export_does_not_tell(shop):
    told = at(1, **PAID | {"subUnionId": shop.link.code})
    untold = {name: value for name, value in at(2, **DONE).items() if name not in ("subUnionId", "buyer")}
    for order in ([told, untold], [untold, told]):
        LedgerEntry.objects.all().delete()
        OrderLine.objects.all().delete()
        OrderImport.objects.all().delete()
        for row in order:
            take(row)
        assert [row.key for row in impact.by_story() if row.figures.grams] == [shop.story.pk]
        assert OrderLine.objects.get().buyer


FIELDS = st.fixed_dictionaries(
    {
        "validCode": st.sampled_from(["15", "16", "17", "3", "2"]),
        "skuNum": st.integers(1, 4).map(str),
        "estimateCosPrice": st.integers(0, 20_000).map(lambda fen: f"{fen / 100:.2f}"),
        "actualCosPrice": st.integers(0, 20_000).map(lambda fen: f"{fen / 100:.2f}"),
        "returned": st.integers(0, 4),
        "minute": st.integers(0, 3),
        "line": st.integers(1, 4),
    }
)


def row_of(fields: dict) -> dict:
    number = fields["line"]
    return order_row(
        id=str(number),
        orderId=str(number // 2 + 100),
        buyer=f"jd_{number // 3}",
        skuId="777000000005" if number % 2 else "556",
        modifyTime=f"2026-11-08 10:0{fields['minute']}:00",
        skuReturnNum=str(min(fields["returned"], int(fields["skuNum"]))),
        **{name: fields[name] for name in ("validCode", "skuNum", "estimateCosPrice", "actualCosPrice")},
    )


def ground_truth(rows: list[dict]) -> tuple[int, int, int]:
    """The net counted by hand: the newest row of each line, graver ones first among equals."""
    grams = {"777000000005": 5000, "556": 800}
    order = {"15": 0, "16": 1, "17": 2, "refunded": 3, "2": 4, "3": 4}

    def rank(row):
        kept = int(row["skuNum"]) - int(row["skuReturnNum"])
        code = "refunded" if row["validCode"] in ("16", "17") and not kept else row["validCode"]
        settled = round(float(row["actualCosPrice"]) * 100) if row["validCode"] == "17" else -1
        return (
            row["modifyTime"],
            order[code],
            int(row["skuReturnNum"]),
            int(row["skuNum"]),
            round(float(row["estimateCosPrice"]) * 100),
            settled,
        )

    units = weight = money = 0
    for line in {row["id"] for row in rows}:
        row = max((row for row in rows if row["id"] == line), key=rank)
        quantity, kept = int(row["skuNum"]), int(row["skuNum"]) - int(row["skuReturnNum"])
        if row["validCode"] not in ("16", "17") or not kept:
            continue
        paid = round(float(row["estimateCosPrice"]) * 100)
        units += kept
        weight += kept * grams[row["skuId"]]
        if row["validCode"] == "17":
            money += round(float(row["actualCosPrice"]) * 100)
        else:
            money += int(paid * kept / quantity + 0.5)
    return units, weight, money


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(FIELDS, min_size=1, max_size=12), seed=st.integers(0, 10**6), cuts=st.integers(1, 5))
def test_split_shuffled_overlapping_and_repeated_files_give_the_same_totals(shop, rows, seed, cuts):
    for model in (LedgerEntry, OrderLine, OrderImport):
        model.objects.all().delete()
    if not shop.product.offers.filter(sku="556").exists():
        OfferFactory(product=shop.product, sku="556", net_grams=800)
    source = random.Random(seed)
    made = [row_of(fields) for fields in rows]
    shuffled = source.sample(made, len(made))
    files = [shuffled[number::cuts] for number in range(cuts)]
    files += [source.sample(made, source.randint(1, len(made))) for _ in range(2)]
    for number, part in enumerate(files):
        if part:
            take(*part, name=f"{number}.csv")
    assert net() == ground_truth(made)
    assert sum(row.figures.fen for row in impact.by_product()) == net()[2]


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(fields=st.lists(FIELDS, min_size=3, max_size=3))
def test_merging_rows_is_commutative_and_associative(fields):
    from commerce.importing.parsing import parse

    data = csv_file([row_of({**item, "line": 1}) for item in fields])
    one, two, three = parse(data, "a.csv", "jd").rows
    assert merge(one, two) == merge(two, one)
    assert merge(merge(one, two), three) == merge(one, merge(two, three))
