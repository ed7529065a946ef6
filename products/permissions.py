"""Who may do what to a verification: one function for screens, commands and services."""

from django.utils.translation import gettext_lazy as _

from products.duties import objection
from products.errors import Refused
from products.models import Product, Recommendation, Step, StepKind, Verification
from products.scope import is_in_scope
from products.transitions import IN_PROGRESS, INTAKE, NEXT_STEP, TRANSITIONS

STEP_ACTIONS = ("recommend", "visit", "assess", "confirm")
# Adding evidence belongs to those who bring a product forward, go there or measure it.
EVIDENCE_ACTIONS = ("recommend", "visit", "assess")
VERDICTS = tuple(transition.action for transition in TRANSITIONS.values() if transition.verdict)


def may(person, action: str, obj: Product | Verification | Recommendation | None = None) -> bool:
    """Whether `person` may recommend, visit, assess, confirm, refuse, send back, withdraw or add evidence.

    Without `obj`: whether their role allows it at all. With a verification (or a product, for
    recommend and withdraw): whether it is theirs to see and they may do it to this one now. A superuser
    has every permission and is still bound by order and by the rule of different people.

    `accept` and `decline` are for recommendations from outside. `accept` with a product asks whether they
    may recommend it on behalf of somebody without an account.
    """
    return forbidden(person, action, obj) is None


def forbidden(
    person, action: str, obj: Product | Verification | Recommendation | None = None, *, in_scope: bool = False
) -> Refused | None:
    """Like `may`, but with the reason. `in_scope`: `obj` was read through `products.scope`, so that is not asked."""
    if not _has_permission(person, action, obj):
        return Refused("verification.no_permission", _("Your role does not allow this."))
    if obj is None:
        return None
    if not in_scope and not is_in_scope(person, obj):
        return Refused("verification.not_yours", _("This belongs to another organisation."))
    if isinstance(obj, Recommendation):
        return _objection_to_intake(person, action, obj)
    if action in ("recommend", "accept"):
        return _objection_to_recommending(obj)
    if action == "evidence":
        return _objection_to_evidence(obj)
    verification = obj.current_verification if isinstance(obj, Product) else obj
    if verification is None:
        return Refused("verification.none", _("%(product)s has no verification.") % {"product": obj})
    return objection(TRANSITIONS[action], verification, person)


def may_edit(person, product: Product) -> bool:
    """Inspectors edit products; whoever brings products forward edits their organisation's until one was confirmed."""
    if person.has_perm("products.change_product"):
        return is_in_scope(person, product)
    return (
        person.has_perm("products.add_product")
        and person.organisation_id is not None
        and product.brought_by_id == person.organisation_id
        and not Step.objects.filter(verification__product=product, kind=StepKind.CONFIRMED).exists()
        and is_in_scope(person, product)
    )


def _has_permission(person, action: str, obj) -> bool:
    if action == "evidence":
        return any(_has_step_permission(person, step) for step in EVIDENCE_ACTIONS)
    if action in INTAKE:
        return person is not None and person.has_perm("products.take_in_recommendation")
    if action in VERDICTS:
        return _may_judge(person, obj)
    return _has_step_permission(person, action)


def _has_step_permission(person, action: str) -> bool:
    return person is not None and person.has_perm(f"products.{action}_product")


def _may_judge(person, verification: Verification | None) -> bool:
    """Who could take the next step may refuse or send back instead."""
    waiting_for = NEXT_STEP.get(verification.state) if verification else None
    steps = [waiting_for.action] if waiting_for else [step.action for step in NEXT_STEP.values()]
    return any(_has_step_permission(person, step) for step in steps)


def _objection_to_intake(person, action: str, recommendation: Recommendation) -> Refused | None:
    if recommendation.state not in INTAKE[action].sources:
        return Refused(
            "recommendation.decided",
            _("Somebody has already decided: the recommendation stands at “%(state)s”.")
            % {"state": recommendation.get_state_display()},
        )
    if recommendation.person_id is not None and recommendation.person_id == person.pk:
        return Refused("recommendation.own", _("This is your own recommendation; another person must decide on it."))
    return None


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
