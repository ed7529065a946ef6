"""The operator's commands: clear words for bad input, and safe to repeat."""

import hashlib
import io
import json
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from channels import adapters, editions
from channels.contract import Finding, Loss
from channels.models import ChannelFeed, ChannelToken, Edition, FeedEntry, RenderedAsset
from channels.spec import SPEC_DIR
from commerce.models import PurchaseLink
from products.models import Verification
from stories.models import StoryPage
from tests.channels.factories import cover_photo, hold, make_release
from tests.channels.test_feed import withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def run(name: str, *args, **options) -> str:
    out = io.StringIO()
    call_command(name, *args, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


@pytest.fixture
def release(two_channels, story, product):
    return make_release(story, product, cover=cover_photo())


# Tokens


def test_a_token_is_printed_once_and_opens_its_channel(two_channels, client):
    secret = run("channel_token", "create", "small-one", "--days", "3").strip()
    headers = {"authorization": f"Bearer {secret}", "accept-language": "en"}
    answer = client.get("/api/v1/channels/small-one/feed", headers=headers)
    assert answer.status_code == 200
    listed = run("channel_token", "list")
    assert secret not in listed
    assert "small-one" in listed
    run("channel_token", "revoke", str(ChannelToken.objects.get().pk))
    assert "revoked" in run("channel_token", "list")
    answer = client.get("/api/v1/channels/small-one/feed", headers=headers)
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "args", [("create", "nobody"), ("create", "small-one", "--days", "0"), ("revoke", "12"), ("create",)]
)
def test_bad_token_commands_change_nothing(two_channels, args):
    with pytest.raises(CommandError):
        run("channel_token", *args)
    assert not ChannelToken.objects.exists()


# Rendering


def test_render_writes_payload_and_assets(release, tmp_path):
    run("render", str(release.story_id), channel="small-one", out=tmp_path)
    envelope = json.loads((tmp_path / "envelope.json").read_text())
    assert json.loads((tmp_path / "payload.json").read_text()) == envelope["payload"]
    assert {file.name for file in (tmp_path / "assets").iterdir()} == {asset["name"] for asset in envelope["assets"]}
    assert not FeedEntry.objects.exists()


def test_render_prints_the_payload(release):
    assert json.loads(run("render", str(release.story_id), channel="small-one"))["title"] == release.story.title


@pytest.mark.parametrize("out", ["taken", "taken/below"])
def test_render_into_what_is_no_folder_says_so(release, tmp_path, out):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(CommandError, match="cannot be written"):
        run("render", str(release.story_id), "--channel", "small-one", "--out", str(tmp_path / out))


def test_render_of_an_impossible_id_says_so(two_channels):
    with pytest.raises(CommandError, match="does not exist"):
        run("render", "9" * 30, "--channel", "small-one")


def test_render_says_what_is_wrong(release):
    with pytest.raises(CommandError, match="no channel"):
        run("render", str(release.story_id), channel="nobody")
    with pytest.raises(CommandError, match="999"):
        run("render", "999", channel="small-one")


# Rehearsal


def test_rehearsal_tells_same_changed_and_failed(release, two_channels, monkeypatch):
    editions.make_editions(release.pk)
    assert "same: 2, changed: 0, failed: 0" in run("rehearse")
    first, second = two_channels
    first.version = 2
    assert "same: 2" in run("rehearse"), "a version number alone changes nothing for readers"
    made = first.render
    monkeypatch.setattr(first, "render", lambda document, context: _louder(made(document, context)))
    assert "same: 1, changed: 1, failed: 0" in run("rehearse")
    monkeypatch.setattr(second, "check", lambda document: [Finding("small-two.title_missing", "block")])
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("rehearse", stdout=out)
    assert "The title is missing." in out.getvalue()
    assert "same: 0, changed: 0, failed: 1" in _failing("rehearse", channel="small-two")
    assert FeedEntry.objects.count() == 2, "nothing is put out"
    first.version = 1


def _louder(payload):
    payload.body["title"] += "!"
    return payload


def _failing(name: str, **options) -> str:
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command(name, stdout=out, **options)
    return out.getvalue()


def test_rehearsal_tells_what_differs_and_what_more_is_lost(release, two_channels, monkeypatch):
    editions.make_editions(release.pk)
    assert "with new losses: 0" in run("rehearse", strict=True)
    first, _second = two_channels
    made = first.render
    lost = Loss("text_cut", "p1", "霜降", "heavy")

    def losing(document, context):
        payload = made(document, context)
        return replace(payload, losses=(*payload.losses, lost))

    monkeypatch.setattr(first, "render", losing)
    said = run("rehearse")
    assert "New loss (heavy): Cut for length: 霜降" in said
    assert "same: 2, changed: 0, failed: 0, with new losses: 1" in said
    assert "would change or lose more" in _refused("rehearse", strict=True)
    monkeypatch.setattr(first, "render", lambda document, context: _louder(made(document, context)))
    assert "Differs: payload/title\n" in run("rehearse")
    assert "would change or lose more" in _refused("rehearse", strict=True)
    with override("zh-hans"):
        said = run("rehearse")
        assert "有变化" in said
        assert "不同之处：payload/title" in said
        assert "same" not in said
        assert "changed: 1" in run("rehearse", language="en")


def test_rehearsal_as_json(release, two_channels, monkeypatch):
    editions.make_editions(release.pk)
    first, second = two_channels
    made = first.render
    monkeypatch.setattr(first, "render", lambda document, context: _louder(made(document, context)))
    monkeypatch.setattr(second, "check", lambda document: [Finding("small-two.title_missing", "block")])
    report = json.loads(_failing("rehearse", as_json=True))
    assert report["counts"] == {"same": 0, "changed": 1, "failed": 1, "new_losses": 0}
    changed, failed = report["editions"]
    assert (changed["channel"], changed["story_id"], changed["version"]) == ("small-one", release.story_id, 1)
    assert (changed["verdict"], changed["changes"]) == ("changed", ["payload/title"])
    assert (failed["verdict"], failed["reasons"]) == ("failed", ["The title is missing."])


def test_rehearsal_writes_no_links(release, two_channels, monkeypatch):
    editions.make_editions(release.pk)
    PurchaseLink.objects.all().delete()
    assert "same: 2" in run("rehearse")
    assert not PurchaseLink.objects.exists()


def _refused(name: str, **options) -> str:
    with pytest.raises(CommandError) as refused:
        run(name, **options)
    assert refused.value.returncode == 1
    return str(refused.value)


@pytest.fixture
def on_qzone(story, product):
    """A story that stands on Qzone by its real adapter."""
    cover = cover_photo()
    release = make_release(story, product, cover=cover, summary="山坡上的橘子熟了，一车一车往下运。", text="橘子熟了。")
    edition = editions.make_edition(adapters.adapter_for("qzone"), release, release.parsed())
    assert edition.state == "ready"
    return edition


def changed_spec(tmp_path, before: str, after: str):
    text = (SPEC_DIR / "qzone.toml").read_text(encoding="utf-8")
    assert before in text
    file = tmp_path / "qzone.toml"
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    return file


def test_a_changed_spec_is_rehearsed_before_it_is_switched_on(on_qzone, tmp_path):
    limit = "[limits.summary]\nmax = 200"
    same = changed_spec(tmp_path, limit, "[limits.summary]\nmax = 199")
    assert "same: 1, changed: 0, failed: 0, with new losses: 0" in run("rehearse", channel="qzone", spec=same)
    tighter = changed_spec(tmp_path, limit, "[limits.summary]\nmax = 9")
    said = run("rehearse", channel="qzone", spec=tighter)
    assert "Differs: payload/share/summary" in said
    assert "Cut for length: share summary: " in said
    assert "changed: 1, failed: 0, with new losses: 1" in said
    breaking = changed_spec(
        tmp_path,
        '[limits.content_bytes]\nunit = "bytes"\nmax = 102400',
        '[limits.content_bytes]\nunit = "bytes"\nmax = 10',
    )
    assert "the channel takes 10." in _failing("rehearse", channel="qzone", spec=breaking)
    on_qzone.refresh_from_db()
    assert on_qzone.current


def test_a_changed_profile_of_tags_is_rehearsed_too(on_qzone, tmp_path):
    fewer = changed_spec(tmp_path, '"strong", ', "")
    said = run("rehearse", channel="qzone", spec=fewer)
    assert "Differs: payload/blog/content" in said
    assert "same: 1" in run("rehearse", channel="qzone"), "the switched-on spec is untouched"


@pytest.mark.parametrize("text", ["", "key = 1", "=", 'key = "weishi"', "\x00"])
def test_a_bad_spec_is_refused(on_qzone, tmp_path, text):
    file = tmp_path / "spec.toml"
    file.write_text(text)
    assert "is no spec of “qzone”" in _refused("rehearse", channel="qzone", spec=file)


def test_a_spec_that_is_missing_or_of_no_channel_is_refused(on_qzone, tmp_path):
    assert "is no spec of" in _refused("rehearse", channel="qzone", spec=tmp_path / "gone.toml")
    assert "needs --channel" in _refused("rehearse", spec=tmp_path / "gone.toml")


def test_rehearsal_of_an_unknown_channel(two_channels):
    with pytest.raises(CommandError, match="no channel"):
        run("rehearse", channel="nobody")


# Reconciling


def reconciled() -> str:
    return run("reconcile").strip()


NOTHING = "0 editions made, 0 withdrawn, 0 put back."


def test_a_lost_task_is_healed_once(release):
    assert reconciled() == "2 editions made, 0 withdrawn, 0 put back."
    assert Edition.objects.filter(current=True).count() == 2
    assert reconciled() == NOTHING


def test_an_ended_product_whose_withdrawal_was_lost_is_healed(release, product):
    editions.make_editions(release.pk)
    Verification.objects.update(state="withdrawn")
    assert reconciled() == "0 editions made, 2 withdrawn, 0 put back."
    assert reconciled() == NOTHING


def test_a_product_that_lapsed_unnoticed_is_healed(release, product):
    editions.make_editions(release.pk)
    Verification.objects.update(valid_until="2020-01-01")
    assert reconciled() == "0 editions made, 2 withdrawn, 0 put back."


def test_a_story_taken_offline_unnoticed_is_healed(release):
    editions.make_editions(release.pk)
    StoryPage.objects.update(live=False)
    assert reconciled() == "0 editions made, 2 withdrawn, 0 put back."


def test_a_lost_return_is_healed(release, product):
    editions.make_editions(release.pk)
    withdraw(product)
    hold(product)
    assert reconciled() == "2 editions made, 0 withdrawn, 0 put back."
    assert reconciled() == NOTHING


def test_an_entry_missing_from_the_feed_is_healed_once(release):
    editions.make_editions(release.pk)
    FeedEntry.objects.filter(channel="small-one").delete()
    assert reconciled() == "0 editions made, 0 withdrawn, 1 put back."
    entry = FeedEntry.objects.get(channel="small-one")
    assert (entry.op, entry.edition) == ("upsert", Edition.objects.get(channel="small-one"))
    assert reconciled() == NOTHING


def test_after_a_restore_every_reader_starts_anew(release):
    editions.make_editions(release.pk)
    before = ChannelFeed.objects.get(channel="small-one").epoch
    assert "from the beginning" in run("reconcile", restored=True)
    assert ChannelFeed.objects.get(channel="small-one").epoch != before


def test_one_failing_release_does_not_stop_the_rest(release, two_channels, monkeypatch):
    def fail(document, context):
        raise RuntimeError

    monkeypatch.setattr(two_channels[0], "render", fail)
    with pytest.raises(CommandError, match=str(release)):
        run("reconcile")
    assert Edition.objects.get().channel == "small-two"


def test_files_gone_or_damaged_are_made_anew(release):
    editions.make_editions(release.pk)
    before = Edition.objects.get(channel="small-one").envelope
    gone, damaged = RenderedAsset.objects.order_by("pk")[:2]
    gone.file.storage.delete(gone.file.name)
    with damaged.file.storage.open(damaged.file.name, "wb") as file:
        file.write(b"other")
    assert "2 files made anew." in run("reconcile", files=True)
    for row in RenderedAsset.objects.all():
        with row.file.open("rb") as file:
            assert hashlib.sha256(file.read()).hexdigest() == row.sha256
    assert Edition.objects.get(channel="small-one").envelope == before
    assert "0 files made anew." in run("reconcile", files=True)
