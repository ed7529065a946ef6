"""Taking an import back: the ledger gets reversals, and what else was said holds again."""

import itertools
import random

import pytest

from commerce import unfinished
from commerce.importing import import_orders, undoing
from commerce.models import LedgerEntry, OrderImport, OrderLine
from products.errors import Refused
from tests.commerce import market
from tests.commerce.factories import csv_file, order_row
from tests.commerce.lines import ALL_BACK, DONE, PAID, at, entries, net, take
from tests.commerce.senders import Sender, order
from tests.commerce.test_market import lives, offers  # noqa: F401

pytestmark = pytest.mark.django_db


def undo(number: int = -1) -> OrderImport:
    return undoing.undo(list(OrderImport.objects.order_by("pk"))[number])


def test_an_undone_import_counts_for_nothing_and_nothing_is_deleted(shop):
    take(order_row(), order_row())
    record = undo()
    assert (record.state, bool(record.undone_at)) == ("undone", True)
    assert net() == (0, 0, 0)
    assert entries() == [("sale", "paid", 1, 2800)] * 2 + [("reversal", "undone", -1, -2800)] * 2
    assert OrderLine.objects.filter(taken_back=True).count() == 2
    with pytest.raises(Refused):
        undoing.undo(record)


def test_the_file_may_come_again_after_that(shop):
    rows = [order_row(), order_row()]
    take(*rows)
    undo()
    report = take(*rows)
    assert (report.added, report.duplicate_of, report.fen) == (2, None, 5600)
    assert net() == (2, 10_000, 5600)
    undo()
    assert net() == (0, 0, 0)


def test_what_another_file_said_holds_again(shop):
    take(at(1, **PAID))
    take(at(2, **DONE))
    take(at(3, **ALL_BACK))
    assert net() == (0, 0, 0)
    undo()
    assert net() == (3, 15_000, 8401)
    assert OrderLine.objects.get().state == "received"
    undo(1)
    assert OrderLine.objects.get().state == "paid"
    undo(0)
    assert net() == (0, 0, 0)


def test_a_repeated_word_holds_while_one_of_its_files_does(shop):
    take(at(1, **PAID))
    take(at(1, **PAID), order_row())
    undo(0)
    assert net() == (4, 20_000, 8401 + 2800)
    undo(1)
    assert net() == (0, 0, 0)


def test_what_was_sent_holds(shop, client):
    Sender(client).send(order(state="received", modified_at="2026-11-09T08:31:00+08:00"))
    unfinished.finish()
    take(order_row(id="1790123456789012", orderId="312345678901", modifyTime="2026-11-10 09:00:00", validCode="3"))
    assert net() == (0, 0, 0)
    undo()
    assert net() == (2, 10_000, 5600)


def test_an_undo_that_is_stopped_goes_on(shop, monkeypatch):
    monkeypatch.setattr("commerce.importing.comparing.BATCH", 2)
    take(*(order_row() for _ in range(5)))
    record = undoing.begin(OrderImport.objects.get())
    others = undoing._Others(record, set())
    assert undoing._piece(record.pk, undoing.unpacked(record.content)[0], others)
    assert net()[0] == 3
    unfinished.finish()
    record.refresh_from_db()
    assert (record.state, net()) == ("undone", (0, 0, 0))


def test_an_import_from_before_anything_was_kept_is_not_undone(shop):
    take(order_row())
    OrderImport.objects.update(content=b"")
    with pytest.raises(Refused) as refusal:
        undo()
    assert refusal.value.code == "orders.undo_too_old"
    assert LedgerEntry.objects.count() == 1


@pytest.mark.parametrize("platform", ["jd", "wechat"])
def test_undoing_leaves_what_the_other_files_would_give_alone(offers, platform):  # noqa: F811
    chance = random.Random(platform)
    told = list(itertools.chain(*lives(platform, 10, chance)))
    parts = [chance.sample(told, 8) for _ in range(4)]
    for part in parts:
        import_orders(csv_file(market.table(part, "api")), "a.csv", platform)
    undo(2)
    assert net() == market.truth([*parts[0], *parts[1], *parts[3]])
    undo(0)
    assert net() == market.truth([*parts[1], *parts[3]])
