"""Offers: what an address says, what a shop allows, and what is remembered of a price."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from products.items import item_of
from products.models import Offer
from products.offer_rules import last_day
from products.shops import SHOP_HOSTS
from tests.factories import OfferFactory


@pytest.mark.parametrize(
    ("platform", "url", "item"),
    [
        ("jd", "https://item.jd.com/100012043978.html", "100012043978"),
        ("jd", "https://item.m.jd.com/product/100012043978.html?sid=1", "100012043978"),
        ("jd", "https://u.jd.com/abcDEF", None),
        ("taobao", "https://detail.tmall.com/item.htm?id=999243312501&spm=a1", "999243312501"),
        ("taobao", "https://item.taobao.com/item.htm?id=1&id=2", None),
        ("taobao", "https://s.click.taobao.com/xYz", None),
        ("pdd", "https://mobile.yangkeduo.com/goods.html?goods_id=999343312501", "999343312501"),
        ("wechat", "https://store.weixin.qq.com/shop/a/abc", None),
        ("pdd", "https://item.jd.com/100012043978.html", None),
        ("taobao", "https://detail.tmall.com/item.htm?" + "&".join(f"a{n}=1" for n in range(60)), None),
    ],
)
def test_the_item_an_address_names(platform, url, item):
    assert item_of(platform, url) == item


def built(**fields) -> Offer:
    return OfferFactory.build(product=None, **fields)


def test_a_pasted_address_fills_in_the_sku():
    offer = built(sku="", url="https://item.jd.com/100012043978.html")
    offer.clean()
    assert offer.sku == "100012043978"


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"sku": "", "url": "https://u.jd.com/abc"}, "sku", "does not name the item"),
        ({"sku": "1", "url": "https://item.jd.com/100012043978.html"}, "sku", "100012043978"),
        ({"url": "https://detail.tmall.com/item.htm?id=5"}, "url", "Taobao"),
        ({"url": "https://evil.example/1.html"}, "url", "item.jd.com"),
        ({"platform": "shop", "url": "https://shop.example.cn/1"}, "url", "PLAIN_SHOP_HOSTS"),
        ({"promotion_url": "https://evil.example/"}, "promotion_url", "u.jd.com"),
        ({"sold_from": timezone.localdate(), "sold_until": timezone.localdate() - timedelta(1)}, "sold_until", ""),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(fields, field, said, settings):
    from django.utils import translation

    with translation.override("en"), pytest.raises(ValidationError) as refused:
        built(**{"sku": "100012043978", "url": "https://item.jd.com/100012043978.html", **fields}).clean()
    assert said in " ".join(refused.value.message_dict[field])


def test_a_plain_shop_is_one_that_the_installation_names(monkeypatch):
    monkeypatch.setitem(SHOP_HOSTS, "shop", frozenset({"shop.example.cn"}))
    built(platform="shop", sku="A-1", url="https://shop.example.cn/oranges").clean()


def test_a_promotion_link_gets_its_shops_last_day():
    today = timezone.localdate()
    offer = built(sku="100012043978", url="https://item.jd.com/100012043978.html", promotion_url="https://u.jd.com/a")
    offer.clean()
    assert offer.promotion_expires_on == today + timedelta(days=60)
    assert last_day("https://s.click.taobao.com/a", today) == today + timedelta(days=300)
    assert last_day("https://m.tb.cn/a", today) == today + timedelta(days=30)
    assert last_day("https://union-click.jd.com/jdc?d=a", today) is None


def test_a_price_is_remembered_when_it_changes(db):
    offer = OfferFactory(price_fen=2800)
    offer.save()
    offer.price_fen = 2600
    offer.save()
    assert list(offer.prices.values_list("price_fen", "net_grams")) == [(2800, 5000), (2600, 5000)]


def test_the_promotion_link_leads_while_it_works():
    today = timezone.localdate()
    offer = built(url="https://item.jd.com/1.html", promotion_url="https://u.jd.com/a", promotion_expires_on=today)
    assert offer.target(today) == "https://u.jd.com/a"
    assert offer.target(today + timedelta(days=1)) == "https://item.jd.com/1.html"
