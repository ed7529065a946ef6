"""Embargoes as an author writes them."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from channels.groups import GROUPS
from stories.document import Embargo
from stories.embargoes import of_blocks
from tests.stories.factories import block, make_story

NOON = "2027-03-01T12:00:00+08:00"
FOUR = datetime(2027, 3, 1, 4, tzinfo=UTC)


def rule(channels, not_before=NOON) -> dict:
    return block("embargo", {"channels": channels, "not_before": not_before})


def test_a_group_stands_for_its_channels():
    penguin = next(group for group in GROUPS if group.key == "penguin")
    assert {one.channel for one in of_blocks([rule("group:penguin")])} == set(penguin.channels)


def test_each_channel_is_in_one_group():
    channels = [channel for group in GROUPS for channel in group.channels]
    assert len(channels) == len(set(channels)) == 9


def test_the_later_of_two_hours_counts():
    rules = of_blocks([rule("wechat-oa"), rule("group:wechat", "2027-03-01T11:00:00+08:00")])
    assert rules == (Embargo(channel="wechat-oa", not_before=FOUR),)


def test_without_a_zone_it_is_china_time():
    assert of_blocks([rule("wechat-oa", "2027-03-01T12:00:00")])[0].not_before == FOUR


def test_half_filled_and_broken_ones_are_left_out():
    stored = [rule("wechat-oa", moment) for moment in (None, "", "soon", "2027-02-31T00:00:00", 7)]
    assert of_blocks([*stored, rule(None), rule("group:gone"), block("embargo", None)]) == ()


def test_hours_that_cannot_be_meant_are_found(stories_zh, people):
    soon = timezone.now() + timedelta(days=2)
    story = make_story(stories_zh, people["author"], channel_settings=[rule("wechat-oa", soon.isoformat())])
    codes = lambda: [gap.code for gap in story.built.gaps]  # noqa: E731
    assert codes() == []
    story.expire_at = soon - timedelta(days=1)
    assert codes() == ["story.embargo_after_expiry"]
    story.expire_at, story.go_live_at = None, soon + timedelta(days=1)
    assert codes() == ["story.embargo_before_live"]


def test_a_document_without_one_says_nothing_of_it(stories_zh, people):
    data = make_story(stories_zh, people["author"]).built.document.model_dump(mode="json")
    assert not {"embargoes", "corrections"} & set(data)
