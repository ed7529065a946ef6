"""A campaign's audience goes with the editions of its stories, is kept with them, and is news when it changes."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from channels import editions, envelope, reconcile, rehearsal, retargeting
from channels.models import Edition, FeedEntry
from commerce.audiences import audience_of, audiences_of, still_meant
from commerce.models import Campaign, CampaignRegion, CampaignStory
from stories import listing
from stories.models import Release, StoryPage
from tests.channels.factories import make_release, make_story
from tests.factories import PlaceFactory


def make_campaign(key="two-days", *, products=(), regions=("440000",), days=10, **fields) -> Campaign:
    today = timezone.localdate()
    starts = fields.pop("starts", today)
    campaign = Campaign.objects.create(
        key=key, name_zh="两日橙", name_en="Two days", starts=starts, ends=today + timedelta(days=days), **fields
    )
    campaign.products.set(products)
    for code in regions:
        place = PlaceFactory(code=code, level="province", name_zh=code, name_en=code)
        CampaignRegion.objects.create(campaign=campaign, place=place)
    return campaign


def current(channel="small-one") -> Edition:
    return Edition.objects.get(channel=channel, current=True)


def targeting(edition: Edition) -> dict:
    return json.loads(edition.envelope)["targeting"]


@pytest.fixture
def live(two_channels, story, product) -> StoryPage:
    editions.make_editions(make_release(story, product).pk)
    StoryPage.objects.filter(pk=story.pk).update(live=True)
    listing.write([story.pk])
    return story


def brought_up(stories) -> None:
    """What the worker does: the task, and then the editions of the versions that it made."""
    retargeting.retarget(stories)
    for release in Release.objects.filter(editions=None):
        editions.make_editions(release.pk)


def test_without_a_campaign_the_envelope_says_what_it_always_said(live):
    assert targeting(current()) == {"regions": ["433125"], "interests": ["橘子"]}
    assert current().audience == []


def test_the_audience_fills_the_block(two_channels, story, product):
    campaign = make_campaign(products=[product], interests=["tea", "fruit"], age_from=25, regions=("440000", "310000"))
    editions.make_editions(make_release(story, product).pk)
    said = {
        "campaign": "two-days", "starts": campaign.starts.isoformat(), "ends": campaign.ends.isoformat(),
        "regions": ["310000", "440000"], "interests": ["fruit", "tea"], "ages": {"from": 25, "to": 99},
    }  # fmt: skip
    assert targeting(current()) == {
        "regions": ["310000", "440000"], "interests": ["橘子", "fruit", "tea"],
        "ages": {"from": 25, "to": 99}, "campaigns": [said],
    }  # fmt: skip


def test_an_old_edition_is_made_again_to_the_byte_after_the_campaign_changed(live, product):
    campaign = make_campaign(products=[product])
    brought_up([live.pk])
    before = current()
    campaign.regions.all().delete()
    campaign.interests = ["tea"]
    campaign.save()
    assert editions.rebuild(before) == before.envelope
    # A rehearsal is about adapters and rules; a changed campaign is not theirs to show.
    assert rehearsal.outcome_of(before, rehearsal.current_rules.current_adapter("small-one")).verdict == "same"


def test_a_new_audience_is_a_new_version_and_one_entry_for_each_channel(live, product):
    entries = FeedEntry.objects.count()
    make_campaign(products=[product])
    brought_up([live.pk])
    assert [release.version for release in Release.objects.filter(story=live).order_by("pk")] == [1, 2]
    assert FeedEntry.objects.count() == entries + 2
    assert targeting(current())["regions"] == ["440000"]
    for _again in range(2):
        brought_up([live.pk])
        reconcile.reconcile()
    assert FeedEntry.objects.count() == entries + 2
    assert Release.objects.filter(story=live).count() == 2


def test_what_readers_do_not_hear_of_makes_no_version(live, product):
    campaign = make_campaign(products=[product])
    brought_up([live.pk])
    campaign.goal_fen, campaign.line_zh = 100, "另一句"
    campaign.save()
    assert retargeting.retarget([live.pk]) == 0


def test_a_campaign_that_is_over_by_the_calendar_makes_no_version(live, product, monkeypatch):
    make_campaign(products=[product], days=1)
    brought_up([live.pk])
    later = timezone.localdate() + timedelta(days=2)
    monkeypatch.setattr(timezone, "localdate", lambda *given: later)
    assert audiences_of(Release.objects.filter(story=live).first().parsed()) == []
    assert still_meant(current().audience, later) == []
    assert retargeting._retarget(live.pk) is False
    monkeypatch.undo()


def test_a_lost_task_is_healed(live, product):
    campaign = make_campaign(products=[product])
    reconcile.reconcile()
    assert targeting(current())["regions"] == ["440000"]
    campaign.delete()
    reconcile.reconcile()
    assert "campaigns" not in targeting(current())


def test_named_stories_alone_in_either_language(two_channels, stories_zh, product):
    told, other = make_story(stories_zh, "甲"), make_story(stories_zh, "乙")
    campaign = make_campaign(products=[product])
    CampaignStory.objects.create(campaign=campaign, story=told)
    documents = [make_release(story, product).parsed() for story in (told, other)]
    keys = [str(story.translation_key) for story in (told, other)]
    told_document, other_document = (
        document.model_copy(update={"translation_key": key}) for document, key in zip(documents, keys, strict=True)
    )
    assert [one["campaign"] for one in audiences_of(told_document)] == ["two-days"]
    assert audiences_of(other_document) == []


def test_two_campaigns_speak_to_the_readers_of_both():
    found = envelope.targeting(
        make_document(),
        [
            {"campaign": "a", "regions": ["440000"], "ages": {"from": 30, "to": 60}},
            {"campaign": "b", "regions": ["110000"], "ages": {"from": 20, "to": 40}},
        ],
    )
    assert (found["regions"], found["ages"]) == (["110000", "440000"], {"from": 20, "to": 60})
    assert "ages" not in envelope.targeting(
        make_document(), [{"campaign": "a", "ages": {"from": 1, "to": 2}}, {"campaign": "b"}]
    )


def make_document():
    from tests.channels.pure import documents

    return documents.story()


def test_a_campaign_for_nobody_in_particular_says_nothing(db):
    assert audience_of(make_campaign(regions=())) == {}


class TestDesk:
    @pytest.fixture
    def desk(self, client, people):
        client.force_login(people["admin"])
        return client

    def form(self, **fields) -> dict:
        data = {
            "key": "spring", "name_zh": "春", "name_en": "Spring", "starts": "2026-11-01", "ends": "2099-12-31",
            **{f"{name}-{count}": "0" for name in ("campaign_stories", "campaign_offers") for count in COUNTS},
            **{f"regions-{count}": "0" for count in COUNTS},
        }  # fmt: skip
        return data | fields

    def test_saving_tells_the_channels(self, desk, live, product, django_capture_on_commit_callbacks):
        place = PlaceFactory(code="440000", level="province", name_zh="广东省", name_en="Guangdong")
        told = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("channels.tasks.retarget", Recorded(told))
            region = {
                "regions-TOTAL_FORMS": "1",
                "regions-0-place": place.pk,
                "regions-0-id": "",
                "regions-0-DELETE": "",
            }
            answer = desk.post(reverse("campaign:add"), self.form(products=[product.pk], interests=["tea"], **region))
            assert answer.status_code == 302, answer.context["form"].errors
            campaign = Campaign.objects.get()
            assert audience_of(campaign)["regions"] == ["440000"]
            assert told == [[live.pk]]
            # A product that is taken out concerns the stories it was told by.
            answer = desk.post(
                reverse("campaign:edit", args=[campaign.pk]),
                self.form(key="other", **{"regions-TOTAL_FORMS": "0", "regions-INITIAL_FORMS": "0"}),
            )
            assert answer.status_code == 302, answer.context["form"].errors
            assert told == [[live.pk]] * 2
            campaign.refresh_from_db()
            assert (campaign.key, campaign.interests, campaign.products.count()) == ("spring", [], 0)
            campaign.products.add(product)
            desk.post(reverse("campaign:delete", args=[campaign.pk]))
        assert told == [[live.pk]] * 3
        assert not Campaign.objects.exists()

    @pytest.mark.parametrize(
        ("fields", "wrong"),
        [
            ({"interests": ["religion"]}, "interests"),
            ({"age_from": "12"}, "age_from"),
            ({"age_from": "40", "age_to": "30"}, "age_to"),
            ({"goal_fen": "28.005"}, "goal_fen"),
        ],
        ids=["interest", "minor", "ages", "fen"],
    )
    def test_what_it_refuses(self, desk, db, fields, wrong):
        answer = desk.post(reverse("campaign:add"), self.form(**fields))
        assert list(answer.context["form"].errors) == [wrong]


COUNTS = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")


class Recorded:
    """Stands in for the task: remembers what was asked of it."""

    def __init__(self, told: list) -> None:
        self.told = told

    def enqueue(self, stories: list[int]) -> None:
        self.told.append(stories)
