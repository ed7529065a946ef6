"""Tencent News and Tencent Video: the Penguin account's parameters, and what they cost a story."""

import pytest

from channels.adapters import adapter_for
from channels.adapters.phrases import day, length, price_of, weight
from stories.document import Heading, ImageBlock, Paragraph, ProductCard
from tests.channels.pure import documents as make
from tests.channels.pure.context import fake_context

NEWS, VIDEO = adapter_for("tencent-news"), adapter_for("tencent-video")
TEXT = Paragraph(id="p", spans=(make.span("一段话。"),))
CARD = ProductCard(id="card", product="BJ-0001")


def render(adapter, **changes):
    return adapter.render(make.story(**changes), fake_context())


def codes(adapter, **changes):
    return [finding.code.partition(".")[2] for finding in adapter.check(make.story(**changes))]


def lost(payload, code):
    return [(loss.block, loss.what, loss.weight) for loss in payload.losses if loss.code == code]


def test_news_takes_the_product_as_text_and_every_shop_is_a_heavy_loss():
    product = make.product(offers=(make.offer(1), make.offer(2, "wechat", store_product_id="1")))
    made = render(NEWS, body=(TEXT, CARD), products=(product,))
    assert made.links == ()
    assert [(block, weight) for block, _, weight in lost(made, "purchase_link_lost")] == [("card", "heavy")] * 2
    content = made.body["content"]
    assert "可溶性固形物：13.2 °Bx" in content
    assert "元" not in content
    assert "<blockquote><p><strong>【核】已核验 · 保靖脐橙1</strong></p>" in content
    assert f"查验：{product.check_url}" in content
    assert made.body["original_url"] == make.story().url


def test_news_reports_links_and_flattened_headings():
    spans = (make.span("脐橙", link=make.product_link()),)
    made = render(NEWS, body=(Heading(id="h", level=3, text="小标题"), Paragraph(id="p", spans=spans)))
    assert "<p><strong>小标题</strong></p><p>脐橙</p>" in made.body["content"]
    assert lost(made, "heading_flattened") == [("h", "小标题", "light")]
    assert lost(made, "link_removed") == [("p", f"脐橙 → {make.product_link().url}", "heavy")]


@pytest.mark.parametrize(("pictures", "kind"), [(1, 1), (2, 1), (3, 3), (7, 3)])
def test_one_cover_or_three(pictures, kind):
    body = tuple(ImageBlock(id=f"i{n}", image=make.image(n)) for n in range(1, pictures + 1))
    made = render(NEWS, body=(TEXT, *body))
    assert made.body["cover_type"] == kind
    assert made.body["cover_pic"].count("asset:") == kind


def test_the_same_picture_is_shown_once():
    body = (ImageBlock(id="a", image=make.image(2)), ImageBlock(id="b", image=make.image(2), caption="再看一眼"))
    made = render(NEWS, body=body)
    assert made.body["content"].count("<img") == 2
    assert "再看一眼" in made.body["content"]
    assert [block for block, _, _ in lost(made, "picture_repeated")] == ["b"]


def test_news_names_marketing_words_where_they_stand():
    body = (Paragraph(id="p", spans=(make.span("限时"), make.span("抢购，秒杀"))),)
    found = [f for f in NEWS.check(make.story(body=body)) if f.code == "tencent-news.marketing_words"]
    assert [(f.block, f.field, dict(f.params)) for f in found] == [("p", "body", {"words": "限时、抢购、秒杀"})]
    tagged = [f for f in NEWS.check(make.story(tags=("脐橙", "爆款"))) if f.code == "tencent-news.marketing_words"]
    assert [(f.field, dict(f.params)) for f in tagged] == [("tags", {"words": "爆款"})]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("五个字标题", "title_too_short"),
        ("长" * 31, "title_too_long"),
        ("，逗号开头的标题", "title_bad_start"),
        ("", "title_missing"),
    ],
)
def test_a_title_that_would_be_refused_blocks(title, code):
    found = NEWS.check(make.story(title=title, body=(TEXT,)))
    assert [(f.code, f.weight, f.field) for f in found] == [(f"tencent-news.{code}", "block", "title")]


def test_tags_are_filled_from_the_products_and_cut_to_five():
    few = render(NEWS, tags=("脐橙",), body=(TEXT,), products=(make.product(),))
    assert few.body["tag"] == "脐橙 保靖脐橙1 湖南省湘西州保靖县"
    many = render(NEWS, tags=tuple("一二三四五六七"), body=(TEXT,))
    assert many.body["tag"] == "一 二 三 四 五"
    assert [what for _, what, _ in lost(many, "tag_left_out")] == ["六", "七"]


@pytest.mark.parametrize(("category", "sent"), [("美食", "美食"), ("天文", "三农"), ("", "三农")])
def test_our_category_becomes_the_platforms(category, sent):
    assert render(NEWS, category=category, body=(TEXT,)).body["category"] == sent


def test_a_news_film_goes_with_the_parameters_of_the_video_call():
    made = render(NEWS, form="video", video=make.video(), body=(CARD,), products=(make.product(),))
    assert {"title", "tags", "cat", "desc", "media", "cover_pic"} <= set(made.body)
    assert "content" not in made.body
    assert made.body["cat"] == 2201


@pytest.mark.parametrize("form", ["article", "pictures"])
def test_tencent_video_takes_films_only(form):
    found = VIDEO.check(make.story(form=form))
    assert [(f.code, f.weight, f.params) for f in found] == [
        ("tencent-video.form_not_taken", "note", (("form", form),))
    ]


def test_the_description_ends_with_the_product_and_its_check_address():
    made = render(VIDEO, form="video", video=make.video(), products=(make.product(),))
    summary, line = made.body["desc"].split("\n")
    assert summary == make.story().summary
    assert line.startswith("【核】已核验 · 保靖脐橙1：")
    assert line.endswith("/verify/BJ-0001")
    assert "向明远走访" in line


def test_a_long_summary_gives_way_to_the_provenance():
    made = render(
        VIDEO, form="video", video=make.video(), summary="第一剪离枝，第二剪齐蒂。" * 30, products=(make.product(),)
    )
    assert len(made.body["desc"]) <= 200
    assert "/verify/BJ-0001" in made.body["desc"]
    assert lost(made, "text_cut")


def test_provenance_is_shortened_before_it_is_lost_and_both_are_reported():
    products = tuple(make.product(f"BJ-000{n}") for n in range(1, 7))
    made = render(VIDEO, form="video", video=make.video(), products=products)
    assert len(made.body["desc"]) <= 200
    shortened, gone = lost(made, "provenance_shortened"), lost(made, "provenance_lost")
    assert len(shortened) + len(gone) == 6
    assert shortened
    assert {weight for _, _, weight in gone} == {"heavy"}


@pytest.mark.parametrize(("width", "height", "crop"), [(1920, 1080, "cover_landscape"), (1080, 1920, "cover_portrait")])
def test_the_cover_follows_the_film(width, height, crop):
    asked = []
    context = fake_context()
    spy = type(context)(
        **{name: getattr(context, name) for name in ("site_name", "site_url", "now", "film", "qr", "link")},
        rendition=lambda image, name: asked.append(name) or context.rendition(image, name),
    )
    VIDEO.render(make.story(form="video", video=make.video(width=width, height=height)), spy)
    assert asked == [crop]


def test_a_film_without_cover_uses_its_poster_and_without_either_is_held_back():
    assert "cover_pic" in render(VIDEO, form="video", cover=None, video=make.video()).body
    assert codes(VIDEO, form="video", cover=None, video=make.video(poster=None)) == ["cover_missing"]


def test_a_story_without_any_tag_that_fits_is_held_back():
    assert codes(VIDEO, form="video", video=make.video(), tags=("长得放不进去的标签",), category="") == [
        "tags_missing",
        "category_missing",
    ]


@pytest.mark.parametrize(
    ("fen", "grams", "zh", "en"),
    [
        (2800, 5000, "28 元 · 5.6 元/kg", "¥28 · ¥5.6/kg"),
        (990, 1000, "9.9 元", "¥9.9"),
        (6805, 450, "68.05 元 · 151.22 元/kg", "¥68.05 · ¥151.22/kg"),
        (100, 0, "1 元", "¥1"),
    ],
)
def test_prices_with_their_unit(fen, grams, zh, en):
    offer = make.offer(1, price_fen=fen, net_grams=grams)
    assert price_of("zh-hans", offer) == zh
    assert price_of("en", offer) == en


def test_weights_lengths_and_days():
    assert [weight(grams) for grams in (0, 450, 1000, 2500)] == ["", "450 g", "1 kg", "2.5 kg"]
    assert [length(ms) for ms in (0, 9_999, 151_000)] == ["0:00", "0:09", "2:31"]
    assert day("en", make.product().valid_until) == "19 October 2027"
