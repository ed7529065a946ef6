"""What one shop has left of its offer: counted, taken down by orders, and what readers see when it is gone."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from commerce.links import links_for
from commerce.models import Click
from products import stock
from products.models import Offer, OfferStockChange, Product, StockChange
from tests.commerce.lines import CANCELLED, ONE_BACK, PAID, at, take
from tests.commerce.test_redirect import PHONE
from tests.factories import OfferFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter():
    return UserFactory(username="counter", is_superuser=True)


@pytest.fixture
def counted(shop, counter):
    """Twenty boxes of 5 kg, counted before the orders of these tests were made."""
    with time_machine.travel("2026-11-01T00:00:00Z", tick=False):
        stock.count(shop.offer, counter, 100_000, "in the cellar")
    return shop.offer


def left(offer) -> int | None:
    return Offer.objects.values_list("stock_grams", flat=True).get(pk=offer.pk)


@pytest.mark.parametrize(("fields", "stays"), [(PAID, 85_000), (ONE_BACK, 90_000), (CANCELLED, 100_000)])
def test_orders_take_from_the_offer_and_give_back(counted, fields, stays):
    take(at(1, **PAID))
    take(at(2, **fields))
    assert left(counted) == stays
    assert OfferStockChange.objects.first().left_grams == stays
    # Nobody counted the product as a whole.
    assert not StockChange.objects.exists()


def test_the_product_and_its_offer_are_counted_apart(shop, counted, counter):
    other = OfferFactory(product=shop.product, platform="taobao", sku="77")
    with time_machine.travel("2026-11-01T00:00:00Z", tick=False):
        stock.count(shop.product, counter, 50_000)
        stock.count(other, counter, 7_000)
    take(at(1, **PAID))
    assert (left(counted), left(other)) == (85_000, 7_000)
    assert Product.objects.get(pk=shop.product.pk).stock_grams == 35_000


def test_a_form_that_was_open_while_orders_came_puts_nothing_back(counted):
    stale = Offer.objects.get(pk=counted.pk)
    take(at(1, **PAID))
    stale.price_fen += 100
    stale.save()
    assert left(counted) == 85_000
    assert Offer.objects.get(pk=counted.pk).price_fen == stale.price_fen


def test_only_those_who_may_count_the_product_may_count_its_offer(shop):
    from products.errors import Refused

    with pytest.raises(Refused):
        stock.count(shop.offer, None, 1)
    assert left(shop.offer) is None


# What a reader sees


@pytest.fixture
def go(client):
    def follow(link):
        return client.get(f"/go/{link.code}", headers={"user-agent": PHONE, "accept-language": "en"})

    return follow


def test_a_shop_that_sold_out_pauses_its_own_offer_alone(go, shop, counted):
    other = OfferFactory(
        product=shop.product, platform="pdd", sku="7", url="https://mobile.yangkeduo.com/goods.html?goods_id=7"
    )
    elsewhere = links_for(shop.story.pk, "web", "we", [("card-1", other.pk)])["card-1", other.pk]
    take(at(1, **PAID | {"skuNum": "19", "estimateCosPrice": "532.00"}))
    assert go(shop.link).status_code == 302
    take({**at(1, **PAID), "id": "10", "orderId": "10", "skuNum": "1", "estimateCosPrice": "28.00"})
    answer = go(shop.link)
    assert (answer.status_code, answer.context["reason"]) == (200, "offer_sold_out")
    assert "Location" not in answer
    assert "This shop has sold out of it." in answer.content.decode()
    assert [way["url"] for way in answer.context["others"]] == [f"/go/{elsewhere.code}"]
    assert Click.objects.latest("pk").flag == "closed"
    assert go(elsewhere).status_code == 302


def test_less_than_a_piece_is_sold_out_and_what_nobody_counted_is_not(go, shop):
    Offer.objects.update(stock_grams=4_999)
    assert go(shop.link).status_code == 200
    for grams in (5_000, None):
        Offer.objects.update(stock_grams=grams)
        assert go(shop.link).status_code == 302


def test_pages_offer_what_is_left(shop):
    from products.public import product_context

    other = OfferFactory(product=shop.product, platform="taobao", sku="77", stock_grams=0)
    assert product_context(shop.product, "en")["offers"] == [shop.offer]
    Offer.objects.filter(pk=other.pk).update(stock_grams=other.net_grams)
    assert product_context(shop.product, "en")["offers"] == [shop.offer, other]


# At the desk


@pytest.fixture
def address(shop) -> str:
    return reverse("product:offer", args=[shop.product.pk, shop.offer.pk])


@pytest.mark.parametrize(("unit", "amount", "grams"), [("pieces", "3", 15_000), ("kg", "12.5", 12_500)])
def test_counting_in_pieces_and_in_kilograms(admin_client, shop, address, unit, amount, grams):
    assert admin_client.post(address, {"amount": amount, "unit": unit, "note": "shelf"}).status_code == 302
    assert left(shop.offer) == grams
    page = admin_client.get(address)
    assert "shelf" in page.content.decode()
    row = admin_client.get(reverse("product:stock", args=[shop.product.pk])).context["offers"][0]
    assert (row["offer"], row["left"]) == (shop.offer, grams / 1000)


@pytest.mark.parametrize("data", [{"amount": "2.5", "unit": "pieces"}, {"amount": "-1", "unit": "kg"}, {"amount": "1"}])
def test_counts_that_cannot_be(admin_client, shop, address, data):
    assert admin_client.post(address, data).status_code == 422
    assert left(shop.offer) is None


def test_another_products_offer_is_not_found(admin_client, shop):
    foreign = OfferFactory()
    assert admin_client.get(reverse("product:offer", args=[shop.product.pk, foreign.pk])).status_code == 404


def test_sold_out_offers_are_listed_for_those_who_look_after_them(admin_client, shop):
    Offer.objects.update(stock_grams=10)
    page = admin_client.get(reverse("offers_to_look_after:index"))
    assert list(page.context["sold_out"]) == [shop.offer]


@pytest.mark.parametrize(("language", "title"), [("en", "Price of a piece"), ("zh-hans", "一件的价格")])
def test_the_history_of_prices_is_drawn_and_listed(client, shop, address, counter, language, title):
    from wagtail.users.models import UserProfile

    UserProfile.objects.create(user=counter, preferred_language=language)
    client.force_login(counter)
    assert "<svg viewBox" not in client.get(address).content.decode().split("</h1>")[1].replace("<svg class", "")
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        shop.offer.price_fen = 3_200
        shop.offer.save()
        page = client.get(address)
    assert [(price.yuan, price.change) for price in page.context["prices"]] == [(32, 4), (28, None)]
    content = page.content.decode()
    assert title in content
    assert 'role="img"' in content
    assert page.context["chart"].points in content
