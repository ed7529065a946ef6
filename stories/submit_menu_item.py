"""The button that hands a page to a second person."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.action_menu import SubmitForModerationMenuItem


class SubmitForApprovalMenuItem(SubmitForModerationMenuItem):
    """Wagtail's own puts the workflow's stored name on the button, in one language."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        page = context.get("page")
        state = page.current_workflow_state if page else None
        again = state is not None and state.status == state.STATUS_NEEDS_CHANGES
        context["label"] = _("Submit again for approval") if again else _("Submit for approval")
        return context
