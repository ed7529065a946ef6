"""What each shop is told of a link, offers that need a person, and the pages for both."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from commerce.links import links_for
from commerce.models import PurchaseLink, ShopSlot
from commerce.offer_looks import due_links, found_at, look
from commerce.slots import code_in, custom_parameters, parameters_of, slots_named
from products import outbound
from products.models import Offer
from tests.factories import OfferFactory

ADDRESSES = {
    "jd": "https://item.jd.com/100012043978.html",
    "taobao": "https://detail.tmall.com/item.htm?id=5",
    "pdd": "https://mobile.yangkeduo.com/goods.html?goods_id=5",
    "wechat": "https://store.weixin.qq.com/shop/a/x",
}


@pytest.fixture
def link_at(shop):
    def made(platform):
        offer = OfferFactory(product=shop.product, platform=platform, url=ADDRESSES[platform])
        ref = links_for(shop.story.pk, "wechat-oa", "wo", [("card-1", offer.pk)])["card-1", offer.pk]
        return PurchaseLink.objects.select_related("offer").get(code=ref.code)

    return made


def test_jd_and_pinduoduo_take_the_code_itself(link_at):
    link = link_at("jd")
    assert parameters_of(link) == {"subUnionId": link.code, "ext1": link.code}
    link = link_at("pdd")
    custom = parameters_of(link)["custom_parameters"]
    assert len(custom.encode()) <= 64
    assert json.loads(custom) == {"uid": link.code}
    assert code_in(custom) == link.code


def test_the_longest_code_fits_into_pinduoduos_bytes():
    assert len(custom_parameters("s" * 32)) == 42
    with pytest.raises(ValueError, match="does not fit"):
        custom_parameters("s" * 55)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"uid": 5}', '{"sid": "a"}', "null"])
def test_parameters_of_others_hold_no_code(text):
    assert code_in(text) == ""


def test_numbers_come_from_the_table_the_storys_before_the_channels(link_at, shop):
    link = link_at("taobao")
    assert parameters_of(link) == {}
    ShopSlot.objects.create(kind="adzone", value="111", channel="wechat-oa")
    ShopSlot.objects.create(kind="relation", value="7", channel="weishi")
    assert parameters_of(link) == {"adzone_id": 111}
    ShopSlot.objects.create(kind="adzone", value="222", channel="wechat-oa", story=shop.story)
    assert parameters_of(link) == {"adzone_id": 222}
    known = slots_named(["adzone:111", "adzone:333"])
    assert {text: slot.channel for text, slot in known.items()} == {"adzone:111": "wechat-oa"}
    ShopSlot.objects.create(kind="adzone", value="333", channel="wechat-oa", story=shop.story, placement="card-1")
    assert parameters_of(link) == {"adzone_id": 333}
    ShopSlot.objects.create(kind="sharer", value="wx-sharer", channel="wechat-oa")
    assert parameters_of(link_at("wechat")) == {"sharer": "wx-sharer"}


def test_a_numeric_slot_is_digits(shop):
    with pytest.raises(ValidationError):
        ShopSlot(kind="position", value="12a", channel="wechat-oa").full_clean()


# Promotion links and offers that went away


def test_links_that_end_soon_are_due(shop):
    today = timezone.localdate()
    for days in (-1, 10, 20):
        OfferFactory(promotion_url="https://u.jd.com/a", promotion_expires_on=today + timedelta(days=days))
    OfferFactory(promotion_url="https://u.jd.com/a", promotion_expires_on=today, active=False)
    assert [(offer.promotion_expires_on - today).days for offer in due_links()] == [-1, 10]


@pytest.mark.parametrize(
    ("answers", "seen"),
    [
        ([(200, "")], "alive"),
        ([(404, "")], "gone"),
        ([(410, "")], "gone"),
        ([(503, "")], "unclear"),
        ([(302, "/2.html"), (200, "")], "alive"),
        ([(302, "https://evil.example/"), (200, "")], "unclear"),
        ([(302, "http://127.0.0.1/"), (200, "")], "unclear"),
        ([(302, "/1.html")] * 9, "unclear"),
    ],
)
def test_what_a_shop_answers(answers, seen, monkeypatch):
    left = iter(answers)
    monkeypatch.setattr(outbound, "head_of", lambda _url: outbound.Answer(*next(left)))
    assert found_at("jd", "https://item.jd.com/1.html") == seen


def test_nobody_there_is_unclear_and_written_down(shop, monkeypatch):
    def fails(_url):
        raise outbound.Unreachable

    monkeypatch.setattr(outbound, "head_of", fails)
    look(shop.offer)
    shop.offer.refresh_from_db()
    assert shop.offer.seen == "unclear"
    assert shop.offer.seen_at


@pytest.mark.parametrize("days", [(1, None), (None, -1)])
def test_a_link_rests_outside_the_days_of_its_offer(client, shop, days):
    today = timezone.localdate()
    start, end = (today + timedelta(days=day) if day else None for day in days)
    Offer.objects.filter(pk=shop.offer.pk).update(sold_from=start, sold_until=end)
    answer = client.get(f"/go/{shop.link.code}")
    assert answer.status_code == 200
    assert answer.context["reason"] == "off_sale"


def test_a_promotion_link_is_followed_and_checked_like_any_other(client, shop):
    today = timezone.localdate()
    offers = Offer.objects.filter(pk=shop.offer.pk)
    offers.update(promotion_url="https://u.jd.com/abc", promotion_expires_on=today)
    assert client.get(f"/go/{shop.link.code}")["Location"] == "https://u.jd.com/abc"
    offers.update(promotion_expires_on=today - timedelta(days=1))
    assert client.get(f"/go/{shop.link.code}")["Location"] == shop.offer.url
    offers.update(promotion_url="https://evil.example/", promotion_expires_on=None)
    assert "Location" not in client.get(f"/go/{shop.link.code}")


# Pages


def test_the_page_of_a_link_with_its_code_to_print(admin_client, shop):
    page = admin_client.get(reverse("purchaselink:link", args=[shop.link.code])).content.decode()
    assert shop.link.url in page
    assert "subUnionId" in page
    for kind, begins in (("svg", b"<?xml"), ("png", b"\x89PNG")):
        answer = admin_client.get(reverse("purchaselink:qr", args=[shop.link.code, kind]))
        assert answer.content.startswith(begins)
    assert admin_client.get(reverse("purchaselink:qr", args=["s1-we-none", "svg"])).status_code == 404
    assert admin_client.get(reverse("purchaselink:index")).status_code == 200
    assert admin_client.get(reverse("shopslot:add")).status_code == 200


def test_offers_to_look_after(admin_client, shop, monkeypatch):
    monkeypatch.setattr(outbound, "head_of", lambda _url: outbound.Answer(404, ""))
    today = timezone.localdate()
    Offer.objects.filter(pk=shop.offer.pk).update(promotion_url="https://u.jd.com/a", promotion_expires_on=today)
    address = reverse("offers_to_look_after:index")
    assert list(admin_client.get(address).context["due"]) == [shop.offer]
    look(shop.offer)
    assert list(admin_client.get(address).context["lost"]) == [shop.offer]
    assert admin_client.post(address).status_code == 302
