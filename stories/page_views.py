"""The admin views of gated pages: refusals become messages, and stories show their readiness."""

from django.contrib.admin.utils import quote
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import WorkflowActionView

from products.errors import Refused
from stories.builder import language_of
from stories.correction_notes import begin_anew
from stories.editing_at_once import AtOnce
from stories.languages_panel import LanguagesPanel
from stories.models import StoryPage
from stories.readiness_panel import ReadinessPanel
from stories.review_panel import ReviewPanel
from stories.rich_facts import in_story_language
from stories.sign_off_panel import SignOffPanel
from stories.submission import NotReady
from stories.unsaved_panel import UnsavedPanel


class RefusalsShown:
    """Answers a `Refused` with its message at the editor. What was written stays saved as a draft."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except Refused as refusal:
            messages.error(request, refusal_message(refusal))
            return self._back(request, kwargs.get("page_id") or self.page.pk)

    def _back(self, request, page_id) -> HttpResponse:
        return to_address(request, reverse("wagtailadmin_pages:edit", args=(quote(page_id),)))


def to_address(request, address: str) -> HttpResponse:
    """A redirect; the dialogue in which a decision is made follows the address itself."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return render_modal_workflow(request, "", None, {}, json_data={"step": "success", "redirect": address})
    return redirect(address)


def refusal_message(refusal: Refused) -> str:
    """The refusal in words; one line per reason where there are several."""
    if not isinstance(refusal, NotReady):
        return str(refusal.message)
    reasons = format_html_join("", "<li>{}</li>", ((finding.message,) for finding in refusal.findings))
    return format_html("{}<ul>{}</ul>", _("The story is saved, but not ready to be submitted:"), reasons)


class GatedEditView(RefusalsShown, EditView):
    pass


class GatedWorkflowActionView(RefusalsShown, WorkflowActionView):
    def dispatch(self, request, *args, **kwargs):
        """A story is given back with reasons at its blocks, wherever the button for it stands."""
        story = self.action_name == "reject" and isinstance(self.object.specific, StoryPage)
        if story and self.object.workflow_in_progress:
            return to_address(request, reverse("story_reject", args=(quote(self.object.pk),)))
        return super().dispatch(request, *args, **kwargs)


class InStoryLanguage:
    """Rich text shows the words of facts in the story's language, whatever language the desk is in.

    The page is written out here, within that language, and not after the view is left.
    """

    def dispatch(self, request, *args, **kwargs):
        with in_story_language(lambda: language_of(self.page)):
            response = super().dispatch(request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response


class StoryEditView(InStoryLanguage, AtOnce, GatedEditView):
    def get_object(self, *args, **kwargs):
        page = super().get_object(*args, **kwargs)
        if self.expects_json_response:
            # An autosave moves no workflow, and Wagtail would ask for it two dozen times. Under Wagtail's own
            # name: its `prefetch_workflow_states` has filled it for the row.
            page._current_workflow_states = self.real_page_record._current_workflow_states
        begin_anew(page)
        return page

    def perform_workflow_action(self) -> HttpResponse:
        """Approving in the editor is not writing: taken as a change, it would make the second person an author."""
        if self.workflow_action == "reject":
            return redirect("story_reject", self.page.pk)
        self.has_content_changes = self.writes_something()
        return super().perform_workflow_action()

    def get_side_panels(self) -> MediaContainer:
        panels = with_readiness(super().get_side_panels(), self)
        return MediaContainer([*panels, ReviewPanel(self.page, self.request)])


class GatedCreateView(RefusalsShown, CreateView):
    pass


class StoryCreateView(InStoryLanguage, GatedCreateView):
    def get_side_panels(self) -> MediaContainer:
        panels = with_readiness(super().get_side_panels(), self)
        later = (SignOffPanel, LanguagesPanel, ReviewPanel)
        return MediaContainer([*panels, *(UnsavedPanel(panel, self.page, self.request) for panel in later)])


def with_readiness(panels: MediaContainer, view) -> MediaContainer:
    readiness = ReadinessPanel(view.page, view.request)
    if not view.page.pk:
        return MediaContainer([*panels, readiness])
    sign_off = SignOffPanel(view.page, view.request, readiness)
    return MediaContainer([*panels, readiness, sign_off, LanguagesPanel(view.page, view.request)])
