"""Different steps by different people: the rule that no permission and no superuser lifts."""

from django.utils.translation import gettext_lazy as _

from products.errors import Refused
from products.models import Verification
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
        if step.kind in _kept_apart(transition, verification) and person is not None and step.person_id == person.pk:
            return Refused(
                "verification.same_person",
                _("You already took the step “%(step)s” for this product; another person must take this one.")
                % {"step": step.get_kind_display()},
            )
    return None


def _kept_apart(transition: Transition, verification: Verification) -> tuple[str, ...]:
    """Refusing is a verdict in place of the next step, so it is kept from the same people."""
    if transition.action == "refuse":
        return NEXT_STEP[verification.state].not_by
    return transition.not_by
