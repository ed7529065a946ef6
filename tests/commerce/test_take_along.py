"""Within WeChat, which does not open every shop: the address to take along, and who is counted."""

import pytest
from bs4 import BeautifulSoup

from commerce.models import Click
from products.models import Offer, Verification

WECHAT = (
    "Mozilla/5.0 (Linux; Android 14; 23049RAD8C) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/126.0.6478.188 Mobile Safari/537.36 XWEB/1260 MicroMessenger/8.0.50.2701 Language/zh_CN"
)
BROWSER = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile Safari/604.1"


@pytest.fixture
def go(client, shop):
    Offer.objects.filter(pk=shop.offer.pk).update(
        platform="taobao", url="https://detail.tmall.com/item.htm?id=77", title_zh="脐橙 5 千克装"
    )
    return lambda agent, **options: client.get(f"/go/{shop.link.code}", headers={"user-agent": agent}, **options)


def test_wechat_gets_the_address_to_take_along(go, shop):
    answer = go(WECHAT, query_params={"lang": "zh-hans"})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    page = BeautifulSoup(answer.content, "html.parser")
    address = f"http://testserver/go/{shop.link.code}"
    assert page.select_one("code").get_text() == address
    assert page.select_one("[data-copy]")["data-copy"] == address
    assert page.select_one(".qr")
    assert "5.6" in page.select_one(".price").get_text()
    assert page.select_one('meta[name="robots"]')["content"] == "noindex"


def test_a_reader_is_counted_where_the_address_is_opened(go):
    go(WECHAT)
    assert go(BROWSER).status_code == 302
    assert sorted(Click.objects.values_list("flag", flat=True)) == ["", "closed"]


def test_a_shop_that_wechat_opens_is_opened(go, settings):
    settings.WECHAT_BLOCKS = []
    assert go(WECHAT).status_code == 302


def test_a_closed_way_stays_closed_in_wechat_too(go):
    Verification.objects.update(state="withdrawn")
    assert go(WECHAT).status_code == 410
