"""What the gate asks of channels, and that the editor is told the same before."""

import pytest

from stories.channel_rules import channel_findings
from stories.document import StoryDocument, Waiver
from stories.machine_checks import fact_checks
from stories.readiness import ChannelReadiness, Finding


def document(**fields) -> StoryDocument:
    return StoryDocument(
        story_id=1, translation_key="k", language="zh-hans", form="article", title="保靖的橘子熟了", **fields
    )


def channel(key: str = "one", *findings: Finding, **fields) -> ChannelReadiness:
    return ChannelReadiness(key, f"频道{key}", findings, **fields)


def codes(story: StoryDocument, *channels: ChannelReadiness) -> list[str]:
    return [finding.code for finding in channel_findings(story, channels)]


BLOCK = Finding("one.title_long", "太长", "block", field="title")
AWAY = Finding("two.form_not_taken", "不收", "note")
SELLS, SILENT = {"may_sell": True, "sells": True}, {"may_sell": True}


def test_one_blocked_channel_is_enough():
    found = channel_findings(document(), [channel("one", BLOCK), channel("two", **SELLS)])
    assert [(one.code, one.field, str(one.message)) for one in found] == [("one.title_long", "title", "频道one: 太长")]


def test_a_channel_that_may_sell_has_a_way_to_buy_or_a_reason():
    assert codes(document(), channel(**SILENT)) == ["story.no_way_to_buy"]
    assert codes(document(), channel(**SELLS)) == []
    assert codes(document(), channel()) == []
    assert codes(document(waivers=(Waiver(channel="one", reason="不卖"),)), channel(**SILENT)) == []
    assert codes(document(waivers=(Waiver(channel="two", reason="不卖"),)), channel(**SILENT)) != []
    assert codes(document(waivers=(Waiver(channel="*", reason="不卖"),)), channel(**SILENT)) == []


def test_one_finding_names_all_channels_that_cannot_sell():
    (found,) = channel_findings(document(), [channel("one", **SILENT), channel("two", **SILENT)])
    assert "频道one, 频道two" in str(found.message)


def test_a_channel_that_does_not_take_the_form_blocks_only_where_it_was_chosen():
    other = channel("two", AWAY, **SILENT)
    assert codes(document(), channel(**SELLS), other) == []
    assert codes(document(targets=("one", "two")), channel(**SELLS), other) == ["story.form_not_taken"]
    assert codes(document(), other) == ["story.no_channel"]
    assert codes(document()) == []


@pytest.mark.parametrize(
    ("code", "failing"),
    [
        ("story.product_unverified", "products"),
        ("story.fact_not_confirmed", "facts"),
        ("story.consent_withdrawn", "consents"),
        ("story.title_missing", None),
    ],
)
def test_the_three_checks_are_told_apart(code, failing):
    checks = fact_checks([Finding(code, "", "block")])
    assert [check.key for check in checks if not check.passed] == ([failing] if failing else [])
    assert len(checks) == 3


def test_the_demo_fits_its_stories_to_the_channels(stories_zh, people, monkeypatch):
    from cms.demo.load.channels import fit_to_channels
    from stories import approval, readiness
    from tests.stories.factories import make_story

    told = [channel("one", BLOCK), channel("two", **SILENT), channel("three", **SELLS)]
    monkeypatch.setattr(
        readiness,
        "_providers",
        [lambda story: [one for one in told if story.is_for(one.channel)]],
    )
    story = make_story(stories_zh, people["author"], waived=False)
    fit_to_channels(story, "zh-hans")
    story.save_revision(user=people["author"])
    assert story.targets == ["two", "three"]
    assert story.built.document.waiver("two")
    approval.submit(story, people["author"])
