"""A document says what the page says, for any half-filled draft, and the same each time."""

import json

import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from products import services
from products.models import ProductPage
from stories import approval
from stories.document import Link, StoryDocument
from stories.models import StoryPage
from stories.rules import story_findings
from tests.factories import OfferFactory
from tests.stories.factories import PARAGRAPH, block, card, make_story, orange, release_story, small_photo
from tests.stories.films import make_film


def build(body: list[dict], index=None, **fields):
    return StoryPage(title="题", locale=index.locale if index else None, body=json.dumps(body), **fields).built


def codes(built) -> set[str]:
    return {gap.code for gap in built.gaps}


def test_each_kind_of_block(stories_zh, people):
    photo, film, product = small_photo(), make_film(), orange(people)
    body = [
        block("heading", " 山 上 "),
        block("text", "<p>一</p><h3>小题</h3><ul><li>点</li></ul>"),
        block("image", {"photo": photo.pk, "caption": "果园"}),
        block("gallery", {"items": [{"photo": photo.pk, "caption": "一"}, {"photo": photo.pk, "caption": ""}]}),
        block("video", {"film": film.pk, "caption": "摘"}),
        block("quote", {"text": "甜", "cite": "果农"}),
        block("list", {"ordered": True, "items": ["<p>一</p>", "<p><b>二</b></p>"]}),
        block("callout", {"title": "贴士", "text": "<p>阴凉</p><p>干燥</p>"}),
        card(product, pitch="现摘现发"),
    ]
    built = build(body, stories_zh)
    kinds = [part.kind for part in built.document.body]
    assert kinds == [
        *("heading", "paragraph", "heading", "list", "image", "gallery", "video", "quote", "list", "callout"),
        "product",
    ]
    assert built.gaps == []
    assert built.document.body[0].text == "山 上"
    assert [part.id for part in built.document.body[1:4]] == [body[1]["id"] + end for end in ("", ".1", ".2")]
    assert built.document.body[4].image.sha256 == photo.sha256
    assert built.document.body[6].video.sha256 == film.sha256
    assert built.document.body[8].ordered
    assert "".join(span.text for span in built.document.body[9].spans) == "阴凉 干燥"
    assert built.document.products[0].code == product.code


def test_a_product_snapshot_says_who_vouched_and_where_to_check(stories_zh, people):
    product = orange(people)
    snapshot = build([card(product)], stories_zh).document.products[0]
    assert [step.kind for step in snapshot.steps] == ["recommended", "visited", "assessed", "confirmed"]
    assert snapshot.step("visited").person == people["inspector"].display_name("zh-hans")
    assert snapshot.verified
    assert snapshot.check_url == f"{django_settings.SITE_URL}/verify/{product.code}"
    assert snapshot.valid_until == product.current_verification.valid_until
    assert len(snapshot.evidence_digest) == 64
    assert snapshot.offers[0].price_fen == 2800


def test_a_product_that_ended_is_not_verified(stories_zh, people):
    product = orange(people)
    services.withdraw(product, people["confirmer"], "抽检不合格")
    built = build([card(product)], stories_zh)
    snapshot = built.document.products[0]
    assert (snapshot.verified, snapshot.state) == (False, "withdrawn")
    assert "story.product_unverified" in {f.code for f in story_findings(built.document, built.gaps)}


def test_a_verification_past_its_day_has_lapsed_before_the_night_run(stories_zh, people):
    product = orange(people)
    verification = product.current_verification
    type(verification).objects.filter(pk=verification.pk).update(valid_until="2020-01-01")
    snapshot = build([card(product)], stories_zh).document.products[0]
    assert (snapshot.verified, snapshot.state) == (False, "lapsed")


def test_only_offers_of_the_product_on_sale_can_be_chosen(stories_zh, people):
    product = orange(people)
    other = OfferFactory(product=product)
    gone = OfferFactory(product=product, active=False)
    foreign = OfferFactory(product=orange(people))
    built = build([card(product, other, gone, foreign)], stories_zh)
    assert built.document.body[0].offers == (other.pk,)
    assert codes(built) == {"story.offer_not_on_sale"}
    assert gone.pk not in {offer.id for offer in built.document.products[0].offers}


def test_links_to_our_own_pages_are_typed(stories_zh, products_zh, people):
    product = orange(people)
    page = ProductPage(title="脐橙", slug="qi-cheng", product=product)
    products_zh.add_child(instance=page)
    page.save_revision(user=people["author"])
    approval.submit(page, people["author"])
    approval.approve(page, people["editor"])
    story = release_story(make_story(stories_zh, people["author"]), people)
    draft = make_story(stories_zh, people["author"], title="草稿")
    html = "".join(f'<p><a linktype="page" id="{target.pk}">这里</a></p>' for target in (page, story, draft))
    built = build([block("text", html)], stories_zh)
    links = [part.spans[0].link for part in built.document.body]
    site = django_settings.SITE_URL
    assert links == [
        Link(kind="product", ref=product.code, url=f"{site}/zh-hans/products/{page.slug}/"),
        Link(kind="story", ref=str(story.pk), url=f"{site}/zh-hans/stories/{story.slug}/"),
        None,
    ]
    assert codes(built) == {"story.link_dropped"}


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("heading", "", "story.block_empty"),
        ("text", "", "story.block_empty"),
        ("text", None, "story.block_empty"),
        ("image", {"photo": None, "caption": "无图"}, "story.photo_missing"),
        ("image", {"photo": 999_999}, "story.photo_missing"),
        ("gallery", {"items": []}, "story.gallery_short"),
        ("video", {}, "story.video_missing"),
        ("quote", {"text": " ", "cite": "谁"}, "story.block_empty"),
        ("list", {"items": []}, "story.block_empty"),
        ("callout", {"title": "空"}, "story.block_empty"),
        ("product", {"product": None}, "story.product_missing"),
        ("steps", {}, "story.steps_few"),
        ("steps", {"steps": [{"text": "<p>一</p>"}]}, "story.steps_few"),
        ("steps", {"steps": [{"text": "<p>一</p>"}, {"text": ""}, {"text": "<p>二</p>"}]}, "story.step_empty"),
        ("steps", {"steps": [{"text": "<p>一</p>", "photo": 999_999}] * 2}, "story.photo_missing"),
        ("steps", {"steps": "abc", "needs": 7, "purpose": []}, "story.steps_few"),
        ("people", {"people": []}, "story.block_empty"),
        ("people", {"people": [{"person": None}]}, "story.person_missing"),
        ("people", {"people": [{"person": 999_999}, "x"]}, "story.person_missing"),
        ("related", {"story": None}, "story.related_missing"),
        ("related", {"story": 999_999}, "story.related_closed"),
        ("related", {"story": "elsewhere"}, "story.related_closed"),
    ],
)
def test_a_half_filled_block_is_a_gap_at_that_block(stories_zh, kind, value, code):
    part = block(kind, value)
    built = build([part], stories_zh)
    assert [gap.block for gap in built.gaps if gap.code == code] == [part["id"]]


def test_stored_lists_may_be_wrapped(stories_zh):
    photo = small_photo()
    wrapped = [{"type": "item", "id": "x", "value": {"photo": photo.pk, "caption": ""}}] * 2
    assert len(build([block("gallery", {"items": wrapped})], stories_zh).document.body[0].items) == 2


def test_a_draft_and_its_revision_say_the_same(stories_zh, people):
    story = make_story(stories_zh, people["author"], [block("text", PARAGRAPH), card(orange(people))])
    story.tags.add("橘子", "保靖")
    story.save()
    revision = story.save_revision(user=people["author"])
    stored = StoryPage.objects.get(pk=story.pk).built.document
    assert stored.digest == revision.as_object().built.document.digest == stored.digest
    assert stored.tags == ("保靖", "橘子")
    assert [author.username for author in stored.authors] == ["author"]
    assert stored.url == f"{django_settings.SITE_URL}{story.url}"


NAMES = st.sampled_from(
    [
        "photo",
        "caption",
        "items",
        "film",
        "text",
        "cite",
        "ordered",
        "product",
        "offers",
        "title",
        "needs",
        "purpose",
        "people",
        "person",
        "words",
        "story",
    ]
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
HTML = st.sampled_from(["<p>文</p>", "<b", '<a linktype="page" id="1">x</a>', "<ul><li>", "<script>x"])
VALUES = st.recursive(
    LEAVES | HTML,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)
KINDS = st.sampled_from(
    [
        "heading",
        "text",
        "image",
        "gallery",
        "video",
        "quote",
        "list",
        "callout",
        "product",
        "facts",
        "steps",
        "people",
        "related",
        "long-gone",
    ]
)
BLOCKS = st.lists(
    st.fixed_dictionaries({"type": KINDS, "value": VALUES}, optional={"id": st.none() | st.text(max_size=5)}),
    max_size=6,
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=BLOCKS, title=st.text(max_size=20), form=st.text(max_size=8))
def test_any_draft_builds_and_gives_one_digest(site, stories_zh, body, title, form):
    page = StoryPage(title=title, form=form, locale=stories_zh.locale, body=body)
    first, second = page.built, page.built
    assert first.document.digest == second.document.digest
    assert StoryDocument.model_validate_json(first.document.canonical_json) == first.document
    story_findings(first.document, first.gaps)


def test_a_look_asked_for_one_channel_stands_in_the_document(stories_zh):
    own = block("override", {"channel": "wechat-oa", "title": "", "summary": "", "tags": [], "theme": "grove"})
    built = build([], stories_zh, channel_settings=json.dumps([own]))
    assert built.document.overrides[0].theme == "grove"
    # Nothing else is set for the channel, so it shows the story's own words.
    assert built.document.for_channel("wechat-oa") is built.document
