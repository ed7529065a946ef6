"""Generated documents, many of them strange: what holds for every channel and every story."""

import json
import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels.adapters import ADAPTERS
from channels.adapters.base import as_shown
from channels.adapters.phrases import offer_line
from channels.rules.counting import clean
from channels.rules.validate import violations
from stories.document import (
    Callout,
    Declarations,
    FactRef,
    FactTable,
    Gallery,
    GalleryItem,
    Heading,
    ImageBlock,
    Link,
    ListBlock,
    MetPerson,
    Paragraph,
    People,
    Person,
    ProductCard,
    Quote,
    Related,
    Step,
    Steps,
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
    st.builds(make.span, words, strong=st.booleans(), em=st.booleans(), link=st.none() | links)
    | st.builds(make.span, words, strong=st.booleans(), fact=st.just(FactRef(product="BJ-0001", key="sugar"))),
    max_size=4,
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


def laid_out(number: int):
    """The kinds that only our own page lays out."""
    name = st.just(f"b{number}")
    step = st.builds(Step, spans=spans, image=st.none() | pictures)
    person = st.builds(
        MetPerson, key=st.just("person-1"), name=words, role=words, place=words, image=st.none() | pictures, words=words
    )
    return st.one_of(
        st.builds(
            Steps,
            id=name,
            purpose=st.sampled_from(["recipe", "guide"]),
            title=words,
            needs=st.lists(words, max_size=3).map(tuple),
            steps=st.lists(step, max_size=3).map(tuple),
        ),
        st.builds(People, id=name, people=st.lists(person, max_size=2).map(tuple)),
        st.builds(Related, id=name, story=st.just(9), title=words, summary=words, url=web, cover=st.none() | pictures),
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
        st.builds(
            FactTable,
            id=name,
            product=st.sampled_from(["BJ-0001", "BJ-0002", "gone"]),
            keys=st.lists(st.sampled_from(["sugar", "altitude"]), unique=True).map(tuple),
        ),
        laid_out(number),
    )


said = {
    "ai": st.sampled_from(["none", "assisted", "generated"]),
    "nature": st.sampled_from(["none", "opinion", "fiction", "health", "hazard"]),
}
declarations = st.builds(Declarations, **said) | st.builds(
    Declarations, originality=st.just("reprint"), source_author=words, source_url=web, **said
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
        targets=draw(st.sampled_from([(), ("qzone", "weishi")])),
        declarations=draw(declarations),
    )


# The same documents in every run, so that a build does not depend on luck; HYPOTHESIS_FACTOR=20 looks for new ones.
# A fraction asks for fewer.
FACTOR = float(os.environ.get("HYPOTHESIS_FACTOR", "1"))


# Making a document costs far more than rendering it: each one is judged on all channels at once.
def settle(examples: int):
    return settings(
        max_examples=max(1, round(examples * FACTOR)),
        derandomize=FACTOR <= 1,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def rendered(document):
    return [(adapter, adapter.render(as_shown(adapter, document), fake_context())) for adapter in ADAPTERS]


@given(document=stories())
@settle(80)
def test_every_story_is_sent_right_or_held_back_with_a_reason(document):
    for adapter, payload in rendered(document):
        document = as_shown(adapter, document)
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
@settle(40)
def test_every_offer_of_a_card_is_linked_once_or_lost(document):
    for adapter, payload in rendered(document):
        assert len({(link.code, link.placement, link.form) for link in payload.links}) == len(payload.links)
        for block in (block for block in document.body if block.kind == "product"):
            product = document.product(block.product)
            chosen = (
                [offer for offer in product.offers if not block.offers or offer.id in block.offers] if product else []
            )
            lost = {
                loss.what for loss in payload.losses if loss.block == block.id and loss.code == "purchase_link_lost"
            }
            for offer in chosen:
                code = fake_context().link(offer, block.id).code
                linked = sum(link.code == code and link.placement == block.id for link in payload.links)
                told = clean(offer_line(offer, document.language)).strip() in lost
                # Two offers that say the same are one loss.
                assert linked == 1 or (linked == 0 and told), (adapter.key, offer.id, linked)


@given(document=stories())
@settle(60)
def test_nothing_in_a_payload_can_act(document):
    for adapter, payload in rendered(document):
        profile = set(adapter.spec.html.tags) if adapter.spec.html else set()
        own = {"mp-miniprogram", "mp-common-product", "div"}
        assert dangers(html_of(payload.body), profile | own) == []


def one_of_each() -> dict:
    fact = make.product().facts[0]
    return {
        "heading": Heading(id="b", text="山坡上的事"),
        "paragraph": Paragraph(id="b", spans=(make.span("坡地在"), make.fact_span(fact))),
        "list": ListBlock(id="b", items=((make.fact_span(fact),),)),
        "quote": Quote(id="b", text="甜得慢", cite="果农"),
        "image": ImageBlock(id="b", image=make.image(9), caption="第九幅"),
        "gallery": Gallery(id="b", items=(GalleryItem(image=make.image(9), caption="第九幅"),)),
        "video": VideoBlock(id="b", video=make.video(9), caption="第九段"),
        "callout": Callout(id="b", title="贴士", spans=(make.fact_span(fact),)),
        "product": ProductCard(id="b", product="BJ-0001", pitch="现采现发"),
        "facts": FactTable(id="b", product="BJ-0001", keys=("altitude",)),
        "steps": Steps(id="b", needs=("橙皮",), steps=(Step(spans=(make.fact_span(fact),), image=make.image(9)),)),
        "people": People(id="b", people=(MetPerson(key="person-1", name="田阿妹", role="果农"),)),
        "related": Related(id="b", story=9, title="另一座山", url=f"{make.SITE}/zh-hans/stories/other/"),
    }


def test_every_kind_of_block_has_its_case_in_every_channel():
    """A kind that an adapter does not know would vanish without a word."""
    samples = one_of_each()
    assert set(samples) == set(make.ALL_KINDS)
    for form in ("article", "pictures", "video"):
        shape = {"form": form, "products": (make.product(),), "video": make.video() if form == "video" else None}
        without = {adapter.key: payload for adapter, payload in rendered(make.story(**shape))}
        for kind, sample in samples.items():
            for adapter, payload in rendered(make.story(**shape, body=(sample,))):
                if form in adapter.spec.forms:
                    said = html_of(payload.body) or json.dumps(payload.body, ensure_ascii=False)
                    before = without[adapter.key].body
                    said_before = html_of(before) or json.dumps(before, ensure_ascii=False)
                    lost = [loss for loss in payload.losses if loss.block.partition(".")[0] == "b"]
                    assert said != said_before or lost, (adapter.key, form, kind)
