"""Different steps by different people: the rule that no permission and no superuser lifts."""

from django.utils.translation import gettext_lazy as _

from products.errors import Refused
from products.models import Recommendation, Step, Verification
from products.transitions import NEXT_STEP, Transition


def objection(transition: Transition, verification: Verification, person) -> Refused | None:
    """Why `person` may not take this action on `verification` now, or None. Says nothing of permissions."""
    if verification.state not in transition.sources:
        return Refused(
            "verification.not_now",
            _("This cannot be done now: the verification of %(product)s stands at “%(state)s”.")
            % {"product": verification.product, "state": verification.get_state_display()},
        )
    for step in verification.steps.all():
        if step.kind in _kept_apart(transition, verification) and _took(step, person):
            return Refused(
                "verification.same_person",
                _("You already took the step “%(step)s” for this product; another person must take this one.")
                % {"step": step.get_kind_display()},
            )
    return None


def _took(step: Step, person) -> bool:
    """Whether `person` took the step, or spoke where another person took it in for them."""
    if person is None:
        return False
    if step.person_id == person.pk:
        return True
    spoke = Recommendation.objects.filter(verification=step.verification_id, person=person)
    return step.from_outside and spoke.exists()


def _kept_apart(transition: Transition, verification: Verification) -> tuple[str, ...]:
    """A verdict stands in place of the next step, so it is kept from the same people.

    Steps that were sent back count as well: whoever once visited is no second pair of eyes.
    """
    if transition.verdict:
        return NEXT_STEP[verification.state].not_by
    return transition.not_by
