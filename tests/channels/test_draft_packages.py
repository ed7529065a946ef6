"""The package of a draft, from the preview in the editor: whole, marked as a draft, and for no channel to pull."""

import hashlib
import io
import json
import zipfile

import pytest
from django.urls import reverse

from channels.models import Edition, FeedEntry, RenderedAsset
from commerce.models import PurchaseLink
from tests.factories import PhotoFactory
from tests.stories.editor import form_data
from tests.stories.factories import PARAGRAPH, block, card, make_story, orange

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(people, stories_zh):
    blocks = [block("text", PARAGRAPH), block("image", {"photo": PhotoFactory().pk, "caption": "采摘"})]
    story = make_story(stories_zh, people["author"], [*blocks, card(orange(people))], category="三农")
    story.save_revision(user=people["author"])
    return story


@pytest.fixture
def preview(client, people, draft):
    """Open a mode of the preview, with what the author has in the form."""
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[draft.pk])

    def opened(mode: str, **changes):
        client.force_login(people["author"])
        client.post(address, form_data(draft, **changes))
        return client.get(f"{address}?mode={mode}")

    return opened


def opened_package(answer) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_the_preview_leads_to_the_package_of_the_draft(preview):
    page = preview("wechat-oa").content.decode()
    assert 'href="?mode=wechat-oa/download"' in page


def test_the_package_is_of_what_is_in_the_form_and_says_that_it_is_a_draft(preview, draft):
    answer = preview("wechat-oa/download", title="还没存")
    assert f'filename="wechat-oa-{draft.pk}-draft.zip"' in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    package = opened_package(answer)
    data = json.loads(package.read("envelope.json"))
    assert data["state"] == "draft"
    assert not data["story"].keys() & {"version", "digest", "approved_by", "published_at"}
    assert data["payload"]["articles"][0]["title"] == "还没存"
    readme = package.read("README.txt").decode()
    assert "What to do" not in readme
    assert "还没有人批准" in readme
    assert "Nobody has approved it" in readme


def test_the_package_holds_what_its_checksums_say(draft, preview):
    package = opened_package(preview("qq-browser/download"))
    sums = dict(reversed(line.split("  ")) for line in package.read("checksums.txt").decode().splitlines())
    assert {*sums, "checksums.txt"} == set(package.namelist())
    assert any(name.startswith("assets/") for name in sums)
    for name, digest in sums.items():
        assert hashlib.sha256(package.read(name)).hexdigest() == digest


def test_no_channel_can_pull_it(preview):
    preview("wechat-oa/download")
    assert not Edition.objects.exists()
    assert not FeedEntry.objects.exists()
    assert not PurchaseLink.objects.filter(channel="wechat-oa").exists()


def test_who_may_not_preview_may_not_download(preview, draft, client, people):
    preview("wechat-oa")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[draft.pk])
    client.force_login(people["analyst"])
    assert client.get(f"{address}?mode=wechat-oa/download").status_code in (302, 403)
    client.logout()
    assert client.get(f"{address}?mode=wechat-oa/download").status_code == 302


def test_a_channel_that_takes_nothing_of_it_says_so_instead(preview):
    answer = preview("weishi/download")
    assert not answer.streaming
    assert "?mode=weishi/download" not in answer.content.decode()


def test_a_file_that_is_gone_is_named(preview):
    made = preview("wechat-oa/download")
    assert made.status_code == 200
    row = RenderedAsset.objects.filter(media_type="image/jpeg").first()
    row.file.storage.delete(row.file.name)
    answer = preview("wechat-oa/download")
    assert answer.status_code == 503
    assert row.name in answer.content.decode()
