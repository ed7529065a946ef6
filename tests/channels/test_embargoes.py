"""An embargo holds back a channel until its hour: not before, once, and never when the story went down."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from channels import editions, followers, waiting
from channels.models import Edition, EditionState, FeedEntry
from channels.reconcile import reconcile
from stories.document import ALL_CHANNELS, Embargo
from stories.models import StoryPage
from stories.schedule import upcoming
from tests.channels.factories import make_release

pytestmark = pytest.mark.django_db


def hour(count: int):
    return timezone.now() + timedelta(hours=count)


def held(story, product, channel="small-one", hours=2, **fields):
    release = make_release(story, product, embargoes=(Embargo(channel=channel, not_before=hour(hours)),), **fields)
    editions.make_editions(release.pk)
    return release


def entries(channel="small-one") -> list[tuple[int, str, int]]:
    rows = FeedEntry.objects.filter(channel=channel).order_by("number")
    return list(rows.values_list("number", "op", "version"))


def state(channel="small-one") -> list[str]:
    return list(Edition.objects.filter(channel=channel).order_by("pk").values_list("state", flat=True))


def later(hours=3):
    return time_machine.travel(hour(hours), tick=False)


def test_the_others_get_it_at_once_and_the_held_one_at_its_hour(two_channels, story, product):
    held(story, product)
    assert entries() == []
    assert len(entries("small-two")) == 1
    assert waiting.make_due() == (0, [])
    with later():
        assert waiting.make_due() == (1, [])
        assert waiting.make_due() == (0, [])
    assert entries() == [(1, "upsert", 1)]
    assert state() == ["ready"]


def test_every_channel_may_be_held(two_channels, story, product):
    held(story, product, channel=ALL_CHANNELS)
    assert FeedEntry.objects.count() == 0


def test_an_hour_that_has_passed_holds_nothing(two_channels, story, product):
    held(story, product, hours=-1)
    assert len(entries()) == 1


def test_a_second_run_and_healing_leave_it_waiting(two_channels, story, product):
    release = held(story, product)
    editions.make_editions(release.pk)
    reconcile()
    assert state() == ["waiting"]
    assert entries() == []


def test_healing_finds_what_was_lost(two_channels, story, product):
    held(story, product)
    Edition.objects.filter(state=EditionState.WAITING).delete()
    with later():
        reconcile()
    assert len(entries()) == 1


def test_a_newer_release_takes_its_place(two_channels, story, product):
    held(story, product)
    held(story, product, hours=6, text="第二版。")
    with later():
        assert waiting.make_due() == (0, [])
    with later(7):
        waiting.make_due()
    assert entries() == [(1, "upsert", 2)]


def test_a_newer_release_without_embargo_goes_out_once(two_channels, story, product):
    held(story, product)
    editions.make_editions(make_release(story, product, text="第二版。").pk)
    with later():
        waiting.make_due()
    assert entries() == [(1, "upsert", 2)]


def test_what_a_channel_has_stays_until_the_hour(two_channels, story, product):
    editions.make_editions(make_release(story, product).pk)
    held(story, product, text="第二版。")
    assert entries() == [(1, "upsert", 1)]
    with later():
        waiting.make_due()
    assert entries() == [(1, "upsert", 1), (2, "upsert", 2)]


@pytest.mark.parametrize("reason", ["unpublished", "expired", "killed"])
def test_a_story_that_went_down_never_goes_out(two_channels, story, product, reason):
    held(story, product)
    StoryPage.objects.filter(pk=story.pk).update(live=False)
    followers.story_taken_down(story=story, reason=reason)
    with later():
        waiting.make_due()
        reconcile()
    assert entries() == []
    assert state() == []


def test_a_product_that_fell_before_the_hour_keeps_it_in(two_channels, story, product):
    held(story, product)
    product.current_verification.state = "withdrawn"
    product.current_verification.save()
    with later():
        waiting.make_due()
    assert entries() == []


def test_one_that_fails_holds_up_no_other_and_is_tried_again(two_channels, story, product, monkeypatch):
    held(story, product, channel=ALL_CHANNELS)
    render = type(two_channels[0]).render

    def fail_one(self, document, context):
        if self.key == "small-one":
            raise RuntimeError("made to fail")
        return render(self, document, context)

    with later():
        monkeypatch.setattr(type(two_channels[0]), "render", fail_one)
        assert waiting.make_due()[0] == 1
        monkeypatch.setattr(type(two_channels[0]), "render", render)
        assert waiting.make_due() == (1, [])
    assert len(entries()) == len(entries("small-two")) == 1


def test_what_comes_is_listed_with_its_channels(two_channels, story, product):
    held(story, product, channel=ALL_CHANNELS)
    (entry,) = upcoming(hour(0), hour(4))
    assert (entry.story, entry.kind, len(entry.channels)) == (story, "embargo", 2)
    assert upcoming(hour(3), hour(4)) == []
