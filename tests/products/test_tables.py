"""Season, slugs and shop addresses: pure tables."""

from datetime import date

import pytest

from products.models import Product
from products.season import Season, season_of
from products.shops import allowed_url
from products.slugs import slug_for


@pytest.mark.parametrize(
    ("start", "end", "month", "expected"),
    [
        (11, 1, 12, Season(True, (11, 12, 1), None)),
        (11, 1, 1, Season(True, (11, 12, 1), None)),
        (11, 1, 2, Season(False, (11, 12, 1), 11)),
        (5, 5, 5, Season(True, (5,), None)),
        (5, 5, 6, Season(False, (5,), 5)),
        (1, 12, 7, Season(True, tuple(range(1, 13)), None)),
        (None, None, 7, Season(None, (), None)),
        (3, None, 7, Season(None, (), None)),
    ],
)
def test_season(start, end, month, expected):
    assert season_of(Product(season_start=start, season_end=end), date(2026, month, 15)) == expected


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("保靖脐橙", "bao-jing-qi-cheng"),
        ("Shenchi moon cakes", "shenchi-moon-cakes"),
        ("保靖 2.5 kg 装", "bao-jing-2-5-kg-zhuang"),
        ("！？", ""),
        ("", ""),
    ],
)
def test_slug(text, slug):
    assert slug_for(text) == slug


def test_long_slugs_end_at_a_word():
    slug = slug_for("保靖县酉水河谷的脐橙在霜降以后才下树因为夜里冷白天暖")
    assert len(slug) <= 50
    assert slug_for("保靖县酉水河谷的脐橙在霜降以后才下树因为夜里冷白天暖", 500).startswith(f"{slug}-")


@pytest.mark.parametrize(
    ("platform", "url"),
    [
        ("jd", "https://item.jd.com/100012.html"),
        ("jd", "https://u.jd.com/abc"),
        ("jd", "https://union-click.jd.com/jdc?e=&p=AyI"),
        ("taobao", "https://detail.tmall.com/item.htm?id=1"),
        ("taobao", "https://item.taobao.com/item.htm?id=1"),
        ("taobao", "https://s.click.taobao.com/x"),
        ("pdd", "https://mobile.yangkeduo.com/goods.html?goods_id=1"),
        ("pdd", "https://p.pinduoduo.com/x"),
        ("wechat", "https://store.weixin.qq.com/shop/a/x"),
        ("wechat", "https://channels.weixin.qq.com/shop/a/x"),
        ("jd", "https://ITEM.JD.COM/1.html"),
    ],
)
def test_shop_addresses(platform, url):
    assert allowed_url(platform, url)


@pytest.mark.parametrize(
    "url",
    [
        "http://item.jd.com/1.html",
        "https://item.jd.com.evil.example/1.html",
        "https://evil.example/item.jd.com",
        "https://item.jd.com@evil.example/",
        "https://user:pass@item.jd.com/",
        "https://item.jd.com:8443/",
        "https://item.jd.com:/",
        "https://evil.example\\@item.jd.com/",
        "https://item.jd.com\\.evil.example/",
        "//item.jd.com/1.html",
        "javascript:alert(1)//item.jd.com",
        "https://item.jd.com/\r\nLocation: https://evil.example",
        " https://item.jd.com/1.html",
        "https://іtem.jd.com/1.html",
        "https://[::1/",
        "https://detail.tmall.com/item.htm?id=1",
        "",
    ],
)
def test_addresses_that_are_not_jds(url):
    assert not allowed_url("jd", url)


def test_an_unknown_shop_has_no_addresses():
    assert not allowed_url("somewhere", "https://item.jd.com/1.html")
