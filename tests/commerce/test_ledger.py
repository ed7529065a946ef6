"""What an order line counts for, and that the ledger adds up to it whatever the way there."""

import itertools
import random

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commerce import impact, ledger
from commerce.importing import import_orders
from commerce.importing.rows import merge
from commerce.models import LedgerEntry, OrderImport, OrderLine
from tests.commerce.factories import csv_file, open_shop, order_row
from tests.factories import OfferFactory

pytestmark = pytest.mark.django_db


def take(*rows: dict, name: str = "orders.csv"):
    report = import_orders(csv_file(list(rows)), name, "jd")
    assert not report.rejected, report.rejected
    assert report.duplicate_of or report.rows == report.added + report.changed + report.unchanged + report.superseded
    return report


def net() -> tuple[int, int, int]:
    sums = LedgerEntry.objects.aggregate(
        units=Sum("units", default=0), grams=Sum("grams", default=0), fen=Sum("fen", default=0)
    )
    return sums["units"], sums["grams"], sums["fen"]


def entries() -> list[tuple]:
    return list(LedgerEntry.objects.values_list("kind", "reason", "units", "fen"))


def at(hour: int, **fields) -> dict:
    """A row about the same order line, changed at this hour."""
    return (
        order_row(
            id="9",
            orderId="8",
            buyer="jd_1",
            orderTime="2026-11-07 00:30:00",
            modifyTime=f"2026-11-08 {hour:02d}:00:00",
        )
        | {"skuNum": "3", "estimateCosPrice": "84.01"}
        | fields
    )


PAID = {"validCode": "16"}
DONE = {"validCode": "17", "actualCosPrice": "84.01"}
UNPAID = {"validCode": "15"}
CANCELLED = {"validCode": "3"}
ONE_BACK = {"validCode": "17", "skuReturnNum": "1", "actualCosPrice": "56.01"}
ALL_BACK = {"validCode": "17", "skuReturnNum": "3", "actualCosPrice": "0"}


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        (UNPAID, (0, 0, 0)),
        (PAID, (3, 15_000, 8401)),
        (DONE, (3, 15_000, 8401)),
        (CANCELLED, (0, 0, 0)),
        (ONE_BACK, (2, 10_000, 5601)),
        (ALL_BACK, (0, 0, 0)),
        # Returned before the shop gives a final amount: the paid amount by kept units, rounded half up.
        (PAID | {"skuReturnNum": "1"}, (2, 10_000, 5601)),
        (PAID | {"skuReturnNum": "2"}, (1, 5_000, 2800)),
    ],
)
def test_what_each_state_counts_for(shop, fields, counts):
    take(at(1, **fields))
    assert net() == counts


def test_a_partial_return_is_a_reversal_of_its_share(shop):
    take(at(1, **PAID))
    take(at(2, **ONE_BACK))
    assert entries() == [("sale", "paid", 3, 8401), ("reversal", "returned", -1, -2800)]


def test_a_full_return_and_a_cancellation_take_all_back(shop):
    take(at(1, **PAID))
    take(at(2, **ALL_BACK))
    assert entries()[1:] == [("reversal", "refunded", -3, -8401)]
    take(at(3, **DONE))
    take(at(4, **CANCELLED))
    assert entries()[2:] == [("sale", "paid", 3, 8401), ("reversal", "invalid", -3, -8401)]
    assert net() == (0, 0, 0)


def test_a_raised_amount_is_restated_beside_the_first(shop):
    take(at(1, **PAID))
    take(at(2, **DONE | {"actualCosPrice": "84.50"}))
    assert entries() == [("sale", "paid", 3, 8401), ("reversal", "restated", -3, -8401), ("sale", "restated", 3, 8450)]


def test_a_changed_state_that_counts_the_same_writes_nothing(shop):
    take(at(1, **PAID))
    take(at(2, **DONE))
    assert len(entries()) == 1
    assert OrderLine.objects.get().state == "received"


def test_entries_are_written_once(shop):
    take(at(1, **PAID))
    entry = LedgerEntry.objects.get()
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()


# Any order, one end


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


# Files


def test_the_same_bytes_change_nothing_and_say_so(shop):
    data = csv_file([at(1, **PAID)])
    first = import_orders(data, "a.csv", "jd")
    again = import_orders(data, "b.csv", "jd")
    assert again.duplicate_of == OrderImport.objects.get().pk
    assert first.duplicate_of is None
    assert again.changes_nothing
    assert len(entries()) == 1


def test_a_dry_run_says_exactly_what_the_import_does(shop):
    take(at(1, **PAID))
    data = csv_file([at(2, **ONE_BACK), order_row(), order_row(skuId="1")])
    before = entries()
    promised = import_orders(data, "a.csv", "jd", dry_run=True)
    assert entries() == before
    assert (OrderImport.objects.count(), OrderLine.objects.count()) == (1, 1)
    done = import_orders(data, "a.csv", "jd")
    for name in ("rows", "added", "changed", "unchanged", "superseded", "grams", "fen", "unmatched"):
        assert getattr(promised, name) == getattr(done, name)
    assert (done.added, done.changed, done.grams, done.fen) == (2, 1, 0, 0)


def test_a_repeated_row_counts_once(shop):
    row = order_row()
    report = take(row, row, row)
    assert (report.rows, report.added, report.superseded, report.conflicts) == (3, 1, 2, [])


def test_an_import_that_fails_half_way_leaves_nothing(shop, monkeypatch):
    calls = []

    def fail_the_second_time(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("power cut")
        return []

    monkeypatch.setattr("commerce.importing.taking_in.BATCH", 2)
    monkeypatch.setattr(ledger, "post", fail_the_second_time)
    with pytest.raises(RuntimeError):
        take(*(order_row() for _ in range(5)))
    assert not OrderLine.objects.exists()
    assert not OrderImport.objects.exists()


# Matching


def test_an_unknown_sku_is_kept_and_counted_once_it_is_ours(shop):
    report = take(order_row(skuId="555", skuName="板栗"), order_row())
    assert [(item.sku, item.name, item.lines) for item in report.unmatched] == [("555", "板栗", 1)]
    assert net() == (1, 5000, 2800)
    OfferFactory(product=shop.product, sku="555", net_grams=1500)
    assert ledger.match_waiting() == 1
    assert net() == (2, 6500, 5600)
    assert LedgerEntry.objects.last().reason == "matched"
    assert ledger.match_waiting() == 0


def test_a_sku_of_another_shop_is_not_ours(shop):
    OfferFactory(product=shop.product, platform="taobao", sku="556")
    take(order_row(skuId="556"))
    assert OrderLine.objects.get().offer is None


def test_waiting_lines_are_matched_by_the_next_import(shop):
    take(order_row(skuId="555"))
    OfferFactory(product=shop.product, sku="555")
    take(order_row())
    assert net()[0] == 2


def test_a_link_that_comes_later_attributes_what_waited(shop, story_list):
    from commerce.links import code_for, links_for

    code = code_for(shop.story.pk, "wo", "card-2", shop.offer.pk)
    take(order_row(subUnionId=code))
    assert [row.key for row in impact.by_channel() if row.figures.grams] == [""]
    links_for(shop.story.pk, "wechat-oa", "wo", [("card-2", shop.offer.pk)])
    assert ledger.match_waiting() == 1
    assert [row.key for row in impact.by_channel() if row.figures.grams] == ["wechat-oa"]
    assert net() == (1, 5000, 2800)


def test_what_was_sold_keeps_its_weight_when_the_offer_changes(shop):
    take(at(1, **PAID))
    shop.offer.net_grams = 4500
    shop.offer.save()
    take(at(2, **ONE_BACK))
    assert net() == (2, 10_000, 5601)


def test_an_order_is_attributed_to_the_story_that_sent_the_buyer(shop, story_list):
    """Also where the buyer then chose another of our products."""
    other = open_shop(story_list, title="另一个故事", sku="556", net_grams=800)
    take(order_row(skuId="556", subUnionId=shop.link.code), order_row(ext1="", subUnionId="kol_22117"))
    first, second = LedgerEntry.objects.order_by("line__sku")
    assert (first.product, first.story, first.channel, first.placement) == (other.product, shop.story, "web", "card-1")
    assert (second.story, second.channel, second.placement) == (None, "", "")


def test_the_second_attribution_field_is_used_where_the_first_is_empty(shop):
    take(order_row(subUnionId="", ext1=shop.link.code))
    assert LedgerEntry.objects.get().story == shop.story


# Buyers


def test_buyers_are_keyed_hashes(shop, settings):
    take(order_row(buyer="jd_somebody"))
    stored = OrderLine.objects.get().buyer
    assert len(stored) == 32
    settings.SECRET_KEY = "another"
    from commerce.buyers import buyer_hash

    assert buyer_hash("jd", "jd_somebody") != stored


@pytest.mark.parametrize("buyer", ["", "jd_***1"])
def test_where_the_buyer_is_not_told_each_order_counts_as_one(shop, buyer):
    report = take(
        order_row(orderId="1", buyer=buyer),
        order_row(orderId="1", buyer=buyer),
        order_row(orderId="2", buyer=buyer),
        order_row(orderId="3", parentId="7", buyer=buyer),
        order_row(orderId="4", parentId="7", buyer=buyer),
    )
    assert report.without_buyer == 5
    assert impact.totals().buyers == 3


# Any way of cutting the same rows into files


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
