"""What can be done on a case page: each action with its form, its service and its words."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from products import services
from products.admin.step_forms import ConfirmForm, EvidenceForm, NotesForm, ReasonForm
from products.evidence_uploads import add_uploaded_evidence
from products.models import Verification


@dataclass(frozen=True)
class CaseAction:
    """`run(verification, person, **cleaned_data)` raises `Refused` where a rule says no."""

    key: str
    heading: str
    intro: str
    button: str
    done: str
    form: type[forms.Form]
    run: Callable[..., object]
    icon: str
    ends: bool = False


def _withdraw(verification: Verification, person, *, reason: str):
    return services.withdraw(verification.product, person, reason)


ACTIONS = (
    CaseAction(
        "visit",
        _("Record the visit"),
        _("You went there and saw it. The person who recommended the product cannot record the visit."),
        _("Record the visit"),
        _("The visit is recorded."),
        NotesForm,
        services.record_visit,
        "site",
    ),
    CaseAction(
        "assess",
        _("Assess"),
        _("Quality, supply and safety as measured. The person who recommended the product cannot assess it."),
        _("Record the assessment"),
        _("The assessment is recorded."),
        NotesForm,
        services.assess,
        "clipboard-list",
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
