"""The review page of a story: who is at it, the machine's checks, what was asked before, and giving it back."""

from datetime import date

from django.contrib.admin.utils import quote
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages

from products.admin.pages import DeskPage
from products.errors import Refused
from stories import reviews
from stories.crumbs import STORIES, editor_of
from stories.machine_checks import fact_checks
from stories.models import EditorialReview, StoryPage
from stories.models.approvals import Approval
from stories.review_form import Part, RemarkForm, part_name, parts_of
from stories.rules import story_findings


class OfStory:
    """Finds the story, and turns away whoever may not read it. A story that is gone is told in words."""

    def dispatch(self, request, page_id: int, *args, **kwargs) -> HttpResponse:
        self.page = StoryPage.objects.filter(pk=page_id).first()
        if self.page is None:
            messages.error(request, _("This story was deleted."))
            return redirect("stories:index")
        self.review = reviews.review_of(self.page)
        if not may_read(self.page, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def draft(self):
        """The newest content."""
        revision = self.page.get_latest_revision()
        return revision.as_object() if revision else self.page


def may_read(page: StoryPage, user) -> bool:
    """Whether `user` may see the review of a story: who may edit it, and those who decide."""
    return page.permissions_for_user(user).can_edit() or any(task.is_reviewer(user) for task in _tasks(page))


def compare_url(page: StoryPage) -> str:
    """Where the newest draft is compared with what was approved last; empty where nothing was.

    The row of a page holds what was published last, also when its revision was purged.
    """
    if not Approval.objects.filter(page_id=page.pk, went_live_at__isnull=False).exists():
        return ""
    return reverse("wagtailadmin_pages:revisions_compare", args=(quote(page.pk), "live", "latest"))


def remark_lines(page, with_words: bool = False) -> list[dict]:
    """Remarks with the name and place of what they are about, as the page stands now; `now` is what it says."""
    remarks = reviews.remarks_of(page)
    parts = {part.key: part for part in parts_of(page)} if remarks and with_words else {}
    lines = []
    for remark in remarks:
        part = Part(remark.block, remark.field, part_name(page, remark.block, remark.field), "")
        lines.append({"remark": remark, "part": part, "now": parts.get(part.key)})
    return lines


class _ReviewPage(OfStory, DeskPage, TemplateView):
    @property
    def above(self):
        return STORIES, editor_of(self.page)

    def get_page_subtitle(self):
        return self.draft.title


class ReviewView(_ReviewPage):
    http_method_names = ["get", "head"]
    template_name = "stories/admin/review.html"
    page_title = gettext_lazy("Review")
    header_icon = "clipboard-list"

    def get_context_data(self, **kwargs):
        draft, user, review = self.draft, self.request.user, self.review
        task = review.task.specific if review else None
        built = draft.built
        return super().get_context_data(
            page=draft,
            review=review,
            compare_url=compare_url(self.page),
            checks=fact_checks(story_findings(built.document, built.gaps)),
            remarks=remark_lines(draft, with_words=True),
            may_edit=self.page.permissions_for_user(user).can_edit(),
            reviewer=bool(task and task.is_reviewer(user)),
            may_decide=bool(task and task.may_review(draft, user)),
            may_reject=bool(task and any(name == "reject" for name, *_rest in task.get_actions(self.page, user))),
            colleagues=_second_people(task, draft) if task and task.is_reviewer(user) else [],
            **kwargs,
        )


class ReviewActionView(OfStory, View):
    """One button of the review page."""

    http_method_names = ["post"]

    def post(self, request, action: str) -> HttpResponse:
        in_editor = action == "mended" and request.accepted_types and not request.accepts("text/html")
        try:
            said = getattr(self, f"_{action}")(request)
        except Refused as refusal:
            if in_editor:
                return JsonResponse({"error": str(refusal.message)}, status=409)
            messages.error(request, str(refusal.message))
        else:
            if in_editor:
                return JsonResponse({"html": self._ticked(request), "said": said})
            messages.success(request, said)
        return redirect("story_review", self.page.pk)

    def _ticked(self, request) -> str:
        """The remark as the editor's panel shows it: whoever ticks there stays in the text."""
        lines = remark_lines(self.draft)
        line = next(line for line in lines if str(line["remark"].pk) == request.POST["remark"])
        shown = {"line": line, "mended_url": reverse("story_review_action", args=(self.page.pk, "mended"))}
        return render_to_string("stories/admin/review_tick.html", shown, request)

    def _claim(self, request) -> str:
        reviews.claim(self.page, request.user)
        return _("You are at this review now.")

    def _release(self, request) -> str:
        reviews.give_back(self.page, request.user)
        return _("The review is open to others again.")

    def _take(self, request) -> str:
        reviews.take_over(self.page, request.user)
        return _("You took the review over.")

    def _assign(self, request) -> str:
        pk = request.POST.get("person", "")
        person = get_user_model().objects.filter(pk=pk).first() if _is_number(pk) else None
        if person is None:
            raise Refused("review.nobody", _("Choose somebody."))
        reviews.assign(self.page, person, request.user)
        return _("%(person)s is at this review now.") % {"person": person}

    def _due(self, request) -> str:
        try:
            day = date.fromisoformat(request.POST.get("due_on", ""))
        except ValueError:
            raise Refused("review.no_day", _("Choose a day.")) from None
        reviews.set_due(self.page, request.user, day)
        return _("The day is set.")

    def _mended(self, request) -> str:
        pk = request.POST.get("remark", "")
        mended = request.POST.get("mended") == "yes"
        reviews.mark_mended(self.page, int(pk) if _is_number(pk) else 0, request.user, mended)
        return _("Marked as mended.") if mended else _("Marked as still to be mended.")


class RejectView(_ReviewPage):
    """Giving a story back, with at least one reason at a part of it."""

    template_name = "stories/admin/review_reject.html"
    page_title = gettext_lazy("Give back to the authors")
    header_icon = "cross"

    def get(self, request, *args, **kwargs):
        if self.review is None:
            messages.error(request, _("Nothing of this page is waiting for a decision any more."))
            return redirect("wagtailadmin_pages:edit", self.page.pk)
        if not self.review.task.specific.is_reviewer(request.user):
            raise PermissionDenied
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("forms", [RemarkForm(part) for part in parts_of(self.draft)])
        return super().get_context_data(page=self.draft, **kwargs)

    def post(self, request) -> HttpResponse:
        forms = [RemarkForm(part, request.POST) for part in parts_of(self.draft)]
        valid = [form.is_valid() for form in forms]
        if all(valid):
            try:
                reviews.reject_with_remarks(
                    self.page, request.user, [form.remark for form in forms if form.remark is not None]
                )
            except Refused as refusal:
                messages.error(request, str(refusal.message))
            else:
                messages.success(request, _("The story is given back to its authors."))
                return redirect("story_review", self.page.pk)
        else:
            messages.error(request, _("Nothing was changed; see what is wrong below."))
        return self.render_to_response(self.get_context_data(forms=forms), status=422)


def _tasks(page: StoryPage) -> list[EditorialReview]:
    workflow = page.get_workflow()
    tasks = [task.specific for task in workflow.tasks] if workflow else []
    return [task for task in tasks if isinstance(task, EditorialReview)]


def _second_people(task: EditorialReview, page) -> list:
    people = get_user_model().objects.filter(is_active=True, groups__in=task.groups.all()).distinct().order_by("pk")
    return [person for person in people if task.may_review(page, person)]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
