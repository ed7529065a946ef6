"""Several at the same time: on a database where that is real. One writer at a time is SQLite's own rule."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from commerce import impact
from commerce.importing import import_orders
from commerce.links import links_for
from commerce.models import Click, LedgerEntry, OrderImport, OrderLine, PurchaseLink, VisitorSalt
from tests.commerce.factories import csv_file, order_row

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="threads share one connection to a SQLite database in memory"
    ),
]
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) MicroMessenger/8.0.54"


def at_once(work, arguments) -> list:
    def closing(argument):
        try:
            return work(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(closing, arguments))


def test_the_same_links(shop):
    places = [(f"card-{n}", shop.offer.pk) for n in range(10)]
    results = at_once(lambda _n: links_for(shop.story.pk, "qzone", "qz", places), range(8))
    assert all(result == results[0] for result in results)
    assert PurchaseLink.objects.filter(channel="qzone").count() == 10


def test_the_same_file(shop):
    data = csv_file([order_row() for _ in range(200)])
    reports = at_once(lambda n: import_orders(data, f"{n}.csv", "jd"), range(8))
    assert sum(report.added for report in reports) == 200
    assert sum(report.duplicate_of is not None for report in reports) == 7
    assert (OrderImport.objects.count(), LedgerEntry.objects.count()) == (1, 200)


def test_overlapping_files(shop):
    """Earlier and later rows about the same lines, in files that arrive together."""
    rows = [order_row(id=str(n), orderId=str(n)) for n in range(150)]
    later = [{**row, "validCode": "3", "modifyTime": "2026-11-08 10:00:00"} for row in rows[:50]]
    files = [rows[:100], rows[50:], rows[::2], later, rows[::-1], later + rows[100:], rows[:60], rows[40:90]]
    at_once(lambda part: import_orders(csv_file(part), "a.csv", "jd"), files)
    assert OrderLine.objects.count() == 150
    assert impact.totals().grams == 100 * 5000


def test_first_clicks_of_the_day(shop):
    from django.test import Client

    def visit(number):
        return Client().get(f"/go/{shop.link.code}", headers={"user-agent": f"{PHONE} {number}"}).status_code

    assert set(at_once(visit, range(16))) == {302}
    assert VisitorSalt.objects.count() == 1
    assert Click.objects.filter(flag="").count() == 16


def test_a_hundred_copies_of_one_message(shop):
    from django.test import Client

    from commerce import unfinished
    from tests.commerce.senders import Sender, order

    sender = Sender(Client())

    def send(number):
        answer = sender.send(order())
        if number % 10 == 0:
            unfinished.finish()
        return answer.status_code, answer.json()["new"]

    answers = at_once(send, range(100))
    assert {status for status, _new in answers} == {202}
    assert sum(new for _status, new in answers) == 1
    unfinished.finish()
    assert (OrderLine.objects.count(), LedgerEntry.objects.count()) == (1, 1)


def test_two_people_undo_the_same_import(shop):
    from commerce.importing import undoing
    from products.errors import Refused

    import_orders(csv_file([order_row() for _ in range(20)]), "a.csv", "jd")
    record = OrderImport.objects.get()

    def undo(_number):
        try:
            undoing.undo(record)
        except Refused:
            return False
        return True

    assert sum(at_once(undo, range(6))) == 1
    assert impact.totals().fen == 0
    assert LedgerEntry.objects.count() == 40
