"""What Wagtail's log keeps of each transition: who, when, from which state to which."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_registry

from products.models import Evidence, Verification
from products.transitions import Transition

EVIDENCE_ADDED = "products.evidence.added"
LOG_MESSAGES = {
    "recommend": _("Recommended the product"),
    "visit": _("Recorded the visit"),
    "assess": _("Assessed the product"),
    "confirm": _("Confirmed the product"),
    "refuse": _("Refused the product"),
    "withdraw": _("Withdrew the verification"),
    "lapse": _("The verification lapsed"),
    "replace": _("A newer verification took its place"),
}


def log_transition(transition: Transition, verification: Verification, person, *, before: str, **details) -> None:
    """Write the entry in the caller's transaction. `details` must be plain JSON values."""
    log(
        instance=verification,
        action=transition.log_action,
        user=person,
        data={"before": before, "after": str(verification.state), **details},
        content_changed=True,
    )


def log_evidence(evidence: Evidence, person) -> None:
    """Write down in the caller's transaction which file was added to which verification."""
    log(
        instance=evidence.verification,
        action=EVIDENCE_ADDED,
        user=person,
        data={"evidence": evidence.pk, "title": str(evidence.title_zh or evidence.title_en), "sha256": evidence.sha256},
    )


def last_followed(verification: Verification) -> list[str]:
    """What the rooms above said they did when this verification ended."""
    entry = log_registry.get_logs_for_instance(verification).order_by("-timestamp", "-pk").first()
    return list(entry.data.get("followed", ())) if entry else []
