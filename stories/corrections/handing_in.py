"""From the list of corrections: handing one in for approval."""

from django.utils.translation import gettext as _

from products.errors import Refused
from stories import approval
from stories.models.corrections import Correction, CorrectionCause, CorrectionState


def may_submit(correction: Correction) -> bool:
    """Whether there is something to hand in: a drafted text, or for a consent what an author has changed."""
    if correction.state != CorrectionState.OPEN:
        return False
    return correction.cause == CorrectionCause.FACT or correction.story.has_unpublished_changes


def submit(correction: Correction, person) -> None:
    """Put the newest text of the story before a second person. Raises `Refused`."""
    if not may_submit(correction):
        raise Refused("correction.nothing_to_submit", _("There is nothing to submit here: edit the story first."))
    approval.submit(correction.story, person)
