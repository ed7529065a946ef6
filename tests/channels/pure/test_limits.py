"""The limits of channels.md, counted anew from the payloads; nothing here reads a spec."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from channels.adapters import ADAPTERS
from channels.adapters.base import as_shown
from channels.rules.validate import violations
from tests.channels.pure import golden
from tests.channels.pure.context import fake_context
from tests.channels.pure.reading import dangers, html_of, unreported

SENDABLE = [
    pytest.param(adapter, name, id=f"{adapter.key}-{name}")
    for adapter in ADAPTERS
    for name in golden.names()
    if all(
        finding.weight != "block" and not finding.code.endswith("form_not_taken")
        for finding in adapter.check(as_shown(adapter, golden.document(name)))
    )
]


@pytest.fixture
def payload(adapter, name):
    return adapter.render(as_shown(adapter, golden.document(name)), fake_context())


def listed(payload) -> set[str]:
    return {asset.name for asset in payload.assets}


def named(value: str) -> set[str]:
    return set(re.findall(r"asset:([0-9A-Za-z.]+)", value))


@pytest.mark.parametrize(("adapter", "name"), SENDABLE)
def test_valid_complete_and_harmless(adapter, name, payload):
    assert violations(adapter.key, payload.body) == []
    # What is said to other channels, and covers that this one does not show, are no words lost here.
    said = golden.document(name).for_channel(adapter.key).model_copy(update={"overrides": (), "covers": ()})
    assert unreported(said, payload) == []
    allowed = set(adapter.spec.html.tags) if adapter.spec.html else set()
    assert dangers(html_of(payload.body), allowed | {"mp-miniprogram", "mp-common-product", "div"}) == []
    assert len(listed(payload)) == len(payload.assets)
    assert all(asset.role for asset in payload.assets)
    assert named(str(payload.body)) <= listed(payload)


@pytest.mark.parametrize(("adapter", "name"), [case for case in SENDABLE if case.values[0].key == "wechat-oa"])
def test_wechat_limits(adapter, name, payload):
    (article,) = payload.body["articles"]
    assert 1 <= len(article["title"]) <= 32
    assert len(article.get("author", "")) <= 16
    assert len(article.get("digest", "")) <= 128
    assert len(article["content"]) < 20_000
    assert len(article["content"].encode()) < 1_000_000
    assert len(article.get("content_source_url", "").encode()) <= 1024
    if article["article_type"] == "newspic":
        pictures = article["image_info"]["image_list"]
        assert 1 <= len(pictures) <= 20
        assert not re.search("[<>]", article["content"])
        assert golden.document(name).cover is None or pictures[0]["image_media_id"] in {
            f"asset:{asset.name}" for asset in payload.assets
        }
        return
    tree = LexborHTMLParser(article["content"])
    assert {node.attributes["src"] for node in tree.css("img")} <= {asset.url for asset in payload.assets}
    assert all(link.attributes["href"].startswith("https://mp.weixin.qq.com/s") for link in tree.css("a"))
    assert not tree.css("[id], [class]")
    for crop, shape in (("pic_crop_235_1", 2.35), ("pic_crop_1_1", 1.0)):
        left, top, right, bottom = map(float, article[crop].split("_"))
        assert 0 <= left < right <= 1
        assert 0 <= top < bottom <= 1
        cover = golden.document(name).cover or golden.document(name).video.poster
        assert (right - left) * cover.width / ((bottom - top) * cover.height) == pytest.approx(shape, rel=0.001)


PENGUIN = {"qq-kandian", "tencent-news", "kuaibao", "qq-browser"}


@pytest.mark.parametrize(("adapter", "name"), [case for case in SENDABLE if case.values[0].key in PENGUIN])
def test_penguin_limits(adapter, name, payload):
    body = payload.body
    assert 6 <= len(body["title"]) <= 30
    assert body["title"][0] not in "、|,，"
    tags = (body.get("tag") or body["tags"]).split(" ")
    assert 1 <= len(tags) <= 5
    assert sum(map(len, tags)) <= 60
    if "content" in body:
        covers = body["cover_pic"].split(",")
        assert len(covers) == body["cover_type"] in (1, 3)
        assert len(set(covers)) == len(covers)
        tree = LexborHTMLParser(body["content"])
        assert not tree.css("a, h1, h3, section, span, [style]")
        assert body["content"].endswith('<div powered-by="ex-editor"></div>')
        pictures = [node.attributes["src"] for node in tree.css("img")]
        assert len(pictures) == len(set(pictures))
        assert all(item.child.tag == "p" for item in tree.css("li"))
    assert payload.links == ()
    sold = [loss for loss in payload.losses if loss.code == "purchase_link_lost"]
    assert all(loss.weight == "heavy" for loss in sold)


@pytest.mark.parametrize(("adapter", "name"), [case for case in SENDABLE if case.values[0].key == "tencent-video"])
def test_video_limits(adapter, name, payload):
    body = payload.body
    assert 10 <= len(body["title"]) <= 30
    assert len(body["desc"]) <= 200
    tags = body["tags"].split(" ")
    assert 1 <= len(tags) <= 5
    assert all(1 <= len(tag) <= 8 for tag in tags)
    roles = {asset.role: asset for asset in payload.assets}
    assert set(roles) == {"cover", "video"}
    assert body["media"] == f"asset:{roles['video'].name}"
    assert body["declaration"] in (1, 2, 3, 4)


def of(key: str) -> list:
    return [case for case in SENDABLE if case.values[0].key == key]


@pytest.mark.parametrize(("adapter", "name"), of("wechat-channels"))
def test_wechat_channels_limits(adapter, name, payload):
    body, document = payload.body, golden.document(name)
    assert 6 <= len(body["shortTitle"]) <= 16
    assert all(char.isalnum() or char in " 《》“”：+?%°" for char in body["shortTitle"])
    assert len(body["title"]) <= (50 if document.form == "pictures" else 80)
    assert len(body["description"]) <= 1000
    assert len(body["topics"]) <= 10
    assert all(f"#{topic}" in body["description"] for topic in body["topics"])
    assert len(body["media"]) == 1 if document.form == "video" else 1 <= len(body["media"]) <= 9
    assert set(body["covers"]) == {"3_4", "4_3"}
    assert body["declaration"] == 2 if document.products else body["declaration"] in (0, 1, 3, 7, 8)
    assert len(payload.links) <= 1
    assert ("shoppingCart" in body) == bool(payload.links)
    assert {link.form for link in payload.links} <= {"card"}
    for product in document.products:
        assert product.check_url in body["description"]


@pytest.mark.parametrize(("adapter", "name"), of("weishi"))
def test_weishi_limits(adapter, name, payload):
    body = payload.body
    assert 1 <= len(body["title"]) <= 30
    assert len(body["title"]) + len(body["description"]) <= 100
    film = next(asset for asset in payload.assets if asset.role == "video")
    assert film.height > film.width
    vouched = [product for product in golden.document(name).products if product.check_url in body["description"]]
    lost = [loss for loss in payload.losses if loss.code == "provenance_lost"]
    assert len(vouched) + len(lost) == len(golden.document(name).products)
    assert {loss.weight for loss in lost} <= {"heavy"}


@pytest.mark.parametrize(("adapter", "name"), of("qzone"))
def test_qzone_limits(adapter, name, payload):
    share, blog = payload.body["share"], payload.body["blog"]
    assert 1 <= len(share["title"]) <= 36
    assert len(share.get("summary", "")) <= 200
    assert share["targetUrl"].startswith(("https://", "http://"))
    assert len(share["images"]) <= 9
    assert len(blog["title"].encode()) <= 128
    assert len(blog["content"].encode()) <= 102_400
    hrefs = {node.attributes["href"] for node in LexborHTMLParser(blog["content"]).css("a")}
    assert {link.url for link in payload.links} <= hrefs
    assert {link.form for link in payload.links} <= {"url"}
    for product in golden.document(name).products:
        assert product.check_url in blog["content"]


def test_each_channel_has_golden_stories_it_can_send():
    assert {case.values[0].key for case in SENDABLE} == {adapter.key for adapter in ADAPTERS}
