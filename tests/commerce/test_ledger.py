"""What an order line counts for, and that the ledger adds up to it whatever the way there."""

import pytest

from commerce import impact, ledger, unfinished
from commerce.importing import import_orders, taking_in
from commerce.models import LedgerEntry, OrderImport, OrderLine
from tests.commerce.factories import csv_file, open_shop, order_row
from tests.commerce.lines import ALL_BACK, CANCELLED, DONE, ONE_BACK, PAID, UNPAID, at, entries, net, take
from tests.factories import OfferFactory

pytestmark = pytest.mark.django_db


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


def test_an_import_that_is_stopped_half_way_goes_on_from_there(shop, monkeypatch):
    posted, calls = ledger.post, []

    def fail_the_second_time(*args, **kwargs):
        calls.append(1)
        if len(calls) == 4:
            raise RuntimeError("power cut")
        return posted(*args, **kwargs)

    monkeypatch.setattr("commerce.importing.comparing.BATCH", 2)
    monkeypatch.setattr(ledger, "post", fail_the_second_time)
    rows = [order_row() for _ in range(5)]
    with pytest.raises(RuntimeError):
        take(*rows)
    record = OrderImport.objects.get()
    assert (record.state, record.done, OrderLine.objects.count()) == ("running", 2, 2)
    unfinished.finish()
    record.refresh_from_db()
    assert (record.state, record.done, record.added, record.fen) == ("done", 5, 5, 5 * 2800)
    assert net() == (5, 25_000, 14_000)


# Matching


@pytest.mark.parametrize("left", [0, 2])
def test_the_report_is_of_all_also_where_another_took_pieces_of_the_same_file(shop, monkeypatch, left):
    rows = [order_row(id=str(n), orderId=str(n), **({} if n % 2 else {"skuId": "555"})) for n in range(6)]
    data, begin, piece = csv_file(rows), taking_in.begin, taking_in._piece

    def begin_and_be_overtaken(parsed, *, by=None):
        begun = begin(parsed, by=by)
        record = OrderImport.objects.get()
        while record.done < len(rows) - left:
            record = piece(record.pk, parsed.rows, taking_in.new_report(parsed))
        return begun

    monkeypatch.setattr("commerce.importing.comparing.BATCH", 2)
    monkeypatch.setattr(taking_in, "begin", begin_and_be_overtaken)
    report = import_orders(data, "first.csv", "jd")
    assert (report.added, report.grams, report.duplicate_of) == (6, 15_000, None)
    assert [(item.sku, item.lines) for item in report.unmatched] == [("555", 3)]
    assert OrderImport.objects.get().added == 6


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
