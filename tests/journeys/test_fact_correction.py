"""A fact in the prose of three stories changes: three corrections, and new versions only after approval."""

import json

import pytest
from wagtail.models import Comment

from channels.models import Edition, FeedEntry
from products import fact_changes
from products.errors import Refused
from stories import approval
from stories.models import Correction, StoryPage
from tests.stories.factories import card, make_story, release_story
from tests.stories.facts import product_with_fact, sentence, work_off
from tests.stories.films import make_film

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories(stories_zh, people):
    """Two articles and a film, out on all channels that take them, each with the fact in a sentence."""
    product, fact = product_with_fact(people)
    film = make_film()
    made = []
    for number, form in enumerate(("article", "article", "video")):
        blocks = [sentence(fact), card(product)]
        fields = {
            "form": form,
            "title": f"山坡上的第{number}个早晨，橘子慢慢甜",
            "category": "三农",
            "summary": "坡地" * 20,
        }
        story = make_story(stories_zh, people["author"], blocks, **fields, video=film if form == "video" else None)
        made.append(release_story(story, people))
    work_off("channels", "stories")
    return made, fact


def change(fact, people, zh="46807", en="46807"):
    proposal = fact_changes.propose(fact, people["inspector"], value_zh=zh, value_en=en, unit="m", reason="重新测量")
    return fact_changes.confirm_change(proposal, people["confirmer"])


def said_now() -> str:
    """All that channels say now, but for the notes of what was corrected: those name the old words."""
    said = [json.loads(text) for text in Edition.objects.filter(current=True).values_list("envelope", flat=True)]
    for envelope in said:
        envelope["story"].pop("corrections", None)
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def test_a_changed_fact_goes_to_every_channel_after_approval(stories, people):
    made, fact = stories
    assert set(Edition.objects.filter(current=True).values_list("channel", flat=True)) == {
        # The film lies flat, so all but Weishi.
        *("wechat-oa", "wechat-channels", "qq-kandian", "qzone"),
        *("tencent-news", "kuaibao", "qq-browser", "tencent-video"),
    }
    entries = FeedEntry.objects.count()
    change(fact, people)
    work_off("stories")

    corrections = list(Correction.objects.order_by("story_id"))
    assert [correction.story_id for correction in corrections] == [story.pk for story in made]
    for correction in corrections:
        [place] = correction.places
        assert (place["before"], place["value"], place["now"]) == ("坡地在海拔", "450 m", "46807 m")
        assert place["after"] == "的地方，早晚差得多。"
        story = StoryPage.objects.get(pk=correction.story_id)
        assert story.latest_revision_id == correction.revision_id
        assert story.has_unpublished_changes
        draft = story.get_latest_revision_as_object()
        assert ">46807 m</a>" in draft.body.get_prep_value()[0]["value"]
        comment = Comment.objects.get(page_id=story.pk)
        assert comment.contentpath == f"body.{place['block']}"
        assert "450 m" in story.current_release.document
    work_off("channels")
    assert FeedEntry.objects.count() == entries, "nothing goes out before a person approved"
    assert "46807" not in said_now()

    for correction in corrections:
        story = StoryPage.objects.get(pk=correction.story_id)
        approval.submit(story, people["author"])
        correction.refresh_from_db()
        assert correction.state == "submitted"
        approval.approve(story, people["editor"])
    work_off("channels")
    assert "450 m" not in said_now()
    assert '"value":"450"' not in said_now()
    assert "46807" in said_now()
    assert FeedEntry.objects.count() == 2 * entries
    for correction in Correction.objects.all():
        assert (correction.state, correction.closed_by_release.version) == ("done", 2)
        assert not Comment.objects.filter(page_id=correction.story_id, resolved_at=None).exists()


def test_whoever_confirmed_the_words_cannot_approve_the_correction(stories, people):
    made, fact = stories
    from django.contrib.auth.models import Group

    people["confirmer"].groups.add(Group.objects.get(name="editor"))
    change(fact, people)
    work_off("stories")
    approval.submit(made[0], people["author"])
    with pytest.raises(Refused) as refusal:
        approval.approve(made[0], people["confirmer"])
    assert refusal.value.code == "approval.not_a_second_person"
