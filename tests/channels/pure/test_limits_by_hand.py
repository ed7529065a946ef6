"""Every golden payload that can be sent, counted by hand; and the counting itself, by payloads that are wrong."""

import copy
import json

import pytest

from channels.adapters import OURS
from channels.adapters.base import as_shown
from tests.channels.limits_by_hand import Page, breaches, columns, octets, points
from tests.channels.pure import golden
from tests.channels.pure.context import fake_context


def sent(adapter, name: str) -> tuple[dict, list[dict]]:
    payload = adapter.render(as_shown(adapter, golden.document(name)), fake_context())
    return json.loads(json.dumps(payload.body)), [asset._asdict() for asset in payload.assets]


@pytest.mark.parametrize("adapter", OURS, ids=lambda adapter: adapter.key)
def test_golden_payloads_keep_within_limits(adapter):
    names = [name for name in golden.names() if golden.sendable(adapter, golden.document(name))]
    assert len(names) > 1
    assert {name: found for name in names if (found := breaches(adapter.key, *sent(adapter, name)))} == {}


def test_counting():
    assert (points("👨‍👩‍👧"), octets("橙"), columns("橙a🍊")) == (5, 3, 5)
    page = Page('<p>x<img src="a"><b>y</p>')
    assert page.all("img") == [{"src": "a"}]
    assert page.faults


def put(*path):
    """A change that puts the last of `path` where the rest leads."""
    *way, last, value = path

    def change(body, assets):
        place = body
        for step in way:
            place = place[step]
        place[last] = value(place[last]) if callable(value) else value

    return change


def film(**changes):
    def change(body, assets):
        for asset in assets:
            if asset["media_type"].startswith("video/"):
                asset.update(changes)

    return change


NEWS = ("articles", 0)
WRONG = [
    ("wechat-oa", "§1.2 title", put(*NEWS, "title", "橙" * 33)),
    ("wechat-oa", "§1.2 author", put(*NEWS, "author", "橙" * 17)),
    ("wechat-oa", "§1.2 digest", put(*NEWS, "digest", "橙" * 129)),
    ("wechat-oa", "§1.2 content", put(*NEWS, "content", lambda html: html + "<p>" + "橙" * 20_000 + "</p>")),
    ("wechat-oa", "§1.2 content in bytes", put(*NEWS, "content", "<p>" + "𠮷" * 250_000 + "</p>")),
    ("wechat-oa", "§1.2 content_source_url", put(*NEWS, "content_source_url", "https://x/" + "橙" * 340)),
    ("wechat-oa", "§1.3 <script>", put(*NEWS, "content", "<script>x</script>")),
    ("wechat-oa", "§1.3 style", put(*NEWS, "content", '<p style="position: fixed">x</p>')),
    ("wechat-oa", "§1.3 an outside link", put(*NEWS, "content", '<a href="https://item.jd.com/1.html">x</a>')),
    ("wechat-oa", "§1.3 p onclick", put(*NEWS, "content", '<p onclick="x">x</p>')),
    ("wechat-oa", "§1.3 src=data:", put(*NEWS, "content", '<img src="data:image/png;base64,x">')),
    ("wechat-oa", "§1.2 pic_crop_1_1", put(*NEWS, "pic_crop_1_1", "0_0_1.1_1")),
    ("wechat-oa", "§1.2 thumb_media_id", put(*NEWS, "thumb_media_id", "")),
    ("wechat-oa", "§0.5 a file is named", put(*NEWS, "thumb_media_id", "asset:gone.jpg")),
    ("wechat-oa", "§1.3 a tag outside", put(*NEWS, "title", "橙<b>")),
    ("wechat-channels", "§2 short_title", put("shortTitle", "五个字以内")),
    ("wechat-channels", "§2 signs", put("shortTitle", "橙子，橙子，橙")),
    ("wechat-channels", "§2 title", put("title", "橙" * 81)),
    ("wechat-channels", "§2 description", put("description", "橙" * 1001)),
    ("wechat-channels", "§2 topics", put("topics", ["橙"] * 11)),
    ("wechat-channels", "§2 media", put("media", [])),
    ("wechat-channels", "§2 two covers", put("covers", {})),
    ("tencent-news", "§3.3 title", put("title", "橙" * 31)),
    ("kuaibao", "§3.3 the title's first sign", put("title", "，橙子橙子橙子")),
    ("qq-kandian", "§3.3 tags", put("tag", "一 二 三 四 五 六")),
    ("qq-browser", "§3.3 covers", put("cover_type", 3)),
    ("tencent-news", "§3.4 <a>", put("content", lambda html: '<p><a href="https://x">x</a></p>' + html)),
    ("tencent-news", "§3.4 li > p", put("content", lambda html: "<ul><li>x</li></ul>" * 99 + html)),
    ("tencent-news", "§3.4 the end", put("content", "<p>x</p>")),
    ("qzone", "§4 title of the card", put("share", "title", "a" * 37)),
    ("qzone", "§4 title of the blog", put("blog", "title", "橙" * 43)),
    ("qzone", "§4 content in bytes", put("blog", "content", "<p>" + "橙" * 34_200 + "</p>")),
    ("qzone", "§4 targetUrl", put("share", "targetUrl", "javascript:alert(1)")),
    ("qzone", "§4 images", put("share", "images", lambda images: images * 10)),
    ("tencent-video", "§8 title", put("title", "橙" * 9)),
    ("tencent-video", "§8 description", put("desc", "橙" * 201)),
    ("tencent-video", "§8 a tag", put("tags", "橙" * 9)),
    ("tencent-video", "§8 declaration", put("declaration", 0)),
    ("tencent-video", "§8 bytes", film(bytes=5_000_000_001)),
    ("weishi", "§9 title and", put("description", "橙" * 100)),
    ("weishi", "§9 an upright film", film(width=1920, height=1080)),
    ("weishi", "§9 films", film(media_type="application/zip")),
]


@pytest.mark.parametrize(("key", "breach", "change"), WRONG, ids=[f"{key}-{breach}" for key, breach, _change in WRONG])
def test_what_is_over_a_limit_is_found(key, breach, change):
    adapter = next(adapter for adapter in OURS if adapter.key == key)
    names = ("portrait-video-two-products", "two-products-four-shops")
    name = next(name for name in reversed(names) if golden.sendable(adapter, golden.document(name)))
    body, assets = copy.deepcopy(sent(adapter, name))
    assert breaches(key, body, assets) == []
    change(body, assets)
    assert any(found.startswith(breach) for found in breaches(key, body, assets)), breaches(key, body, assets)
