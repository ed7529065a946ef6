"""The workflow task that approves."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState

from products.errors import Refused
from products.gate import NotApproved
from stories.authorship import wrote
from stories.content_digest import content_digest
from stories.working_days import due_day


class EditorialReviewState(TaskState):
    """A review in progress. `content_digest` is of what was submitted: what is approved must be that."""

    content_digest = models.CharField(max_length=64, blank=True, editable=False)
    # Written by `stories.reviews` alone.
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="claimed_reviews",
    )
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    due_on = models.DateField(null=True, blank=True, editable=False)

    def check_unchanged(self) -> None:
        """Raise `NotApproved` where the page says something else than what was submitted."""
        revision = self.revision
        newest = revision.content_object.latest_revision_id
        if newest != revision.pk or content_digest(revision) != self.content_digest:
            raise NotApproved(
                "approval.content_changed",
                _(
                    "The text, a picture or a fact that it prints was changed after it was submitted. "
                    "Give it back, and let it be submitted again."
                ),
            )


class EditorialReview(AbstractGroupApprovalTask):
    """Approval by a member of the chosen groups who is not among the authors of what they approve.

    Being a superuser opens nothing here: neither does it make a member nor a second person.
    """

    task_state_class = EditorialReviewState

    class Meta:
        verbose_name = _("editorial review")
        verbose_name_plural = _("editorial reviews")

    @classmethod
    def get_description(cls) -> str:
        return _("A member of the chosen groups who did not write the text approves it")

    def start(self, workflow_state, user=None):
        """Every way of submitting passes here. Raises `Refused` for content that is not ready."""
        revision = workflow_state.content_object.get_latest_revision()
        revision.as_object().check_submission()
        state = super().start(workflow_state, user=user)
        state.content_digest = content_digest(revision)
        state.due_on = due_day(timezone.localdate())
        state.save(update_fields=["content_digest", "due_on"])
        return state

    def may_review(self, page, user) -> bool:
        """Whether `user` is a second person for the newest content of `page`."""
        return user.is_active and self._user_in_groups(user) and not wrote(user, page)

    def is_reviewer(self, user) -> bool:
        """Whether `user` belongs to those who decide, whoever wrote the text."""
        return user.is_active and self._user_in_groups(user)

    def get_actions(self, obj, user) -> list[tuple[str, str, bool]]:
        """A member who had a hand in the text may still give it back; of a claimed review its claimer alone decides."""
        if not user.is_active or not self._user_in_groups(user) or _claimed_by_another(obj, user):
            return []
        actions = super().get_actions(obj, user)
        return actions if self.may_review(obj, user) else [action for action in actions if action[0] != "approve"]

    @transaction.atomic
    def on_action(self, task_state, user, action_name, **kwargs):
        """Decide. Two people who decide at once do it one after the other; the second is told."""
        WorkflowState.objects.select_for_update().get(pk=task_state.workflow_state_id)
        task_state = EditorialReviewState.objects.get(pk=task_state.pk)
        if task_state.status != TaskState.STATUS_IN_PROGRESS:
            raise Refused("approval.already_decided", _("Somebody has decided on this already."))
        if task_state.claimed_by_id and task_state.claimed_by_id != user.pk and self._user_in_groups(user):
            raise claimed(task_state)
        if action_name not in {action[0] for action in self.get_actions(task_state.revision.content_object, user)}:
            raise NotApproved(
                "approval.not_a_second_person",
                _("Only a member of the reviewing group who did not write this text may decide on it."),
            )
        if action_name == "approve":
            task_state.check_unchanged()
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs) -> QuerySet[TaskState]:
        if not user.is_active or not self._user_in_groups(user):
            return TaskState.objects.none()
        return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS).exclude(revision__user=user)

    def user_can_access_editor(self, obj, user) -> bool:
        return self._user_in_groups(user)

    def locked_for_user(self, obj, user) -> bool:
        """Authors wait for the decision; only the reviewing group may touch the text meanwhile."""
        return not self._user_in_groups(user)


def claimed(task_state: EditorialReviewState) -> Refused:
    """The refusal that names whoever has claimed this review."""
    return Refused(
        "review.claimed",
        _("%(person)s is at this review. Take it over first.") % {"person": task_state.claimed_by},
    )


def _claimed_by_another(page, user) -> bool:
    task_state = page.current_workflow_task_state
    claimer = getattr(task_state.specific, "claimed_by_id", None) if task_state else None
    return claimer is not None and claimer != user.pk
