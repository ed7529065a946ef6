"""Many stories at once: put them before a second person, or give their reviews to one."""

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction

from products.errors import Refused
from products.gate import GatedPageMixin
from stories import approval, reviews
from stories.models import EditorialReview


class OneByOne(PageBulkAction):
    """Each page by itself: what is refused is named with its reason and holds up no other."""

    @classmethod
    def execute_action(cls, objects, refusals: list | None = None, **kwargs):
        done = 0
        for page in objects:
            try:
                cls.act(page, **kwargs)
            except Refused as refusal:
                if refusals is not None:
                    refusals.append((page, refusal))
            else:
                done += 1
        return done, 0

    @classmethod
    def act(cls, page, **kwargs) -> None:
        raise NotImplementedError

    def get_execution_context(self):
        self.refusals: list = []
        return {**super().get_execution_context(), "refusals": self.refusals}

    def get_success_message(self, num_parent_objects, num_child_objects):
        for page, refusal in self.refusals:
            messages.error(self.request, f"{page.get_admin_display_title()}: {refusal.message}")
        return self.said(num_parent_objects) if num_parent_objects else None

    def said(self, count: int) -> str:
        raise NotImplementedError


class SubmitBulkAction(OneByOne):
    display_name = _("Submit for approval")
    action_type = "submit"
    aria_label = _("Submit the chosen pages for approval")
    template_name = "stories/admin/bulk_submit.html"
    action_priority = 30

    def check_perm(self, page) -> bool:
        page = page.specific
        return (
            isinstance(page, GatedPageMixin)
            and page.permissions_for_user(self.request.user).can_edit()
            and not page.workflow_in_progress
        )

    @classmethod
    def act(cls, page, user=None, **kwargs) -> None:
        approval.submit(page, user)

    def said(self, count: int) -> str:
        text = ngettext("%(count)d page waits for approval.", "%(count)d pages wait for approval.", count)
        return text % {"count": count}


def reviewers() -> QuerySet:
    """All who decide on stories in any section."""
    groups = EditorialReview.objects.filter(active=True).values("groups")
    return get_user_model().objects.filter(is_active=True, groups__in=groups).distinct().order_by("pk")


class AssignForm(forms.Form):
    person = forms.ModelChoiceField(label=_("Give it to"), queryset=None)
    due_on = forms.DateField(
        label=_("To be decided by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave it empty to keep the days that are set."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = reviewers()

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("The day is over already."), "review.due_past")
        return day


class AssignBulkAction(OneByOne):
    display_name = _("Assign")
    action_type = "assign"
    aria_label = _("Give the reviews of the chosen stories to somebody")
    template_name = "stories/admin/bulk_assign.html"
    action_priority = 31
    form_class = AssignForm

    def check_perm(self, page) -> bool:
        review = reviews.review_of(page)
        return review is not None and review.task.specific.is_reviewer(self.request.user)

    def get_execution_context(self):
        chosen = self.cleaned_form.cleaned_data
        return {**super().get_execution_context(), "person": chosen["person"], "due_on": chosen["due_on"]}

    @classmethod
    def act(cls, page, user=None, person=None, due_on=None, **kwargs) -> None:
        reviews.assign(page, person, user, due_on)

    def said(self, count: int) -> str:
        text = ngettext("%(person)s is at %(count)d review.", "%(person)s is at %(count)d reviews.", count)
        return text % {"count": count, "person": self.cleaned_form.cleaned_data["person"]}
