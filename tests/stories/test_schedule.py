"""Approved for later: live at its hour, once, and an error at one page holds up no other."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision

from products import services
from products.models import Product
from stories import approval, release_followers
from stories.models import Approval, Release, StoryPage
from stories.schedule import publish_due, upcoming
from tests.stories.factories import PARAGRAPH, block, card, make_story, orange

LATER = timedelta(hours=2)


def scheduled(stories_zh, people, **fields) -> StoryPage:
    """Approved now, to go live in an hour."""
    body = [block("text", PARAGRAPH), card(orange(people))]
    story = make_story(stories_zh, people["author"], body, go_live_at=timezone.now() + timedelta(hours=1), **fields)
    approval.submit(story, people["author"])
    approval.approve(story, people["editor"])
    return StoryPage.objects.get(pk=story.pk)


def fresh(story: StoryPage) -> StoryPage:
    return StoryPage.objects.get(pk=story.pk)


def test_it_is_not_live_before_its_hour(stories_zh, people):
    story = scheduled(stories_zh, people)
    assert not story.live
    assert not Release.objects.exists()
    assert Approval.objects.get().went_live_at is None
    assert publish_due().published == []
    assert not fresh(story).live


@pytest.mark.parametrize("command", ["publish_due", "publish_scheduled"])
def test_at_its_hour_it_goes_live_with_a_release(stories_zh, people, command):
    story = scheduled(stories_zh, people)
    with time_machine.travel(timezone.now() + LATER, tick=False):
        call_command(command)
        call_command(command)
    release = Release.objects.get()
    assert fresh(story).live
    assert release.live_from > release.approved_at


def test_an_update_of_a_live_story_waits_too(stories_zh, people):
    story = scheduled(stories_zh, people)
    with time_machine.travel(timezone.now() + LATER, tick=False):
        publish_due()
        story = fresh(story)
        story.title, story.go_live_at = "明天的题目", timezone.now() + timedelta(hours=1)
        story.save_revision(user=people["author"])
        approval.submit(story, people["author"])
        approval.approve(story, people["editor"])
        assert fresh(story).title != "明天的题目"
    with time_machine.travel(timezone.now() + 2 * LATER, tick=False):
        publish_due()
    assert fresh(story).title == "明天的题目"
    assert Release.objects.count() == 2


def test_content_rewritten_after_approval_stays_in(stories_zh, people):
    story = scheduled(stories_zh, people)
    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    revision.content["title"] = "偷换"
    revision.save()
    with time_machine.travel(timezone.now() + LATER, tick=False):
        assert publish_due().failed
    assert not fresh(story).live


def test_a_product_withdrawn_meanwhile_keeps_its_story_in_and_no_other(stories_zh, people):
    stopped, free = scheduled(stories_zh, people), scheduled(stories_zh, people, title="另一篇")
    product = Product.objects.get(code=stopped.built.document.products[0].code)
    services.withdraw(product, people["confirmer"], "抽检不合格")
    with time_machine.travel(timezone.now() + LATER, tick=False):
        due = publish_due()
    assert due.published == [free.title]
    assert [title for title, _reason in due.failed] == [stopped.title]
    assert fresh(free).live
    assert not fresh(stopped).live


def test_an_error_at_one_holds_up_no_other(stories_zh, people, monkeypatch):
    first, second = scheduled(stories_zh, people, title="第一"), scheduled(stories_zh, people, title="第二")

    def fail_first(release):
        if release.story_id == first.pk:
            raise RuntimeError("made to fail")

    monkeypatch.setattr(release_followers, "_released", [fail_first])
    with time_machine.travel(timezone.now() + LATER, tick=False):
        publish_due()
    assert not fresh(first).live
    assert fresh(second).live


def test_what_expired_goes_down_and_is_told(stories_zh, people, monkeypatch):
    told = []
    monkeypatch.setattr(release_followers, "_taken_down", [lambda story, reason: told.append(reason)])
    story = make_story(stories_zh, people["author"], expire_at=timezone.now() + timedelta(hours=1))
    approval.submit(story, people["author"])
    approval.approve(story, people["editor"])
    with time_machine.travel(timezone.now() + LATER, tick=False):
        assert publish_due().taken_down == [story.title]
    assert not fresh(story).live
    assert told == ["expired"]


def test_nothing_due_costs_two_queries(site, django_assert_num_queries):
    with django_assert_num_queries(2):
        publish_due()


def test_what_is_scheduled_stays_what_was_approved(stories_zh, people):
    story = scheduled(stories_zh, people)
    draft = story.get_latest_revision_as_object()
    draft.title = "没有审批的题目"
    draft.save_revision(user=people["author"])
    with time_machine.travel(timezone.now() + LATER, tick=False):
        publish_due()
    assert fresh(story).live
    assert Release.objects.get().parsed().title == story.title


def test_a_new_hour_takes_the_place_of_the_old_one(stories_zh, people):
    story = scheduled(stories_zh, people)
    # Nobody writes in what waits for its hour; so it is taken off the schedule first.
    story.revisions.update(approved_go_live_at=None)
    draft = story.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timedelta(hours=3)
    draft.save_revision(user=people["author"])
    approval.submit(story, people["author"])
    approval.approve(story, people["editor"])
    with time_machine.travel(timezone.now() + LATER, tick=False):
        assert publish_due().published == []
    with time_machine.travel(timezone.now() + 2 * LATER, tick=False):
        assert publish_due().published == [story.title]


def test_what_comes_is_listed_soonest_first(stories_zh, people):
    start = timezone.now()
    story = scheduled(stories_zh, people)
    ending = make_story(stories_zh, people["author"], expire_at=start + timedelta(minutes=30))
    approval.submit(ending, people["author"])
    approval.approve(ending, people["editor"])
    found = [(entry.story.pk, entry.kind) for entry in upcoming(start, start + LATER)]
    assert found == [(ending.pk, "expire"), (story.pk, "live")]
    assert upcoming(start + LATER, start + 2 * LATER) == []
