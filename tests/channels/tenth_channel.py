"""The channel of `docs/adding-a-channel.md`, in a process that found it installed.

`test_adding_a_channel` starts this file; it is not collected by itself.
"""

import io
import json
import zipfile

import pytest
from django.core.management import call_command
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override

from channels import adapters, tokens
from channels.models import Edition, Receipt
from channels.readiness import channel_readiness
from channels.rules.validate import violations
from commerce.models import PurchaseLink
from stories.text_limits import text_limits
from tests.channels.test_from_story_to_feed import work_off
from tests.stories.factories import PARAGRAPH, block, card, make_story, orange, release_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(people, stories_zh):
    blocks = [block("text", PARAGRAPH), card(orange(people), pitch="今年的第一车")]
    story = make_story(stories_zh, people["author"], blocks, category="三农")
    story.tags.add("橘子", "保靖", "助农")
    story.save()
    story.save_revision(user=people["author"])
    return story


@pytest.fixture
def live(draft, people):
    story = release_story(draft, people)
    work_off()
    return story


def run(name: str, *args, **options) -> str:
    out = io.StringIO()
    call_command(name, *args, stdout=out, **options)
    return out.getvalue()


def test_it_stands_behind_ours():
    assert [adapter.key for adapter in adapters.ADAPTERS][len(adapters.OURS) :] == ["lantern"]
    assert adapters.FAULTS == ()


def test_the_editor_knows_it(draft, people, client):
    client.force_login(people["author"])
    page = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    assert "灯笼" in page
    assert ("lantern", 40, 2) in [(limit["channel"], limit["max"], limit["min"]) for limit in text_limits("title")]
    preview = draft.serve_preview(RequestFactory().get("/"), "lantern")
    assert preview.status_code == 200
    assert "今年的第一车" in preview.content.decode()


def test_its_readiness_speaks_in_both_languages(draft):
    untagged = draft.built.document.model_copy(update={"tags": ()})
    (line,) = [line for line in channel_readiness(untagged) if line.channel == "lantern"]
    assert line.sells
    assert not line.blocked
    (finding,) = line.findings
    with override("en"):
        assert str(finding.message) == "Lantern hangs cards by tag; write at least one."
    with override("zh-hans"):
        assert str(finding.message) == "灯笼按标签分墙，请至少写一个标签。"
    assert {loss.weight for loss in line.losses} == {"medium", "light"}


def test_its_feed_and_package_are_served(live, client):
    edition = Edition.objects.get(channel="lantern")
    assert edition.state == "ready"
    payload = json.loads(edition.envelope)["payload"]
    assert violations("lantern", payload) == []
    assert PurchaseLink.objects.get(channel="lantern").code.split("-")[1] == "la"
    headers = {"authorization": f"Bearer {tokens.issue('lantern')[1]}"}
    feed = client.get("/api/v1/channels/lantern/feed", headers=headers).json()
    assert [entry["story_id"] for entry in feed["entries"]] == [live.pk]
    package = client.get(f"/api/v1/channels/lantern/editions/{live.pk}/package", headers=headers)
    names = zipfile.ZipFile(io.BytesIO(b"".join(package.streaming_content))).namelist()
    assert any(name.endswith(".jpg") for name in names)
    assert "lantern" in [channel["key"] for channel in client.get("/api/v1/channels").json()["channels"]]


def test_the_admin_lists_it(live, people, client):
    client.force_login(people["operator"])
    assert "灯笼" in client.get(reverse("channeltoken:add")).content.decode()
    edition = Edition.objects.get(channel="lantern")
    listing = client.get(reverse("edition:index"), {"channel": "lantern"})
    assert list(listing.context["object_list"]) == [edition]
    assert client.get(reverse("edition:inspect", args=[edition.pk])).status_code == 200
    assert not Receipt.objects.exists()


def test_the_commands_know_it(live):
    assert json.loads(run("render", str(live.pk), channel="lantern"))["title"] == live.title
    run("rehearse", channel="lantern")
    assert run("channel_token", "create", "lantern", "--days", "30").strip()
