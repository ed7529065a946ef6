"""How a recommendation stands, in words for whoever sent it. Never holds contact data."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from products.models import Recommendation, RecommendationState, StepKind, VerificationState


@dataclass(frozen=True)
class Stage:
    """`on` is the day it happened, None where it has not."""

    title: str
    on: date | None


@dataclass(frozen=True)
class Standing:
    """`title` and `text` say how it stands and what comes next; `reason` why not, where it was declined or refused.

    `check_code` is the product's public code where its verification record may be read.
    """

    title: str
    text: str
    stages: tuple[Stage, ...]
    reason: str = ""
    check_code: str = ""
    ended: bool = False


def standing_of(recommendation: Recommendation) -> Standing:
    """How it stands now; two queries at most."""
    received = timezone.localtime(recommendation.created_at).date()
    if recommendation.state == RecommendationState.DECLINED:
        return _declined(recommendation, received)
    if recommendation.state == RecommendationState.RECEIVED:
        title, text = _received()
        return Standing(title, text, (Stage(_("Received"), received), *_stages({})))
    verification = recommendation.verification
    days = {step.kind: step.on for step in verification.steps.filter(stands=True)}
    title, text = _of_case()[verification.state]
    return Standing(
        title,
        text,
        (Stage(_("Received"), received), *_stages(days)),
        reason=verification.refusal_reason if verification.state == VerificationState.REFUSED else "",
        check_code=verification.product.code if StepKind.CONFIRMED in days else "",
        ended=verification.state in (VerificationState.REFUSED, VerificationState.WITHDRAWN),
    )


def _declined(recommendation: Recommendation, received: date) -> Standing:
    known = recommendation.duplicate_of
    text = _("The product is already with us: %(product)s.") % {"product": known} if known else _(
        "If something has changed since, you can recommend it again."
    )  # fmt: skip
    decided = timezone.localtime(recommendation.decided_at).date()
    return Standing(
        _("Not taken in"),
        text,
        (Stage(_("Received"), received), Stage(_("Declined"), decided)),
        reason=recommendation.decision_reason,
        check_code=known.code if known and known.is_verified() else "",
        ended=True,
    )


def _stages(days: dict[str, date]) -> tuple[Stage, ...]:
    return (
        Stage(_("Taken in"), days.get(StepKind.RECOMMENDED)),
        Stage(_("Visited"), days.get(StepKind.VISITED)),
        Stage(_("Assessed"), days.get(StepKind.ASSESSED)),
        Stage(_("Confirmed"), days.get(StepKind.CONFIRMED)),
    )


def _received() -> tuple[str, str]:
    return _("Received"), _("Our team reads it. Then it is taken in, or you read here why not.")


def _of_case() -> dict[str, tuple[str, str]]:
    """Title and text of each state of a case."""
    return {
        VerificationState.RECOMMENDED: (_("Taken in"), _("Next an inspector goes there and sees it.")),
        VerificationState.VISITED: (_("Visited"), _("Next an expert assesses quality and supply.")),
        VerificationState.ASSESSED: (_("Assessed"), _("Next somebody else looks at it all and decides.")),
        VerificationState.CONFIRMED: (_("Confirmed"), _("Stories may carry the product now.")),
        VerificationState.REFUSED: (_("Not confirmed"), _("The product can be recommended again.")),
        VerificationState.WITHDRAWN: (_("Withdrawn"), _("The verification was withdrawn; its record says why.")),
        VerificationState.LAPSED: (_("Lapsed"), _("The verification ran out and has not been renewed.")),
        VerificationState.REPLACED: (_("Confirmed"), _("A newer verification of the product took its place.")),
    }
