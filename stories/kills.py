"""Killing a story: down everywhere at once, and not up again until another person says so.

It must be fast, so one person may do it; it is written down with its reason, and everybody concerned is told.
The page and the feeds change in the transaction that writes the kill: nobody sees one without the other.
A publishing that runs at the same moment either commits first and is taken down with the rest, or waits for
the page's row, finds the kill and is undone (`refuse_killed`, asked before and after the row is written).
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page, WorkflowState
from wagtail.permission_policies.pages import PagePermissionPolicy

from products.errors import Refused
from products.gate import NotApproved
from products.models import User
from products.scope import sees_all
from stories.models.approvals import Approval
from stories.models.kills import StoryKill
from stories.models.story import StoryPage

KILLED, LIFTED = "stories.kill", "stories.kill.lift"
LOG_ACTIONS = {
    KILLED: (_("Take down for good"), _("Took the story down everywhere, for good")),
    LIFTED: (_("Allow again"), _("Allowed the story to be approved again")),
}
REASON_MAX = 2000


def may_kill(person: User, story: StoryPage) -> bool:
    """Whether `person` is of the platform's team and may take pages down here."""
    return sees_all(person) and PagePermissionPolicy().user_has_permission_for_instance(person, "publish", story)


def standing_kill(story_id: int) -> StoryKill | None:
    return StoryKill.objects.standing().filter(story_id=story_id).select_related("by").first()


def refuse_killed(story_id: int) -> None:
    """Raise `Refused` while a kill stands."""
    kill = standing_kill(story_id)
    if kill is not None:
        raise Refused("story.killed", _("This story was taken down for good. Another person has to allow it first."))


def refuse_older_approval(story_id: int, approval: Approval) -> None:
    """Raise `NotApproved` for what was approved before the story was killed: it needs a new look."""
    if StoryKill.objects.filter(story_id=story_id, at__gte=approval.approved_at).exists():
        raise NotApproved(
            "gate.killed_since_approval", _("The story was taken down since it was approved. It needs a new approval.")
        )


@transaction.atomic
def kill(story: StoryPage, person: User, reason: str, public_note: str = "") -> StoryKill:
    """Take a story down everywhere; returns what was written. Raises `Refused`.

    What waits goes with it: the review, the schedule, editions that wait for their hour.
    """
    from stories import tasks

    # No stronger lock: feeds being written refer to the row meanwhile.
    Page.objects.select_for_update(no_key=True).get(pk=story.pk)
    story = StoryPage.objects.get(pk=story.pk)
    reason, public_note = reason.strip()[:REASON_MAX], public_note.strip()[:REASON_MAX]
    if not may_kill(person, story):
        raise Refused("kill.not_allowed", _("Only an editor of the platform's team may take a story down for good."))
    if not reason:
        raise Refused("kill.no_reason", _("Say why."))
    if standing_kill(story.pk):
        raise Refused("kill.already", _("This story has been taken down for good already."))
    if not story.releases.exists() and not story.revisions.filter(approved_go_live_at__isnull=False).exists():
        raise Refused("kill.never_out", _("This story was never out and is not scheduled."))
    done = StoryKill.objects.create(story=story, by=person, at=timezone.now(), reason=reason, public_note=public_note)
    _cancel_review(story, person)
    story.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    if story.live:
        # Followers hear `killed`: `StoryPage.went_down` asks for the kill.
        story.unpublish(user=person, log_action=False)
    else:
        story.went_down("killed")
    log(instance=story, action=KILLED, user=person, data={"reason": reason, "public_note": public_note})
    tasks.write_of_the_kill.enqueue(kill_id=done.pk)
    return done


@transaction.atomic
def lift(story: StoryPage, person: User) -> StoryKill:
    """Let a killed story be approved again; it stays down until it is. Raises `Refused`."""
    Page.objects.select_for_update(no_key=True).get(pk=story.pk)
    found = standing_kill(story.pk)
    if found is None:
        raise Refused("kill.none", _("This story is not taken down for good."))
    if not may_kill(person, story) or person.pk == found.by_id:
        raise Refused("kill.same_person", _("Somebody else than who took it down has to allow it again."))
    found.lifted_by, found.lifted_at = person, timezone.now()
    found.save(update_fields=["lifted_by", "lifted_at"])
    log(instance=story, action=LIFTED, user=person)
    return found


def _cancel_review(story: StoryPage, person: User) -> None:
    state = story.current_workflow_state
    if state is not None:
        WorkflowState.objects.select_for_update().get(pk=state.pk)
        state.refresh_from_db()
        if state.status in (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES):
            state.cancel(user=person)
