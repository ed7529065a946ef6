"""What a case page shows: one class per panel, in the order in which they stand in `PANELS`.

A new panel is a class here or in a module of its own and one entry in `PANELS`. What can be done
on the page is in `products.admin.actions`.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from products import claims
from products.admin.assessment_card import AssessmentCard, assessment_card
from products.admin.case_history import history_of
from products.admin.case_visit import visit_record
from products.models import StepKind, Verification
from products.transitions import NEXT_STEP


class CasePanel(Component):
    """A panel of the case page. Its template knows `verification`, `product`, `person`, `request` and what `content` adds.

    `key` is the panel's anchor on the page.
    """

    key: str
    heading: str
    icon: str
    after_actions = False

    def __init__(self, verification: Verification, person) -> None:
        self.verification = verification
        self.product = verification.product
        self.person = person

    def is_shown(self) -> bool:
        return True

    def content(self) -> dict[str, Any]:
        """What the template needs besides the case itself, read from the database only when the panel is shown."""
        return {}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {
            "panel": self,
            "verification": self.verification,
            "product": self.product,
            "person": self.person,
            "request": parent_context["request"],
            "csrf_token": parent_context.get("csrf_token"),
            **self.content(),
        }


class StepsPanel(CasePanel):
    key, heading, icon = "steps", _("Steps"), "list-ol"
    template_name = "products/admin/case_steps.html"

    def content(self) -> dict[str, Any]:
        steps = list(self.verification.steps.select_related("person", "organisation"))
        standing = {step.kind: step for step in steps if step.stands}
        return {
            "timeline": [(label, standing.get(kind)) for kind, label in StepKind.choices],
            "set_aside": [step for step in steps if not step.stands],
        }


class NextStepPanel(CasePanel):
    """What the case waits for, who has taken it on, and by when."""

    key, heading, icon = "next-step", _("Next step"), "tasks"
    template_name = "products/admin/case_next_step.html"

    def is_shown(self) -> bool:
        return self.verification.state in NEXT_STEP

    def content(self) -> dict[str, Any]:
        # Imported late: the form's module knows the case page.
        from products.admin.next_step import DueForm

        return {
            "step": NEXT_STEP[self.verification.state],
            "may_take_on": claims.objection_to_claiming(self.person, self.verification, in_scope=True) is None,
            "is_mine": self.verification.claimed_by_id == self.person.pk,
            "form": DueForm(initial={"due_on": self.verification.due_on}),
        }


class VisitPanel(CasePanel):
    key, heading, icon = "visit-record", _("Visit"), "site"
    template_name = "products/admin/case_visit.html"

    @cached_property
    def record(self) -> dict[str, Any]:
        return visit_record(self.verification, self.person)

    def is_shown(self) -> bool:
        return bool(self.record)

    def content(self) -> dict[str, Any]:
        return self.record


class FactsPanel(CasePanel):
    key, heading, icon = "facts", _("Facts"), "list-ul"
    template_name = "products/admin/case_facts.html"

    def content(self) -> dict[str, Any]:
        return {"facts": list(self.product.facts.select_related("confirmed_by"))}


class AssessmentPanel(CasePanel):
    key, heading, icon = "assessment", _("Assessment"), "form"
    template_name = "products/admin/case_assessment_record.html"

    def is_shown(self) -> bool:
        return self.card is not None

    @cached_property
    def card(self) -> AssessmentCard | None:
        return assessment_card(self.verification)

    def content(self) -> dict[str, Any]:
        return {"assessment": self.card}


class EvidencePanel(CasePanel):
    key, heading, icon = "evidence-list", _("Evidence"), "doc-full"
    template_name = "products/admin/case_evidence.html"

    def content(self) -> dict[str, Any]:
        return {"evidence": list(self.verification.evidence.select_related("photo", "document", "added_by"))}


class HistoryPanel(CasePanel):
    key, heading, icon = "history", _("History"), "history"
    template_name = "products/admin/case_history.html"
    after_actions = True

    def content(self) -> dict[str, Any]:
        return {
            "history": history_of(self.verification),
            "others": self.product.verifications.exclude(pk=self.verification.pk),
        }


PANELS: tuple[type[CasePanel], ...] = (
    NextStepPanel,
    StepsPanel,
    VisitPanel,
    FactsPanel,
    AssessmentPanel,
    EvidencePanel,
    HistoryPanel,
)


def panels_of(verification: Verification, person) -> list[CasePanel]:
    made = [panel(verification, person) for panel in PANELS]
    return [panel for panel in made if panel.is_shown()]
