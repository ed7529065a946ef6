"""On the desk's first page: the verifications whose next step this person may take."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from products.models import Verification
from products.permissions import forbidden
from products.scope import cases_of
from products.transitions import IN_PROGRESS, NEXT_STEP

SHOWN = 10


class WaitingPanel(Component):
    name = "waiting_verifications"
    template_name = "products/admin/waiting_panel.html"
    order = 120

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        person = parent_context["request"].user
        return {"waiting": waiting_for(person) if person.has_perm("products.view_verification") else []}


def waiting_for(person) -> list[tuple[Verification, str]]:
    """The oldest verifications that wait for `person`, each with what is to be done."""
    cases = cases_of(person).filter(state__in=IN_PROGRESS).select_related("product__place")
    steps = ((case, NEXT_STEP[case.state]) for case in cases.prefetch_related("steps").order_by("created_at", "pk"))
    found = [(case, step.label) for case, step in steps if not forbidden(person, step.action, case, in_scope=True)]
    return found[:SHOWN]
