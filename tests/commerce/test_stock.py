"""The ledger and the stock move together; a paused product's links say why and when."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from commerce import ledger
from commerce.importing import import_orders
from commerce.models import Click, LedgerEntry
from products import stock
from products.models import Product, StockChange, Verification
from tests.commerce.factories import csv_file
from tests.commerce.lines import CANCELLED, DONE, ONE_BACK, PAID, at, take
from tests.commerce.test_redirect import PHONE
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def count(product, grams: int, when: str) -> None:
    admin = UserFactory(username="counter", is_superuser=True)
    with time_machine.travel(when, tick=False):
        stock.count(product, admin, grams)


def left(product) -> int | None:
    return Product.objects.values_list("stock_grams", flat=True).get(pk=product.pk)


@pytest.fixture
def counted(shop):
    """100 kg counted before the orders of these tests were made."""
    count(shop.product, 100_000, "2026-11-01T00:00:00Z")
    return shop.product


def test_an_order_takes_what_it_counts_for(counted):
    take(at(1, **PAID))
    assert left(counted) == 85_000
    assert StockChange.objects.latest("pk").reference == f"ledger:{LedgerEntry.objects.get().pk}"


@pytest.mark.parametrize(("fields", "stays"), [(ONE_BACK, 90_000), (CANCELLED, 100_000), (DONE, 85_000)])
def test_what_is_taken_back_goes_back(counted, fields, stays):
    take(at(1, **PAID))
    take(at(2, **fields))
    assert left(counted) == stays


def test_a_restated_line_takes_the_same(counted):
    take(at(1, **PAID))
    take(at(2, **DONE | {"actualCosPrice": "84.50"}))
    assert left(counted) == 85_000


def test_the_same_file_again_takes_nothing(counted):
    rows = csv_file([at(1, **PAID)])
    for name in ("one.csv", "two.csv"):
        import_orders(rows, name, "jd")
    assert left(counted) == 85_000


def test_a_dry_run_takes_nothing(counted):
    import_orders(csv_file([at(1, **PAID)]), "orders.csv", "jd", dry_run=True)
    assert left(counted) == 100_000
    assert StockChange.objects.count() == 1


def test_orders_made_before_the_count_take_nothing(shop):
    count(shop.product, 100_000, "2026-11-09T00:00:00Z")
    take(at(1, **PAID))
    take(at(2, **ONE_BACK))
    assert left(shop.product) == 100_000
    assert LedgerEntry.objects.exists()


def test_what_nobody_counted_stays_unknown(shop):
    take(at(1, **PAID))
    assert left(shop.product) is None


def test_a_failing_stock_takes_the_ledger_back_too(counted, monkeypatch):
    def fails(movements):
        raise RuntimeError("no")

    monkeypatch.setattr(ledger.stock, "book", fails)
    with pytest.raises(RuntimeError):
        take(at(1, **PAID))
    assert not LedgerEntry.objects.exists()


# What a link says


@pytest.fixture
def go(client, shop):
    def follow(language: str = "en"):
        return client.get(f"/go/{shop.link.code}", headers={"user-agent": PHONE, "accept-language": language})

    return follow


def season_away(product) -> int:
    """Put the harvest three months from now and return its first month."""
    month = (timezone.localdate().month + 2) % 12 + 1
    Product.objects.filter(pk=product.pk).update(season_start=month, season_end=month, sold_all_year=False)
    return month


def test_out_of_season_says_when_the_next_harvest_is(go, shop):
    from django.utils.dates import MONTHS
    from django.utils.translation import override

    month = season_away(shop.product)
    answer = go()
    assert answer.status_code == 200
    assert answer.context["reason"] == "out_of_season"
    assert answer["Cache-Control"] == "no-store"
    assert "Location" not in answer
    with override("en"):
        assert f"next harvest in {MONTHS[month]}" in answer.content.decode()
    assert Click.objects.get().flag == "closed"
    Product.objects.filter(pk=shop.product.pk).update(sold_all_year=True)
    assert go().status_code == 302


def test_sold_out_until_somebody_counts_again(go, shop, counted):
    Product.objects.filter(pk=counted.pk).update(season_start=11, season_end=1)
    take(at(1, **PAID | {"skuNum": "20", "estimateCosPrice": "560.00"}))
    answer = go()
    assert (answer.status_code, answer.context["reason"]) == (200, "sold_out")
    assert "Sold out" in answer.content.decode()
    assert "十一月" in go("zh-CN").content.decode()
    count(counted, 5_000, timezone.now().isoformat())
    assert go().status_code == 302


def test_a_withdrawal_is_the_stronger_word(go, shop):
    season_away(shop.product)
    Verification.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    assert go().status_code == 410


def test_a_paused_link_costs_the_hot_path_no_query(go, shop, django_assert_max_num_queries):
    go()
    with django_assert_max_num_queries(3):
        assert go().status_code == 302


def test_no_other_shop_is_named_for_what_is_not_there(go, shop):
    season_away(shop.product)
    assert go().context["others"] == []
