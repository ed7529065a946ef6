"""On the desk's first page: the verifications that end soon, for those who do something about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from products.models import Verification
from products.permissions import STEP_ACTIONS, may
from products.scope import cases_of
from products.watch import ending, renewals_of

SHOWN = 10


@dataclass(frozen=True)
class EndingRow:
    """`renewal` is the one under way; `may_renew`: this person may begin one."""

    verification: Verification
    days_left: int
    renewal: Verification | None
    may_renew: bool


class EndingPanel(Component):
    name = "ending_verifications"
    template_name = "products/admin/ending_panel.html"
    order = 130

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"rows": ending_for(parent_context["request"].user)}


def ending_for(person) -> list[EndingRow]:
    """What ends soon among the person's cases, the nearest first. The queries do not grow with the rows."""
    if not any(may(person, action) for action in STEP_ACTIONS):
        return []
    soon = list(ending().filter(pk__in=cases_of(person).values("pk"))[:SHOWN])
    renewals = renewals_of(soon)
    may_recommend = may(person, "recommend")
    today = timezone.localdate()
    return [
        EndingRow(
            verification,
            (verification.valid_until - today).days,
            renewals.get(verification.pk),
            may_recommend and verification.pk not in renewals,
        )
        for verification in soon
    ]
