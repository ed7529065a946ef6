"""WeChat Official Account: what becomes of links, shops, pictures and films."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from channels.adapters import adapter_for
from channels.adapters.cropping import crop_string
from channels.html.cleaning import Slots, cleaner_for
from channels.html.inlining import inline
from channels.html.markup import Markup, element
from stories.document import FocalArea, Gallery, GalleryItem, Link, Paragraph, ProductCard
from tests.channels.pure import documents as make
from tests.channels.pure.context import fake_context

ADAPTER = adapter_for("wechat-oa")
TEXT = Paragraph(id="p", spans=(make.span("一段话。"),))
CARD = ProductCard(id="card", product="BJ-0001")


def payload(**changes):
    return ADAPTER.render(make.story(**changes), fake_context())


def article(**changes):
    return payload(**changes).body["articles"][0]


def tree(**changes):
    return LexborHTMLParser(article(**changes)["content"])


def losses(made, code):
    return [loss for loss in made.losses if loss.code == code]


def findings(**changes):
    return [finding.code for finding in ADAPTER.check(make.story(**changes))]


def test_every_shop_gets_the_form_that_wechat_lets_through():
    offers = (
        make.offer(1),
        make.offer(2, "taobao"),
        make.offer(3, "pdd", miniprogram_appid="wx0123456789abcdef", miniprogram_path="pages/goods?id=1&x=2"),
        make.offer(4, "wechat", store_product_id="10000123456"),
    )
    made = payload(body=(TEXT, CARD), products=(make.product(offers=offers),))
    forms = {link.platform: link.form for link in made.links}
    assert forms == {"jd": "qr", "taobao": "qr", "pdd": "miniprogram", "wechat": "card"}
    assert {(link.placement, link.product) for link in made.links} == {("card", "BJ-0001")}
    read = LexborHTMLParser(made.body["articles"][0]["content"])
    (program,) = read.css("mp-miniprogram")
    assert program.attributes["data-miniprogram-appid"] == "wx0123456789abcdef"
    assert program.attributes["data-miniprogram-path"] == "pages/goods?id=1&x=2"
    assert program.attributes["data-miniprogram-imageurl"] == program.attributes["data-progarm-imageurl"]
    (card,) = read.css("mp-common-product")
    assert card.attributes["data-windowproduct"] == "product:10000123456"
    assert [asset.role for asset in made.assets].count("qr") == 2
    assert len(losses(made, "link_as_qr")) == 2
    assert made.body["articles"][0]["content_source_url"] == make.story().url


def test_two_codes_of_one_shop_say_what_is_in_the_box():
    boxes = (make.offer(1, net_grams=5000), make.offer(2, net_grams=2500), make.offer(3, "taobao"))
    said = tree(body=(TEXT, CARD), products=(make.product(offers=boxes),)).body.text()
    for hint in ("长按识别 · 京东 5 kg", "长按识别 · 京东 2.5 kg", "长按识别 · 淘宝 / 天猫"):
        assert hint in said
    assert "长按识别 · 淘宝 / 天猫 5 kg" not in said


@pytest.mark.parametrize(
    "fields",
    [
        {"miniprogram_appid": 'wx0123456789abcdef"', "miniprogram_path": "pages/index"},
        {"miniprogram_appid": "wx0123456789abcdef", "miniprogram_path": 'x" onload="y'},
        {"miniprogram_appid": "", "miniprogram_path": "pages/index"},
    ],
)
def test_a_bad_mini_program_becomes_a_code_and_a_finding(fields):
    product = make.product(offers=(make.offer(1, "pdd", **fields),))
    changes = {"body": (TEXT, CARD), "products": (product,)}
    assert [link.form for link in payload(**changes).links] == ["qr"]
    assert findings(**changes) == ["wechat-oa.miniprogram_invalid"]


def test_a_mini_program_without_a_picture_falls_back_to_a_code():
    offer = make.offer(1, "pdd", miniprogram_appid="wx0123456789abcdef", miniprogram_path="pages/index")
    made = payload(body=(CARD,), cover=None, products=(make.product(image=None, offers=(offer,)),))
    assert [link.form for link in made.links] == ["qr"]


def test_only_the_chosen_offers_are_shown():
    product = make.product(offers=(make.offer(1), make.offer(2, "taobao")))
    made = payload(body=(ProductCard(id="card", product="BJ-0001", offers=(2,)),), products=(product,))
    assert [link.platform for link in made.links] == ["taobao"]


def test_an_outside_link_becomes_a_numbered_note_and_an_article_of_wechat_stays_a_link():
    spans = (
        make.span("脐橙", link=make.product_link()),
        make.span("另一篇", link=Link(kind="web", ref="", url="https://mp.weixin.qq.com/s/abc")),
        make.span("还是脐橙", link=make.product_link()),
        make.span("坏链接", link=Link(kind="web", ref="", url="javascript:alert(1)")),
    )
    made = payload(body=(Paragraph(id="p", spans=spans),))
    content = made.body["articles"][0]["content"]
    assert [a.attributes["href"] for a in LexborHTMLParser(content).css("a")] == ["https://mp.weixin.qq.com/s/abc"]
    assert content.count(">[1]<") == 2
    assert content.count(make.product_link().url) == 1
    assert "[2]" not in content
    assert len(losses(made, "link_as_footnote")) == 2
    assert [loss.what for loss in losses(made, "link_removed")] == ["坏链接 → javascript:alert(1)"]


@pytest.mark.parametrize(
    ("width", "height", "focal", "shape", "expected"),
    [
        (1000, 1000, None, (1, 1), "0_0_1_1"),
        (2350, 2000, None, (2.35, 1), "0_0.25_1_0.75"),
        (2000, 1000, FocalArea(x=1900, y=500, width=50, height=50), (1, 1), "0.5_0_1_1"),
        (2000, 1000, FocalArea(x=0, y=0, width=9, height=9), (1, 1), "0_0_0.5_1"),
        (0, 0, None, (1, 1), "0_0_1_1"),
    ],
)
def test_the_crop_keeps_the_focal_area(width, height, focal, shape, expected):
    assert crop_string(make.image(1, width=width, height=height, focal=focal), *shape) == expected


def test_a_long_summary_is_cut_in_the_digest_and_whole_in_the_body():
    summary = "保靖的脐橙要等到霜降以后才采。" * 12
    made = payload(summary=summary, body=(TEXT,))
    (written,) = made.body["articles"]
    assert len(written["digest"]) <= 128
    assert written["digest"].endswith("。")
    assert summary in written["content"]
    assert losses(made, "text_cut")[0].weight == "light"
    assert findings(summary=summary, body=(TEXT,)) == ["wechat-oa.digest_too_long"]


def test_a_film_becomes_its_poster_and_the_way_to_it():
    made = payload(form="video", video=make.video(), body=())
    assert "2:31" in made.body["articles"][0]["content"]
    assert made.body["articles"][0]["article_type"] == "news"
    assert losses(made, "video_as_poster")[0].weight == "medium"
    assert not [asset for asset in made.assets if asset.role == "video"]


def test_more_than_twenty_pictures_are_left_out_by_name():
    gallery = Gallery(id="g", items=tuple(GalleryItem(image=make.image(n), caption=f"第{n}张") for n in range(2, 26)))
    changes = {"form": "pictures", "body": (gallery,)}
    made = payload(**changes)
    (written,) = made.body["articles"]
    assert len(written["image_info"]["image_list"]) == 20
    assert written["image_info"]["image_list"][0] == {"image_media_id": f"asset:{made.assets[0].name}"}
    assert [loss.what for loss in losses(made, "picture_left_out")] == [
        "第21张",
        "第22张",
        "第23张",
        "第24张",
        "第25张",
    ]
    assert findings(**changes) == ["wechat-oa.gallery_too_many"]
    assert [crop["ratio"] for crop in written["cover_info"]["crop_percent_list"]] == ["1_1", "16_9", "2.35_1"]


def test_a_picture_post_holds_one_store_product_and_the_rest_as_text():
    offers = (
        make.offer(1),
        make.offer(2, "wechat", store_product_id="77"),
        make.offer(3, "wechat", store_product_id="78"),
    )
    made = payload(form="pictures", body=(CARD,), products=(make.product(offers=offers),))
    (written,) = made.body["articles"]
    assert written["product_info"] == {"footer_product_info": {"product_key": "product:77"}}
    assert [link.form for link in made.links] == ["text", "card", "text"]
    assert all(link.url in written["content"] for link in made.links if link.form == "text")
    assert len(losses(made, "link_as_text")) == 2


def test_the_provenance_stands_in_the_article_with_the_seal_and_as_text():
    text = tree(body=(TEXT, CARD), products=(make.product(),)).body.text()
    for said in ("核", "已核验", "2026年10月5日", "湘西果品检验站 向明远", "2027年10月19日", "/verify/BJ-0001"):
        assert said in text


def test_a_lapsed_product_is_held_back_and_never_called_verified():
    lapsed = make.product(verified=False, state="lapsed")
    assert findings(body=(TEXT, CARD), products=(lapsed,)) == ["wechat-oa.product_not_verified"]
    text = tree(body=(TEXT, CARD), products=(lapsed,)).body.text()
    assert "已核验" not in text
    assert "核验已失效" in text


def test_an_article_over_the_limit_is_held_back():
    long = tuple(Paragraph(id=f"p{n}", spans=(make.span("霜降以后才采。" * 60),)) for n in range(50))
    assert findings(body=long) == ["wechat-oa.content_too_long"]


def test_the_words_of_an_english_story_are_english():
    content = article(language="en", title="Orange", body=(CARD,), products=(make.product(offers=(make.offer(1),)),))[
        "content"
    ]
    assert "Press and hold" in content
    assert "长按" not in content
    assert "5 October 2026" in content


def test_the_cleaner_lets_nothing_through_that_the_profile_does_not_name():
    dirty = (
        '<section id="a" class="b" style="color:#222;position:fixed;background:#fff"><iframe src="https://x"></iframe>'
        '<a href="https://item.jd.com/1">x</a><img src="data:image/png;base64,x" onerror="y"><style>p{}</style></section>'
    )
    cleaned = cleaner_for("wechat-oa").clean(dirty)
    assert cleaned == '<section style="color:#222;background:#fff"><a>x</a><img></section>'


def test_cards_survive_the_cleaner_and_a_text_cannot_stand_for_one():
    slots = Slots("f" * 64)
    kept = slots.keep(element("mp-common-product", data_title='"<b>'))
    written = element("section", "slot-ffff-0-", kept)
    filled = slots.fill(cleaner_for("wechat-oa").clean(inline(written.html, "paper")))
    assert filled.count("<mp-common-product") == 1
    assert 'data-title="&quot;&lt;b&gt;"' in filled
    assert "slot-ffff-0-<section>" in filled


def test_a_text_is_escaped_by_being_a_text():
    assert element("p", "<b>&", css='"', title="'\"<").html == (
        '<p class="&quot;" title="&#x27;&quot;&lt;">&lt;b&gt;&amp;</p>'
    )
    with pytest.raises(TypeError):
        Markup("<p>") + "x"
