"""From a release to editions and feed entries: once, in order, and reproducible."""

import json

import pytest
from django.core.files.base import ContentFile

from channels import adapters, editions
from channels.contract import Finding
from channels.models import ChannelFeed, Edition, EditionState, FeedEntry, RenderedAsset
from channels.reconcile import reconcile
from commerce.models import PurchaseLink
from products.models import Product, Verification
from stories.models import StoryPage
from tests.channels.factories import cover_photo, make_release

pytestmark = pytest.mark.django_db

ENVELOPE_KEYS = [
    "channel",
    "spec_version",
    "adapter_version",
    "story",
    "payload",
    "media_type",
    "assets",
    "links",
    "provenance",
    "targeting",
    "losses",
    "findings",
]


def block_all(monkeypatch):
    blocking = Finding("small-one.title_too_long", "block", params=(("count", 40), ("max", 32)))
    for adapter in adapters.ADAPTERS:
        monkeypatch.setattr(adapter, "check", lambda document: [blocking])


def test_a_release_becomes_one_edition_and_one_entry_per_channel(two_channels, story, product):
    release = make_release(story, product, cover=cover_photo())
    editions.make_editions(release.pk)
    made = Edition.objects.order_by("channel")
    assert [(one.channel, one.state, one.current) for one in made] == [
        ("small-one", "ready", True),
        ("small-two", "ready", True),
    ]
    assert [(entry.channel, entry.number, entry.op) for entry in FeedEntry.objects.all()] == [
        ("small-one", 1, "upsert"),
        ("small-two", 1, "upsert"),
    ]


def test_envelope_is_as_the_contract_says(two_channels, story, product):
    release = make_release(story, product, cover=cover_photo(), text="保靖的橘子")
    [edition, _other] = editions.make_editions(release.pk)
    data = json.loads(edition.envelope)
    assert list(data) == ENVELOPE_KEYS
    assert "保靖的橘子" in edition.envelope, "Chinese is not escaped"
    assert '": ' not in edition.envelope
    assert data["story"] == {
        "id": story.pk,
        "version": 1,
        "digest": release.digest,
        "language": "zh-hans",
        "form": "article",
        "author": "",
        "approved_by": "approver（中）",
        "published_at": release.live_from.isoformat().replace("+00:00", "Z"),
    }
    [line] = data["provenance"]
    assert line["code"] == product.code
    assert line["visited_by"] == "乙，合作社"
    assert [asset["role"] for asset in data["assets"]] == ["qr", "cover"]
    assert data["targeting"] == {"regions": ["433125"], "interests": ["橘子"]}


def test_purchase_links_of_an_edition_exist(two_channels, story, product):
    editions.make_editions(make_release(story, product).pk)
    links = json.loads(Edition.objects.get(channel="small-one").envelope)["links"]
    assert [link["placement"] for link in links] == [f"card-{product.pk}"]
    assert PurchaseLink.objects.filter(code=links[0]["code"], channel="small-one").exists()


def test_running_twice_changes_nothing(two_channels, story, product):
    release = make_release(story, product, cover=cover_photo())
    editions.make_editions(release.pk)
    rows = list(Edition.objects.values()), list(FeedEntry.objects.values()), list(RenderedAsset.objects.values())
    editions.make_editions(release.pk)
    again = list(Edition.objects.values()), list(FeedEntry.objects.values()), list(RenderedAsset.objects.values())
    assert again == rows


def test_a_new_version_takes_the_place_of_the_old(two_channels, story, product):
    editions.make_editions(make_release(story, product, text="一").pk)
    editions.make_editions(make_release(story, product, text="二").pk)
    current = Edition.objects.get(channel="small-one", current=True)
    assert current.release.version == 2
    assert ChannelFeed.objects.get(channel="small-one").last_number == 2


def test_an_unchanged_version_makes_no_entry_and_leaves_the_old_one_standing(two_channels, story, product):
    editions.make_editions(make_release(story, product).pk)
    editions.make_editions(make_release(story, product).pk)
    states = Edition.objects.filter(channel="small-one").order_by("release__version").values_list("state", "current")
    assert list(states) == [("ready", True), ("unchanged", False)]
    assert FeedEntry.objects.filter(channel="small-one").count() == 1


def test_a_blocked_version_is_kept_with_its_finding_and_leaves_the_old_one_standing(
    two_channels, story, product, monkeypatch
):
    editions.make_editions(make_release(story, product, text="一").pk)
    block_all(monkeypatch)
    editions.make_editions(make_release(story, product, text="二").pk)
    blocked = Edition.objects.get(channel="small-one", release__version=2)
    assert (blocked.state, blocked.current) == (EditionState.BLOCKED, False)
    assert blocked.findings[0]["code"] == "small-one.title_too_long"
    assert Edition.objects.get(channel="small-one", current=True).release.version == 1
    assert FeedEntry.objects.filter(channel="small-one").count() == 1


def test_a_rule_broken_by_the_payload_blocks(two_channels, story, product, monkeypatch):
    monkeypatch.setattr("channels.rendering.violations", lambda key, body, lifted: ["title: too long"])
    editions.make_editions(make_release(story, product).pk)
    assert set(Edition.objects.values_list("state", flat=True)) == {"blocked"}
    assert Edition.objects.first().findings[0]["params"] == {"detail": "title: too long"}
    assert not FeedEntry.objects.exists()


def test_an_overtaken_release_is_not_made(two_channels, story, product):
    old = make_release(story, product, text="一")
    make_release(story, product, text="二")
    assert editions.make_editions(old.pk) == []
    assert not Edition.objects.exists()


def test_a_story_whose_product_fell_meanwhile_does_not_go_out(two_channels, story, product):
    release = make_release(story, product)
    Verification.objects.update(state="withdrawn")
    editions.make_editions(release.pk)
    assert set(Edition.objects.values_list("state", "current")) == {("withdrawn", False)}
    assert not FeedEntry.objects.exists()


def test_a_story_taken_offline_meanwhile_does_not_go_out(two_channels, story, product):
    release = make_release(story, product)
    StoryPage.objects.update(live=False)
    editions.make_editions(release.pk)
    assert not FeedEntry.objects.exists()


def entries_of(channel):
    return list(FeedEntry.objects.filter(channel=channel).order_by("number").values_list("op", "version", "reason"))


def test_a_channel_that_a_new_version_is_not_meant_for_is_told_to_take_the_story_down(two_channels, story, product):
    editions.make_editions(make_release(story, product, text="一").pk)
    narrowed = make_release(story, product, text="二", targets=("small-one",))
    editions.make_editions(narrowed.pk)
    editions.make_editions(narrowed.pk)
    gone = ("withdraw", 1, "no_longer_meant_for_channel")
    assert entries_of("small-two") == [("upsert", 1, ""), gone]
    assert entries_of("small-one") == [("upsert", 1, ""), ("upsert", 2, "")]
    assert Edition.objects.get(channel="small-two").state == EditionState.WITHDRAWN
    # Meant for it once more, and saying what it said before: it goes out again.
    editions.make_editions(make_release(story, product, text="一").pk)
    assert entries_of("small-two") == [("upsert", 1, ""), gone, ("upsert", 3, "")]


def test_an_overtaken_version_takes_nothing_down(two_channels, story, product):
    editions.make_editions(make_release(story, product, text="一").pk)
    narrowed = make_release(story, product, text="二", targets=("small-one",))
    editions.make_editions(make_release(story, product, text="三").pk)
    editions.make_editions(narrowed.pk)
    assert entries_of("small-two") == [("upsert", 1, ""), ("upsert", 3, "")]


def test_a_lost_task_is_healed_where_a_version_is_not_meant_for_a_channel(two_channels, story, product):
    editions.make_editions(make_release(story, product, text="一").pk)
    make_release(story, product, text="二", targets=("small-one",))
    reconcile()
    assert [op for op, *_rest in entries_of("small-two")] == ["upsert", "withdraw"]
    reconcile()
    assert len(entries_of("small-two")) == 2


def test_a_form_the_channel_does_not_take_makes_no_edition(two_channels, story, product):
    release = make_release(story, product, form="video")
    assert editions.make_editions(release.pk) == []


def test_one_failing_adapter_does_not_hold_up_the_others(two_channels, story, product, monkeypatch):
    def fail(document, context):
        raise RuntimeError("broken adapter")

    monkeypatch.setattr(two_channels[0], "render", fail)
    with pytest.raises(ExceptionGroup):
        editions.make_editions(make_release(story, product).pk)
    assert Edition.objects.get().channel == "small-two"


def test_a_replaced_photo_blocks_with_a_finding(two_channels, story, product):
    photo = cover_photo()
    release = make_release(story, product, cover=photo)
    photo.file.save("other.jpg", cover_photo().file)
    # The bytes on disk are another picture's now.
    with photo.open_file() as file:
        data = file.read()
    with photo.file.storage.open(photo.file.name, "wb") as file:
        file.write(data + b"\0")
    editions.make_editions(release.pk)
    assert Edition.objects.get(channel="small-one").findings[0]["code"] == "file.asset_changed"


def test_a_past_edition_is_rebuilt_to_the_byte(two_channels, story, product):
    release = make_release(story, product, cover=cover_photo())
    [edition, _other] = editions.make_editions(release.pk)
    # Neither the product's present wording nor the approver's name may reach into the past.
    Product.objects.update(name_zh="别的名字")
    release.approved_by.display_name_zh = "新名字"
    release.approved_by.save()
    assert editions.rebuild(Edition.objects.get(pk=edition.pk)) == edition.envelope


def test_the_files_are_made_anew_to_the_byte(two_channels, story, product):
    release = make_release(story, product, cover=cover_photo())
    [edition, _other] = editions.make_editions(release.pk)
    RenderedAsset.objects.all().delete()
    assert editions.rebuild(edition) == edition.envelope


def test_the_beginning_of_a_file_left_by_a_killed_worker_is_no_file(two_channels, story, product):
    release = make_release(story, product, cover=cover_photo())
    editions.make_editions(release.pk)
    row = RenderedAsset.objects.get(source__startswith="photo")
    RenderedAsset.objects.all().delete()
    row.file.storage.delete(row.file.name)
    row.file.storage.save(row.file.name, ContentFile(b"half"))
    editions.rebuild(Edition.objects.get(channel="small-one"))
    assert row.file.storage.size(row.file.name) == row.bytes
    assert RenderedAsset.objects.get(source=row.source).file.name == row.file.name
