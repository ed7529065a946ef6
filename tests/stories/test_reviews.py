"""Who is at a review, until when, and what is to be mended."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from products.errors import Refused
from stories import approval, reviews
from stories.models import ReviewRemark, StoryPage
from stories.reviews import Remark
from stories.working_days import due_day
from tests.factories import UserFactory
from tests.stories.factories import make_story


@pytest.fixture
def other_editor(people):
    person = UserFactory(username="editor-2", organisation=people["editor"].organisation)
    person.groups.add(Group.objects.get(name="editor"))
    return person


@pytest.fixture
def waiting(stories_zh, people):
    story = make_story(stories_zh, people["author"])
    approval.submit(story, people["author"])
    return story


def refused(code: str, act, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    assert caught.value.code == code
    return caught.value


def actions(page) -> list[str]:
    return list(PageLogEntry.objects.filter(page_id=page.pk).values_list("action", flat=True))


@pytest.mark.parametrize(
    ("submitted", "due"),
    [("2026-11-25", "2026-11-27"), ("2026-11-27", "2026-12-01"), ("2026-11-28", "2026-12-01")],
)
def test_a_review_is_due_two_working_days_later(submitted, due):
    assert due_day(date.fromisoformat(submitted)) == date.fromisoformat(due)


def test_a_submitted_story_has_a_day(waiting):
    assert reviews.review_of(waiting).due_on == due_day(timezone.localdate())


def test_the_second_claimer_is_told_by_whom(waiting, people, other_editor):
    reviews.claim(waiting, people["editor"])
    refusal = refused("review.claimed", reviews.claim, waiting, other_editor)
    assert str(people["editor"]) in str(refusal.message)
    assert reviews.review_of(waiting).claimed_by == people["editor"]
    assert actions(waiting).count(reviews.CLAIMED) == 1


def test_only_the_claimer_decides(waiting, people, other_editor):
    reviews.claim(waiting, other_editor)
    refused("review.claimed", approval.approve, waiting, people["editor"])
    refused("review.claimed", approval.reject, waiting, people["editor"])
    approval.approve(waiting, other_editor)
    assert StoryPage.objects.get(pk=waiting.pk).live


def test_taking_over_is_explicit_and_in_the_log(waiting, people, other_editor):
    reviews.claim(waiting, other_editor)
    reviews.take_over(waiting, people["editor"])
    assert reviews.TAKEN_OVER in actions(waiting)
    approval.approve(waiting, people["editor"])


def test_what_was_let_go_may_be_claimed(waiting, people, other_editor):
    reviews.claim(waiting, people["editor"])
    refused("review.not_yours", reviews.give_back, waiting, other_editor)
    reviews.give_back(waiting, people["editor"])
    reviews.claim(waiting, other_editor)


def test_authors_claim_nothing(waiting, people, other_editor):
    refused("review.not_allowed_to_review", reviews.claim, waiting, people["author"])
    waiting.authors.add(other_editor)
    waiting.save_revision(user=people["editor"])
    refused("review.own_text", reviews.claim, waiting, other_editor)
    refused("review.not_for_them", reviews.assign, waiting, other_editor, people["editor"])


def test_a_review_is_assigned_with_a_day(waiting, people, other_editor):
    day = timezone.localdate() + timedelta(days=1)
    reviews.assign(waiting, other_editor, people["editor"], day)
    review = reviews.review_of(waiting)
    assert (review.claimed_by, review.due_on) == (other_editor, day)
    refused("review.due_past", reviews.set_due, waiting, people["editor"], day - timedelta(days=9))
    refused("review.not_allowed_to_review", reviews.set_due, waiting, people["author"], day)


def test_there_is_nothing_to_claim_after_the_decision(waiting, people):
    approval.reject(waiting, people["editor"])
    refused("review.none", reviews.claim, waiting, people["editor"])


def test_a_rejection_needs_a_reason(waiting, people):
    refused("review.no_reason", reviews.reject_with_remarks, waiting, people["editor"], [])
    refused("review.bad_remark", reviews.reject_with_remarks, waiting, people["editor"], [Remark("whim")])
    assert reviews.review_of(waiting)


def test_remarks_stay_until_they_are_mended(waiting, people):
    block = waiting.body.raw_data[0]["id"]
    reviews.reject_with_remarks(waiting, people["editor"], [Remark("facts", "几月采摘？", block=block)])
    assert not Page.objects.get(pk=waiting.pk).workflow_in_progress
    remark = ReviewRemark.objects.get()
    assert (remark.block, remark.reason, remark.made_by) == (block, "facts", people["editor"])
    refused("review.not_allowed", reviews.mark_mended, waiting, remark.pk, people["analyst"])
    reviews.mark_mended(waiting, remark.pk, people["author"])
    assert reviews.open_remarks(waiting) == []
    assert ReviewRemark.objects.get().resolved_by == people["author"]


def test_a_rejection_by_somebody_else_than_the_claimer_leaves_no_remark(waiting, people, other_editor):
    reviews.claim(waiting, other_editor)
    refused("review.claimed", reviews.reject_with_remarks, waiting, people["editor"], [Remark("other")])
    assert not ReviewRemark.objects.exists()
