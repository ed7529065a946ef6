"""Generated documents, many of them strange: what holds for every channel and every story."""

import json
import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels.adapters import ADAPTERS
from channels.rules.validate import violations
from stories.document import (
    Callout,
    Gallery,
    GalleryItem,
    Heading,
    ImageBlock,
    Link,
    ListBlock,
    Paragraph,
    Person,
    ProductCard,
    Quote,
    VideoBlock,
)
from tests.channels.pure import documents as make
from tests.channels.pure.context import fake_context
from tests.channels.pure.reading import dangers, html_of, unreported

HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "</section></p>", "&lt;b&gt;",
    "]]>", "{{7*7}}", "asset:x", "slot-0-", "<!--", "\x00\x08", "\u202e橙", "👨‍👩‍👧‍👦", "e\u0301", "𠮷", "最低价", "Buy now",
]  # fmt: skip
words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30), st.text("霜降以后才采，。山 abc", max_size=40))
long_words = st.one_of(words, st.sampled_from(["霜降以后才采。" * 40, "No sentence ends here " * 20, "长" * 300]))
titles = st.one_of(words, st.text("保靖脐橙霜降", min_size=10, max_size=30))
web = st.sampled_from(
    ["https://fengshou.example/a", "https://mp.weixin.qq.com/s/abc", "javascript:alert(1)", "", "//x"]
)
links = st.builds(Link, kind=st.sampled_from(["product", "story", "web"]), ref=words, url=web)
spans = st.lists(
    st.builds(make.span, words, strong=st.booleans(), em=st.booleans(), link=st.none() | links), max_size=4
).map(tuple)
pictures = st.integers(1, 8).map(make.image)
films = st.builds(
    make.video,
    width=st.sampled_from([1080, 1920]),
    poster=st.none() | pictures,
    codec=st.sampled_from(["h264", "vp9"]),
)
offers = st.lists(
    st.builds(
        make.offer,
        st.integers(1, 9),
        st.sampled_from(["jd", "taobao", "pdd", "wechat"]),
        title=words,
        net_grams=st.sampled_from([0, 1, 500, 1000, 5000]),
        miniprogram_appid=st.sampled_from(["", "wx" + "0" * 16, '"><b>']),
        miniprogram_path=st.sampled_from(["", "pages/index?id=1", '" onload="x']),
        store_product_id=st.sampled_from(["", "100001", "<x>"]),
    ),
    max_size=4,
    unique_by=lambda offer: offer.id,
).map(tuple)


@st.composite
def products(draw):
    changes = {
        "name": draw(words),
        "tagline": draw(words),
        "offers": draw(offers),
        "verified": draw(st.booleans()),
        "check_url": draw(web),
        "image": draw(st.none() | pictures),
    }
    codes = draw(st.lists(st.sampled_from(["BJ-0001", "BJ-0002"]), unique=True))
    return tuple(make.product(code, **changes) for code in codes)


def card(number: int):
    return st.builds(
        ProductCard,
        id=st.just(f"b{number}"),
        product=st.sampled_from(["BJ-0001", "BJ-0002", "gone"]),
        offers=st.lists(st.integers(1, 9), max_size=2).map(tuple),
        pitch=words,
    )


def block(number: int):
    name = st.just(f"b{number}")
    return st.one_of(
        st.builds(Heading, id=name, level=st.sampled_from([2, 3]), text=words),
        st.builds(Paragraph, id=name, spans=spans),
        st.builds(ListBlock, id=name, ordered=st.booleans(), items=st.lists(spans, max_size=3).map(tuple)),
        st.builds(Quote, id=name, text=words, cite=words),
        st.builds(ImageBlock, id=name, image=pictures, caption=words),
        st.builds(
            Gallery,
            id=name,
            items=st.lists(st.builds(GalleryItem, image=pictures, caption=words), max_size=3).map(tuple),
        ),
        st.builds(VideoBlock, id=name, video=films, caption=words),
        st.builds(Callout, id=name, title=words, spans=spans),
        card(number),
    )


@st.composite
def stories(draw):
    return make.story(
        form=draw(st.sampled_from(["article", "pictures", "video"])),
        language=draw(st.sampled_from(["zh-hans", "en"])),
        title=draw(titles),
        summary=draw(long_words),
        category=draw(st.sampled_from(["三农", "", "unknown"])),
        tags=tuple(draw(st.lists(words, max_size=7))),
        authors=tuple(
            draw(st.lists(st.builds(Person, username=st.just("a"), name=words, organisation=words), max_size=2))
        ),
        cover=draw(st.none() | pictures),
        video=draw(st.none() | films),
        body=tuple(draw(st.one_of(block(number), card(number))) for number in range(draw(st.integers(0, 6)))),
        products=draw(products()),
        url=draw(web),
    )


# The same documents in every run, so that a build does not depend on luck; HYPOTHESIS_FACTOR=20 looks for new ones.
FACTOR = int(os.environ.get("HYPOTHESIS_FACTOR", "1"))


# Making a document costs far more than rendering it: each one is judged on all channels at once.
def settle(examples: int):
    return settings(
        max_examples=examples * FACTOR,
        derandomize=FACTOR == 1,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def rendered(document):
    return [(adapter, adapter.render(document, fake_context())) for adapter in ADAPTERS]


@given(document=stories())
@settle(80)
def test_every_story_is_sent_right_or_held_back_with_a_reason(document):
    for adapter, payload in rendered(document):
        findings = adapter.check(document)
        if document.form not in adapter.spec.forms:
            assert [finding.code for finding in findings] == [f"{adapter.key}.form_not_taken"]
        elif not any(finding.weight == "block" for finding in findings):
            assert violations(adapter.key, payload.body) == []
        assert {finding.code.split(".")[0] for finding in findings} <= {adapter.key}
        again = adapter.render(document, fake_context())
        assert json.dumps(again.body).encode() == json.dumps(payload.body).encode()
        assert again == payload


@given(document=stories())
@settle(100)
def test_no_text_and_no_way_to_buy_is_lost_unreported(document):
    for adapter, payload in rendered(document):
        if document.form in adapter.spec.forms:
            assert unreported(document, payload) == [], adapter.key
        for card in (block for block in document.body if block.kind == "product"):
            linked = [link for link in payload.links if link.placement == card.id and link.product == card.product]
            lost = {"purchase_link_lost", "no_way_to_buy", "product_unknown"}
            assert linked or [loss for loss in payload.losses if loss.block == card.id and loss.code in lost]


@given(document=stories())
@settle(60)
def test_nothing_in_a_payload_can_act(document):
    for adapter, payload in rendered(document):
        profile = set(adapter.spec.html.tags) if adapter.spec.html else set()
        own = {"mp-miniprogram", "mp-common-product", "div"}
        assert dangers(html_of(payload.body), profile | own) == []
