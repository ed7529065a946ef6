"""What Wagtail's log keeps of each transition: who, when, from which state to which."""

from wagtail.log_actions import log

from products.models import Verification
from products.transitions import Transition


def log_transition(transition: Transition, verification: Verification, person, *, before: str, **details) -> None:
    """Write the entry in the caller's transaction. `details` must be plain JSON values."""
    log(
        instance=verification,
        action=transition.log_action,
        user=person,
        data={"before": before, "after": str(verification.state), **details},
        content_changed=True,
    )
