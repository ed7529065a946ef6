"""On the desk's first page: requests that wait for an answer, and what became of one's own."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from products.scope import has_own_products, sees_all
from stories.fixes.asking import requests_of, requests_to_answer
from stories.models.fix_requests import FixState

SHOWN = 5


class FixRequestsPanel(Component):
    name = "fix_requests"
    template_name = "stories/admin/fix_panel.html"
    order = 125

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        person = parent_context["request"].user
        waiting = requests_to_answer(person).filter(state=FixState.OPEN).order_by("pk")[:SHOWN]
        asks = has_own_products(person) and not sees_all(person)
        return {"waiting": list(waiting), "asked": list(requests_of(person)[:SHOWN]) if asks else []}
