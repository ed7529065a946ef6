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
from stories.readiness_panel import ReadinessPanel
from stories.submission import NotReady


class RefusalsShown:
    """Answers a `Refused` with its message at the editor. What was written stays saved as a draft."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except Refused as refusal:
            messages.error(request, refusal_message(refusal))
            return self._back(request, kwargs.get("page_id") or self.page.pk)

    def _back(self, request, page_id) -> HttpResponse:
        address = reverse("wagtailadmin_pages:edit", args=(quote(page_id),))
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            # The dialogue in which the decision was made follows the address itself.
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
    pass


class StoryEditView(GatedEditView):
    def perform_workflow_action(self) -> HttpResponse:
        """Approving in the editor is not writing.

        Rich text that was not written in this editor comes back from it with paragraph keys it did
        not have. Taken as a change, it would make the second person an author at the last moment.
        """
        if self.has_content_changes and set(self.form.changed_data) <= {"body"}:
            submitted = self.page.get_latest_revision().as_object()
            self.has_content_changes = submitted.built.document != self.page.built.document
        return super().perform_workflow_action()

    def get_side_panels(self) -> MediaContainer:
        return with_readiness(super().get_side_panels(), self)


class GatedCreateView(RefusalsShown, CreateView):
    pass


class StoryCreateView(GatedCreateView):
    def get_side_panels(self) -> MediaContainer:
        return with_readiness(super().get_side_panels(), self)


def with_readiness(panels: MediaContainer, view) -> MediaContainer:
    return MediaContainer([*panels, ReadinessPanel(view.page, view.request)])
