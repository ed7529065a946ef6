"""Who is at a review, until when, and what its editor asks to be mended.

Each change holds the row of the workflow and is in the page's log. Of two people who claim at once the
second is told who was first.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page, TaskState, WorkflowState

from products.errors import Refused
from stories.models.remarks import REMARK_LENGTH, ReviewRemark
from stories.models.tasks import EditorialReviewState, claimed
from stories.review_reasons import reasons

CLAIMED, GIVEN_BACK, TAKEN_OVER = "stories.review.claim", "stories.review.give_back", "stories.review.take_over"
ASSIGNED, DUE_SET, MENDED = "stories.review.assign", "stories.review.due", "stories.review.mended"


@dataclass(frozen=True, slots=True)
class Remark:
    """One reason to give a story back; without `block` and `field` it is about the whole."""

    reason: str
    text: str = ""
    block: str = ""
    field: str = ""
    excerpt: str = ""


def review_of(page: Page) -> EditorialReviewState | None:
    """The review in progress of a page."""
    states = EditorialReviewState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__in=WorkflowState.objects.for_instance(page).filter(status=WorkflowState.STATUS_IN_PROGRESS),
    )
    return states.select_related("claimed_by", "task", "revision").order_by("-pk").first()


def claim(page: Page, user) -> EditorialReviewState:
    """Take a review upon oneself. Raises `Refused`, also where somebody else has it."""
    with _locked(page) as review:
        _may_decide(review, page, user)
        if review.claimed_by_id == user.pk:
            return review
        if review.claimed_by_id:
            raise claimed(review)
        return _hand_to(review, user, by=user, action=CLAIMED)


def take_over(page: Page, user) -> EditorialReviewState:
    """Claim what somebody else has claimed. Raises `Refused`."""
    with _locked(page) as review:
        _may_decide(review, page, user)
        if review.claimed_by_id == user.pk:
            return review
        return _hand_to(review, user, by=user, action=TAKEN_OVER)


def give_back(page: Page, user) -> EditorialReviewState:
    """Let go of a claimed review, for anybody to claim. Raises `Refused`."""
    with _locked(page) as review:
        if review.claimed_by_id != user.pk:
            raise Refused("review.not_yours", _("You have not claimed this review."))
        return _hand_to(review, None, by=user, action=GIVEN_BACK)


def assign(page: Page, person, by, due_on: date | None = None) -> EditorialReviewState:
    """Give a review to somebody who may decide on it. Raises `Refused`."""
    with _locked(page) as review:
        _is_reviewer(review, by)
        if not review.task.specific.may_review(review.revision.content_object, person):
            raise Refused("review.not_for_them", _("This person may not decide on this story."))
        if due_on:
            _set_due(review, due_on, by)
        if review.claimed_by_id == person.pk:
            return review
        return _hand_to(review, person, by=by, action=ASSIGNED)


def set_due(page: Page, user, due_on: date) -> EditorialReviewState:
    """Say until when a decision is wanted. Raises `Refused`."""
    with _locked(page) as review:
        _is_reviewer(review, user)
        _set_due(review, due_on, user)
        return review


def reject_with_remarks(page: Page, user, remarks: Iterable[Remark], comment: str = "") -> list[ReviewRemark]:
    """Give a page back, with at least one reason. Raises `Refused`."""
    remarks = list(remarks)
    if not remarks:
        raise Refused("review.no_reason", _("Say at least at one place what is to be mended."))
    for remark in remarks:
        if remark.reason not in reasons() or len(remark.text) > REMARK_LENGTH:
            raise Refused("review.bad_remark", _("A remark needs one of the reasons, and at most 1,000 characters."))
    with _locked(page) as review:
        rows = [
            ReviewRemark.objects.create(
                task_state=review,
                page_id=page.pk,
                made_by=user,
                reason=remark.reason,
                text=remark.text,
                block=remark.block[:64],
                field=remark.field[:64],
                excerpt=remark.excerpt[:200],
            )
            for remark in remarks
        ]
        said = comment or "\n".join(str(row) for row in rows)
        review.task.specific.on_action(review, user, "reject", comment=said)
        return rows


def open_remarks(page: Page) -> list[ReviewRemark]:
    """What was asked at the last rejection and before, and is not mended, the newest review last."""
    return [remark for remark in remarks_of(page) if remark.resolved_at is None]


def remarks_of(page: Page) -> list[ReviewRemark]:
    return list(ReviewRemark.objects.filter(page_id=page.pk).select_related("made_by", "resolved_by"))


def mark_mended(page: Page, remark_id: int, user, mended: bool = True) -> ReviewRemark:
    """Say that a remark was met, or that it was not after all. Raises `Refused`."""
    with transaction.atomic():
        if not Page.objects.get(pk=page.pk).specific.permissions_for_user(user).can_edit():
            raise Refused("review.not_allowed", _("You may not edit this story."))
        remark = ReviewRemark.objects.select_for_update().filter(pk=remark_id, page_id=page.pk).first()
        if remark is None:
            raise Refused("review.no_remark", _("This remark is gone."))
        if mended != (remark.resolved_at is not None):
            remark.resolved_by, remark.resolved_at = (user, timezone.now()) if mended else (None, None)
            remark.save(update_fields=["resolved_by", "resolved_at"])
            log(instance=page, action=MENDED, user=user, data={"remark": remark.pk, "mended": mended})
        return remark


@contextmanager
def _locked(page: Page) -> Iterator[EditorialReviewState]:
    """The review in progress, its workflow's row held to the end of the block."""
    with transaction.atomic():
        review = review_of(page)
        if review is not None:
            WorkflowState.objects.select_for_update().get(pk=review.workflow_state_id)
            review = review_of(page)
        if review is None:
            raise Refused("review.none", _("Nothing of this page is waiting for a decision any more."))
        yield review


def _is_reviewer(review: EditorialReviewState, user) -> None:
    if not review.task.specific.is_reviewer(user):
        raise Refused("review.not_allowed_to_review", _("Only those who decide on stories may do this."))


def _may_decide(review: EditorialReviewState, page: Page, user) -> None:
    _is_reviewer(review, user)
    if not review.task.specific.may_review(review.revision.content_object, user):
        raise Refused("review.own_text", _("You had a hand in this text, so somebody else has to decide on it."))


def _hand_to(review: EditorialReviewState, person, *, by, action: str) -> EditorialReviewState:
    before = review.claimed_by_id
    review.claimed_by, review.claimed_at = person, timezone.now() if person else None
    review.save(update_fields=["claimed_by", "claimed_at"])
    data = {"person": str(person) if person else "", "before": before}
    log(instance=review.revision.content_object, action=action, user=by, data=data)
    return review


def _set_due(review: EditorialReviewState, due_on: date, by) -> None:
    if review.due_on == due_on:
        return
    if due_on < timezone.localdate():
        raise Refused("review.due_past", _("The day is over already."))
    review.due_on = due_on
    review.save(update_fields=["due_on"])
    log(instance=review.revision.content_object, action=DUE_SET, user=by, data={"due_on": due_on.isoformat()})
