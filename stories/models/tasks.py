"""The workflow task that approves."""

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState

from products.errors import Refused
from products.gate import NotApproved
from stories.authorship import wrote
from stories.content_digest import content_digest


class EditorialReviewState(TaskState):
    """A review in progress. `content_digest` is of what was submitted: what is approved must be that."""

    content_digest = models.CharField(max_length=64, blank=True, editable=False)

    def check_unchanged(self) -> None:
        """Raise `NotApproved` where the page says something else than what was submitted."""
        revision = self.revision
        newest = revision.content_object.latest_revision_id
        if newest != revision.pk or content_digest(revision) != self.content_digest:
            raise NotApproved(
                "approval.content_changed",
                _("The text was changed after it was submitted. Give it back, and let it be submitted again."),
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
        state.save(update_fields=["content_digest"])
        return state

    def may_review(self, page, user) -> bool:
        """Whether `user` is a second person for the newest content of `page`."""
        return user.is_active and self._user_in_groups(user) and not wrote(user, page)

    def get_actions(self, obj, user) -> list[tuple[str, str, bool]]:
        """A member who had a hand in the text may still give it back."""
        if not user.is_active or not self._user_in_groups(user):
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
