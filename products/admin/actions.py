"""What can be done on a case page: each action with its form, its service and its words."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from products import assessments, services, visits
from products.admin.assessment_form import AssessmentForm
from products.admin.confirm_form import ConfirmForm
from products.admin.step_forms import EvidenceForm, NotesForm, ReasonForm
from products.evidence_uploads import add_uploaded_evidence
from products.models import Verification


@dataclass(frozen=True)
class CaseAction:
    """`run(verification, person, **cleaned_data, seen=…)` raises `Refused` where a rule says no.

    One that only adds and `overwrites` nothing is not told what the person saw.
    """

    key: str
    heading: str
    intro: str
    button: str
    done: str
    form: type[forms.Form]
    run: Callable[..., object]
    icon: str
    ends: bool = False
    overwrites: bool = True
    # Whether the form asks about what this very case holds.
    of_case: bool = False
    template: str = "products/admin/case_action.html"

    def build(self, verification: Verification, *data) -> forms.Form:
        about = {"verification": verification} if self.of_case else {}
        return self.form(*data, prefix=self.key, **about)


def _withdraw(verification: Verification, person, *, reason: str, seen: int | None = None):
    return services.withdraw(verification.product, person, reason, seen=seen)


ACTIONS = (
    CaseAction(
        "visit",
        _("Record the visit"),
        _("You went there and saw it. The person who recommended the product cannot record the visit."),
        _("Record the visit"),
        _("The visit is recorded."),
        NotesForm,
        visits.record_briefly,
        "site",
    ),
    CaseAction(
        "assess",
        _("Assess"),
        _("Score each criterion and say why. The person who recommended the product cannot assess it."),
        _("Record the assessment"),
        _("The assessment is recorded."),
        AssessmentForm,
        assessments.record,
        "clipboard-list",
        of_case=True,
        template="products/admin/case_assessment.html",
    ),
    CaseAction(
        "confirm",
        _("Confirm"),
        _("From now on stories may carry the product. Whoever took an earlier step cannot confirm."),
        _("Confirm the product"),
        _("The product is confirmed."),
        ConfirmForm,
        services.confirm,
        "circle-check",
        of_case=True,
        template="products/admin/case_confirm.html",
    ),
    CaseAction(
        "evidence",
        _("Add evidence"),
        _("Its checksum is taken now and published with every story."),
        _("Add evidence"),
        _("The evidence is added."),
        EvidenceForm,
        add_uploaded_evidence,
        "doc-full",
        overwrites=False,
    ),
    CaseAction(
        "revisit",
        _("Send back for another visit"),
        _("Visit and assessment stay on record and stand no longer; somebody goes there again."),
        _("Send back for another visit"),
        _("The case waits for another visit."),
        ReasonForm,
        services.send_back_to_visit,
        "undo",
        ends=True,
    ),
    CaseAction(
        "reassess",
        _("Send back for another assessment"),
        _("The assessment stays on record and stands no longer; the visit holds."),
        _("Send back for another assessment"),
        _("The case waits for another assessment."),
        ReasonForm,
        services.send_back_to_assessment,
        "undo",
        ends=True,
    ),
    CaseAction(
        "refuse",
        _("Refuse"),
        _("Ends this verification. The product can be recommended again."),
        _("Refuse the product"),
        _("The product is refused."),
        ReasonForm,
        services.refuse,
        "circle-xmark",
        ends=True,
    ),
    CaseAction(
        "withdraw",
        _("Withdraw"),
        _("Takes the product back from every channel, turns its purchase links off and marks its stories, at once."),
        _("Withdraw the verification"),
        _("The verification is withdrawn."),
        ReasonForm,
        _withdraw,
        "warning",
        ends=True,
    ),
)
ACTION_BY_KEY = {action.key: action for action in ACTIONS}
