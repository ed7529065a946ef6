"""Submitting, approving, and publishing exactly what was approved.

Wagtail's workflow carries the steps; this module is the only one that writes an `Approval`, and
the guard that every publishing of a gated page has to pass (`products.gate`).
"""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, TaskState, WorkflowState

from products.errors import Refused
from products.gate import NotApproved
from stories import listing
from stories.content_digest import content_digest
from stories.kills import refuse_killed, refuse_older_approval
from stories.models.approvals import Approval
from stories.models.story import StoryPage
from stories.models.tasks import EditorialReview, EditorialReviewState
from stories.releases import make_release
from stories.sign_off_gate import require_sign_offs

# The moment that counts as now; set only while texts that appeared earlier are loaded.
_moment: ContextVar[datetime | None] = ContextVar("approval_moment", default=None)


def submit(page: Page, user) -> WorkflowState:
    """Put the newest content of a page before a second person.

    Raises `Refused` where `user` may not edit the page, it is already under review, or not ready.
    """
    page = Page.objects.get(pk=page.pk).specific
    permissions = page.permissions_for_user(user)
    if not permissions.can_edit() or permissions.page_locked():
        raise Refused("submit.not_allowed", _("You may not submit this page, or somebody has locked it."))
    if page.workflow_in_progress:
        raise Refused("submit.under_review", _("The page is already waiting for a decision."))
    workflow = page.get_workflow()
    if workflow is None:
        raise Refused("submit.no_workflow", _("No review is set up for this part of the site."))
    with transaction.atomic():
        if page.get_latest_revision() is None:
            page.save_revision(user=user, log_action=True, clean=False)
        state = page.current_workflow_state
        if state is not None:
            state.resume(user)
            return state
        return workflow.start(page, user)


def approve(page: Page, user, comment: str = "", at: datetime | None = None) -> Approval:
    """Say yes to what was submitted; it goes out now, or at its `go_live_at`.

    `at` backdates approval and release, for loading what appeared earlier. Raises `Refused`.
    """
    with transaction.atomic(), _at(at):
        _decide(page, user, "approve", comment)
        approval = Approval.objects.filter(page_id=page.pk).latest("id")
        if at is not None and approval.went_live_at:
            Page.objects.filter(pk=page.pk).update(first_published_at=at, last_published_at=at)
            listing.write([page.pk])
        return approval


def reject(page: Page, user, comment: str = "") -> None:
    """Give the page back to its authors with a comment. Raises `Refused`."""
    with transaction.atomic():
        _decide(page, user, "reject", comment)


def _decide(page: Page, user, action: str, comment: str) -> None:
    page = Page.objects.get(pk=page.pk).specific
    task_state = page.current_workflow_task_state
    if task_state is None:
        raise Refused("approval.nothing_submitted", _("Nothing of this page is waiting for a decision."))
    task_state.task.specific.on_action(task_state, user, action, comment=comment)


def publish_approved(workflow_state: WorkflowState, user=None) -> None:
    """What finishing the workflow does (by `stories.finish_action`): publish what was approved, not the newest.

    The editor has no publish right and needs none: the approval is checked instead, here and by
    the guard. Raises `Refused`; the workflow's transaction is then rolled back.
    """
    task_state = EditorialReviewState.objects.filter(pk=workflow_state.current_task_state_id).first()
    if task_state is None:
        raise NotApproved("approval.no_review", _("No editorial review took place."))
    revision = Revision.objects.get(pk=task_state.revision_id)
    with transaction.atomic():
        _record(task_state, revision)
        revision.content_object.publish(revision, user=user, skip_permission_checks=True)


def _record(task_state: EditorialReviewState, revision: Revision) -> Approval:
    """Write the approval down after making sure that it was one."""
    page, approver = revision.content_object, task_state.finished_by
    review = task_state.task.specific
    if (
        task_state.status != TaskState.STATUS_APPROVED
        or approver is None
        or not isinstance(review, EditorialReview)
        or not review.may_review(page, approver)
    ):
        raise NotApproved(
            "approval.not_a_second_person",
            _("Only a member of the reviewing group who did not write this text may decide on it."),
        )
    task_state.check_unchanged()
    require_sign_offs(revision.as_object())
    return Approval.objects.create(
        page_id=page.pk,
        revision_id=revision.pk,
        content_digest=task_state.content_digest,
        approved_by=approver,
        approved_at=_now(),
        comment=task_state.comment,
    )


def require_approval(page: Page, revision: Revision) -> None:
    """The guard of `products.gate`: raises `NotApproved` unless this very content was approved and not used yet."""
    approval = pending_approval(page.pk, revision.pk)
    if approval is None:
        raise NotApproved("gate.not_approved", _("Nobody has approved this version yet."))
    refuse_older_approval(page.pk, approval)
    if approval.content_digest != content_digest(revision):
        raise NotApproved(
            "gate.changed_since_approval",
            _(
                "The text, a picture or a fact that it prints was changed after it was approved. "
                "It needs a new approval."
            ),
        )


def pending_approval(page_id: int, revision_id: int) -> Approval | None:
    """The newest approval of this revision that was not used yet."""
    waiting = Approval.objects.filter(page_id=page_id, revision_id=revision_id, went_live_at__isnull=True)
    return waiting.select_related("approved_by").first()


def after_going_live(page: Page, revision: Revision) -> None:
    """Follower of `products.gate`: the approval is spent now; a story leaves a release behind."""
    approval = pending_approval(page.pk, revision.pk)
    moment = _now()
    Approval.objects.filter(page_id=page.pk, revision_id=revision.pk, went_live_at=None).update(went_live_at=moment)
    approval.went_live_at = moment
    if isinstance(page, StoryPage):
        # Once more, now that this transaction holds the row: somebody may have killed it meanwhile.
        refuse_killed(page.pk)
        make_release(page, approval)


def _now() -> datetime:
    return _moment.get() or timezone.now()


@contextmanager
def _at(moment: datetime | None):
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
