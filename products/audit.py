"""What Wagtail's log keeps of each transition: who, when, from which state to which."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_registry

from products.models import Evidence, Verification
from products.transitions import Transition

EVIDENCE_ADDED = "products.evidence.added"
VISIT_BEGUN = "products.visit.begun"
VISIT_TAKEN_OVER = "products.visit.taken_over"
PHOTO_REMOVED = "products.visit.photo_removed"
CONSENT_WITHDRAWN = "products.consent.withdrawn"
METADATA_REMOVED = "products.evidence.metadata_removed"
EVIDENCE_CARRIED = "products.evidence.carried_over"
FACT_RENEWED = "products.fact.renewed"
FACT_KEPT = "products.fact.kept"
FACT_LEFT_OUT = "products.fact.left_out"
# What is logged of a case beside its transitions: action → (what it is called, what was done).
CASE_MESSAGES = {
    EVIDENCE_ADDED: (_("Add evidence"), _("Added evidence")),
    EVIDENCE_CARRIED: (_("Carry evidence over"), _("Carried evidence over from the verification before")),
    METADATA_REMOVED: (
        _("Remove metadata"),
        _("Took place and camera out of a photo that is evidence: it has a new checksum"),
    ),
    FACT_RENEWED: (_("Change a fact"), _("Confirmed new words for a fact")),
    FACT_KEPT: (_("Keep a fact"), _("Kept the old value of a fact")),
    FACT_LEFT_OUT: (_("Leave a fact out"), _("Left a fact unconfirmed")),
    VISIT_BEGUN: (_("Begin the visit"), _("Began the visit")),
    VISIT_TAKEN_OVER: (_("Take over the visit"), _("Took over the visit")),
    PHOTO_REMOVED: (_("Remove a photo"), _("Removed a photo of the visit")),
    CONSENT_WITHDRAWN: (_("Withdraw consent"), _("Wrote down that a consent was withdrawn")),
}
LOG_MESSAGES = {
    "recommend": _("Recommended the product"),
    "visit": _("Recorded the visit"),
    "assess": _("Assessed the product"),
    "confirm": _("Confirmed the product"),
    "refuse": _("Refused the product"),
    "revisit": _("Sent back for another visit"),
    "reassess": _("Sent back for another assessment"),
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


def log_evidence(evidence: Evidence, person, action: str = EVIDENCE_ADDED, **details) -> None:
    """Write down in the caller's transaction which file was added, and how many there were before and after."""
    files = evidence.verification.evidence.count()
    log(
        instance=evidence.verification,
        action=action,
        user=person,
        data={
            "evidence": evidence.pk,
            "title": str(evidence.title_zh or evidence.title_en),
            "sha256": evidence.sha256,
            "before": files - 1,
            "after": files,
            **details,
        },
    )


def log_fact(action: str, verification: Verification, person, *, title: str, **details) -> None:
    """Write down in the caller's transaction what a confirmer decided about one fact."""
    log(instance=verification, action=action, user=person, data={"title": title, **details})


def last_followed(verification: Verification) -> list[str]:
    """What the rooms above said they did when this verification ended."""
    entry = log_registry.get_logs_for_instance(verification).order_by("-timestamp", "-pk").first()
    return list(entry.data.get("followed", ())) if entry else []
