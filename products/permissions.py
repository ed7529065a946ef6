"""Who may do what to a verification: one function for screens, commands and services."""

from django.utils.translation import gettext_lazy as _

from products.duties import objection
from products.errors import Refused
from products.models import Product, Verification
from products.transitions import IN_PROGRESS, NEXT_STEP, TRANSITIONS

STEP_ACTIONS = ("recommend", "visit", "assess", "confirm")
# Adding evidence belongs to those who bring a product forward, go there or measure it.
EVIDENCE_ACTIONS = ("recommend", "visit", "assess")


def may(person, action: str, obj: Product | Verification | None = None) -> bool:
    """Whether `person` may recommend, visit, assess, confirm, refuse, withdraw or add evidence.

    Without `obj`: whether their role allows it at all. With a verification (or a product, for
    recommend and withdraw): whether they may do it to this one now. A superuser has every
    permission and is still bound by order and by the rule of different people.
    """
    return forbidden(person, action, obj) is None


def forbidden(person, action: str, obj: Product | Verification | None = None) -> Refused | None:
    """Like `may`, but with the reason."""
    if not _has_permission(person, action, obj):
        return Refused("verification.no_permission", _("Your role does not allow this."))
    if obj is None:
        return None
    if action == "recommend":
        return _objection_to_recommending(obj)
    if action == "evidence":
        return _objection_to_evidence(obj)
    verification = obj.current_verification if isinstance(obj, Product) else obj
    if verification is None:
        return Refused("verification.none", _("%(product)s has no verification.") % {"product": obj})
    return objection(TRANSITIONS[action], verification, person)


def _has_permission(person, action: str, obj) -> bool:
    if action == "evidence":
        return any(_has_step_permission(person, step) for step in EVIDENCE_ACTIONS)
    if action == "refuse":
        return _may_refuse(person, obj)
    return _has_step_permission(person, action)


def _has_step_permission(person, action: str) -> bool:
    return person is not None and person.has_perm(f"products.{action}_product")


def _may_refuse(person, verification: Verification | None) -> bool:
    """Who could take the next step may refuse instead."""
    waiting_for = NEXT_STEP.get(verification.state) if verification else None
    steps = [waiting_for.action] if waiting_for else [step.action for step in NEXT_STEP.values()]
    return any(_has_step_permission(person, step) for step in steps)


def _objection_to_recommending(product: Product) -> Refused | None:
    if product.verifications.filter(state__in=IN_PROGRESS).exists():
        return Refused(
            "verification.in_progress",
            _("A verification of %(product)s is already in progress.") % {"product": product},
        )
    return None


def _objection_to_evidence(verification: Verification) -> Refused | None:
    if verification.state not in IN_PROGRESS:
        return Refused(
            "verification.evidence_closed",
            _("Evidence can be added only while the verification is in progress; it stands at “%(state)s”.")
            % {"state": verification.get_state_display()},
        )
    return None
