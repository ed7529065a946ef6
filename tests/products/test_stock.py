"""Stock: counted by people, taken by orders once, given back once; and what rests because of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from products import stock
from products.availability import OUT_OF_SEASON, SOLD_OUT, Pause, pause_of
from products.errors import Refused
from products.models import Product, StockChange
from tests import factories

pytestmark = pytest.mark.django_db


def left(product) -> int | None:
    return Product.objects.values_list("stock_grams", flat=True).get(pk=product.pk)


@pytest.fixture
def counted(people, verified):
    stock.count(verified, people["inspector"], 100_000)
    return verified


# Counting


def test_a_count_sets_the_stock_and_stays_on_record(verified, people):
    stock.count(verified, people["inspector"], 100_000, " after the rain ")
    stock.count(verified, people["inspector"], 60_000)
    assert left(verified) == verified.stock_grams == 60_000
    kept = StockChange.objects.order_by("pk").values_list("grams", "left_grams", "note", "by__username")
    assert list(kept) == [(100_000, 100_000, "after the rain", "inspector"), (-40_000, 60_000, "", "inspector")]


@pytest.mark.parametrize("grams", [-1, stock.MOST_GRAMS + 1])
def test_a_count_has_limits(verified, people, grams):
    with pytest.raises(Refused) as refused:
        stock.count(verified, people["inspector"], grams)
    assert refused.value.code == "stock.out_of_range"
    assert left(verified) is None


def test_a_note_has_limits(verified, people):
    with pytest.raises(Refused) as refused:
        stock.count(verified, people["inspector"], 1, "x" * 201)
    assert refused.value.code == "stock.long_note"


def test_those_who_recommend_or_grow_it_count_and_nobody_elses(verified, people):
    grower = factories.UserFactory(organisation=verified.producer)
    stranger = factories.UserFactory(organisation=factories.OrganisationFactory(kind="cooperative"))
    for person in (people["recommender"], grower, people["inspector"], people["admin"]):
        stock.count(verified, person, 1)
    for person in (stranger, people["author"], None):
        with pytest.raises(Refused) as refused:
            stock.count(verified, person, 2)
        assert refused.value.code == "stock.not_allowed"
    assert left(verified) == 1


# Orders


def test_an_order_takes_once_and_its_return_gives_back_once(counted):
    for _again in range(2):
        stock.take(counted, 5_000, "ledger:1")
    assert left(counted) == 95_000
    for _again in range(2):
        stock.give_back(counted, 2_000, "ledger:2")
    assert left(counted) == 97_000
    assert list(StockChange.objects.order_by("pk").values_list("left_grams", flat=True)) == [100_000, 95_000, 97_000]


def test_what_was_never_counted_is_not_booked(verified):
    stock.take(verified, 5_000, "ledger:1")
    assert left(verified) is None
    assert not StockChange.objects.exists()


def test_an_order_from_before_the_count_is_in_it_already(counted):
    stock.take(counted, 5_000, "ledger:1", at=timezone.now() - timedelta(minutes=1))
    assert left(counted) == 100_000


def test_more_may_be_sold_than_was_counted(counted):
    stock.take(counted, 130_000, "ledger:1")
    assert left(counted) == -30_000
    assert pause_of(Product.objects.get(pk=counted.pk)).kind == SOLD_OUT


def test_many_orders_take_as_many_queries_as_few(counted):
    counts = []
    for start, number in ((0, 2), (1_000, 100)):
        movements = [
            stock.Movement(counted.pk, -100, f"ledger:{start + index}", timezone.now()) for index in range(number)
        ]
        with CaptureQueriesContext(connection) as queries:
            assert stock.book(movements) == number
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 7
    assert left(counted) == 100_000 - 102 * 100


# What rests


def a_product(**fields) -> Product:
    return Product(**{"season_start": 11, "season_end": 1, "sold_all_year": False, **fields})


@pytest.mark.parametrize(
    ("fields", "month", "expected"),
    [
        ({}, 12, None),
        ({}, 1, None),
        ({}, 2, Pause(OUT_OF_SEASON, 11)),
        ({}, 10, Pause(OUT_OF_SEASON, 11)),
        ({"season_start": 6, "season_end": 8}, 11, Pause(OUT_OF_SEASON, 6)),
        ({"sold_all_year": True}, 6, None),
        ({"season_start": None, "season_end": None}, 6, None),
        ({"season_start": 1, "season_end": 12, "stock_grams": 0}, 6, Pause(SOLD_OUT, None)),
        ({"season_start": None, "season_end": None, "stock_grams": 0}, 6, Pause(SOLD_OUT, None)),
        ({"stock_grams": 0}, 12, Pause(SOLD_OUT, 11)),
        ({"stock_grams": 0, "sold_all_year": True}, 6, Pause(SOLD_OUT, 11)),
        ({"stock_grams": 1}, 12, None),
    ],
)
def test_pauses(fields, month, expected):
    assert pause_of(a_product(**fields), date(2026, month, 15)) == expected


# The page


@pytest.fixture
def page(client, people, verified):
    client.force_login(people["inspector"])
    return reverse("product:stock", args=[verified.pk])


def test_the_page_counts_in_kilograms(client, page, verified):
    assert client.get(page).context["left"] is None
    assert client.post(page, {"kilograms": "1250.5", "note": "库里"}).status_code == 302
    assert left(verified) == 1_250_500
    shown = client.get(page)
    assert shown.context["left"] == Decimal("1250.5")
    assert "库里" in shown.content.decode()


@pytest.mark.parametrize("kilograms", ["", "-1", "many", "0.0001", "99999999999", "NaN"])
def test_a_bad_count_changes_nothing(client, page, verified, kilograms):
    answer = client.post(page, {"kilograms": kilograms})
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert left(verified) is None


def test_what_is_not_theirs_is_not_found(client, people, verified):
    page = reverse("product:stock", args=[verified.pk])
    stranger = factories.UserFactory(organisation=factories.OrganisationFactory(kind="cooperative"))
    stranger.groups.set(people["recommender"].groups.all())
    client.force_login(stranger)
    assert client.get(page).status_code == 404
    client.force_login(people["author"])
    assert client.post(page, {"kilograms": "1"}).status_code in (302, 403)
    assert left(verified) is None


def test_the_page_takes_as_many_queries_for_a_long_history(client, page, verified, people):
    client.get(page)
    counts = []
    for _round in range(2):
        stock.book(stock.Movement(verified.pk, -1, f"x:{_round}:{n}", timezone.now()) for n in range(20 * _round + 1))
        stock.count(verified, people["inspector"], 5_000)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        counts.append(len(queries))
    assert counts[0] == counts[1]
