"""The real channels, from a draft in the editor to what a channel pulls, by way of the worker's tasks."""

import json
import re

import pytest
from django.db import transaction
from django.test import RequestFactory
from django_tasks_db.models import DBTaskResult

from channels import adapters, editions, feed, previews
from channels.envelope import as_text
from channels.models import Edition, FeedEntry, RenderedAsset
from channels.readiness import channel_readiness, crop_size
from channels.rules.validate import violations
from channels.spec import Crop
from commerce.models import PurchaseLink
from products import services
from stories.document import ImageAsset, StoryDocument
from stories.models import StoryPage
from tests.factories import OfferFactory, PhotoFactory
from tests.stories.factories import PARAGRAPH, block, card, make_story, orange, release_story

pytestmark = pytest.mark.django_db

ARTICLE_CHANNELS = ("wechat-oa", "qq-kandian", "qzone", "tencent-news", "kuaibao", "qq-browser")


@pytest.fixture
def product(people):
    product = orange(people)
    OfferFactory(
        product=product, platform="pdd", sku="887766", url="https://mobile.yangkeduo.com/goods.html?goods_id=1"
    )
    return product


@pytest.fixture
def draft(people, stories_zh, product):
    blocks = [
        block("heading", "第一车橘子"),
        block("text", PARAGRAPH),
        block("image", {"photo": PhotoFactory().pk, "caption": "采摘"}),
        card(product, pitch="今年的第一车"),
    ]
    story = make_story(stories_zh, people["author"], blocks, category="三农")
    story.tags.add("橘子", "保靖", "助农")
    story.save()
    story.save_revision(user=people["author"])
    return story


def work_off() -> list[str]:
    """Do what the worker would, in its order; return the names of the tasks."""
    names = []
    for result in DBTaskResult.objects.filter(task_path__startswith="channels.").order_by("enqueued_at"):
        result.task.func(*result.args_kwargs["args"], **result.args_kwargs["kwargs"])
        names.append(result.task.name)
        result.delete()
    return names


def as_preview_would(key: str, story: StoryPage):
    return previews.rendered_preview(adapters.adapter_for(key), story.built.document)


def test_approval_enqueues_and_the_worker_puts_it_out(draft, people):
    release_story(draft, people)
    assert not Edition.objects.exists(), "nothing is rendered while a person waits"
    assert "make_editions" in work_off()
    assert dict(Edition.objects.values_list("channel", "state")) == dict.fromkeys(ARTICLE_CHANNELS, "ready")
    for edition in Edition.objects.all():
        data = json.loads(edition.envelope)
        assert violations(edition.channel, data["payload"]) == []
        assert editions.rebuild(edition) == edition.envelope


def test_a_preview_is_the_edition_to_be(draft, people):
    """What the author saw in the editor is what the channel gets, byte for byte."""
    seen = {key: as_preview_would(key, draft) for key in ARTICLE_CHANNELS}
    assert not PurchaseLink.objects.filter(channel__in=seen).exists(), "a preview writes no links"
    release_story(draft, people)
    work_off()
    for key, rendered in seen.items():
        stored = Edition.objects.get(channel=key).envelope
        assert f'"payload":{as_text(rendered.payload.body)},' in stored


def test_a_preview_leaves_its_files_for_the_edition(draft, people):
    for key in ARTICLE_CHANNELS:
        as_preview_would(key, draft)
    made = set(RenderedAsset.objects.values_list("name", flat=True))
    release_story(draft, people)
    work_off()
    assert set(RenderedAsset.objects.values_list("name", flat=True)) == made


@pytest.mark.parametrize("key", [adapter.key for adapter in adapters.ADAPTERS])
def test_preview_page_has_no_script_but_the_copying_one_and_asks_nobody_else(draft, key):
    request = RequestFactory().get("/")
    response = draft.serve_preview(request, key)
    page = response.content.decode()
    assert response.status_code == 200
    scripts = re.findall("<script[^>]*>", page)
    copied = ['<script src="/static/channels/preview.js" defer>', '<script id="article-html" type="application/json">']
    assert scripts == (copied if key == "wechat-oa" else [])
    assert "default-src 'none'" in response["Content-Security-Policy"]
    told = re.findall("script-src ([^;]*)", response["Content-Security-Policy"])
    assert told == (["http://testserver/static/channels/preview.js"] if key == "wechat-oa" else [])
    if key in ARTICLE_CHANNELS:
        assert 'sandbox srcdoc="&lt;!doctype html&gt;' in page
        assert "保靖的橘子熟了" in page


def test_previews_of_an_empty_draft_are_pages_too(stories_zh):
    story = StoryPage(title="", slug="empty", locale=stories_zh.locale)
    for adapter in adapters.ADAPTERS:
        for form in ("article", "pictures", "video"):
            story.form = form
            response = story.serve_preview(RequestFactory().get("/"), adapter.key)
            assert response.status_code == 200


def test_readiness_speaks_of_every_channel_and_asks_the_database_once(draft, django_assert_num_queries):
    document = draft.built.document
    with django_assert_num_queries(1):
        lines = channel_readiness(document)
        texts = [str(text) for line in lines for text in line.losses]
    assert [line.channel for line in lines] == [adapter.key for adapter in adapters.ADAPTERS]
    by_key = {line.channel: line for line in lines}
    assert not by_key["wechat-oa"].blocked, [str(found.message) for found in by_key["wechat-oa"].findings]
    assert [found.code for found in by_key["tencent-video"].findings] == ["tencent-video.form_not_taken"]
    assert any("脐橙" in text for text in texts), "the shops that Tencent News drops are named"


@pytest.mark.parametrize("form", ["article", "pictures", "video"])
def test_readiness_of_an_empty_draft_blocks_and_does_not_fail(form):
    document = StoryDocument(story_id=0, translation_key="x", language="zh-hans", form=form, title="")
    for line in channel_readiness(document):
        assert all(str(found.message) for found in line.findings)
        assert not any(found.code.endswith("render_failed") for found in line.findings)
        assert line.blocked or form == "article" or line.findings


def test_a_faulty_adapter_is_a_finding_and_writing_goes_on(draft, monkeypatch):
    def fail(document):
        raise RuntimeError

    monkeypatch.setattr(adapters.ADAPTERS[0], "check", fail)
    lines = channel_readiness(draft.built.document)
    assert [found.code for found in lines[0].findings] == ["wechat-oa.render_failed"]
    assert len(lines) == len(adapters.ADAPTERS)


@pytest.mark.parametrize(
    "spec", ["fill-900x383", "fill-300x300", "width-1080", "max-1280x1280", "height-200", "original", "max-100x4000"]
)
def test_dry_sizes_are_those_of_the_files(spec, site):
    from channels.rendered_assets import make_picture
    from tests.channels.factories import image_of

    photo = PhotoFactory()
    image = image_of(photo)
    made = make_picture(image, photo, Crop(filter=spec))
    width, height = crop_size(image, Crop(filter=spec))
    assert abs(width - made.width) <= 1
    assert abs(height - made.height) <= 1


def test_dry_sizes_of_a_picture_of_unknown_size():
    image = ImageAsset(key="photo-1", sha256="a" * 64, width=0, height=0, bytes=0)
    assert crop_size(image, Crop(filter="fill-900x383")) == (0, 0)


def test_withdrawing_the_product_takes_the_story_off_every_feed(draft, people, product):
    release_story(draft, people)
    work_off()
    services.withdraw(product, people["confirmer"], "重新核验")
    newest = FeedEntry.objects.order_by("channel", "-number")
    assert {(entry.channel, entry.op, entry.reason) for entry in newest if entry.number == 2} == {
        (key, "withdraw", "verification_withdrawn") for key in ARTICLE_CHANNELS
    }


def test_unpublishing_takes_the_story_off_every_feed(draft, people):
    story = release_story(draft, people)
    work_off()
    with transaction.atomic():
        story.unpublish()
    assert not Edition.objects.filter(current=True).exists()
    row = feed.row_of("wechat-oa")
    [(_cursor, entry)] = feed.read(row, "", 10).entries
    assert entry.op == "withdraw"
