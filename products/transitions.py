"""The state table: which action leads a verification from where to where, and who may take it.

Every rule about order and about different people is read from here, by the services, by the
permission check and by the screens.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from products.models import StepKind, VerificationState

IN_PROGRESS = (VerificationState.RECOMMENDED, VerificationState.VISITED, VerificationState.ASSESSED)


@dataclass(frozen=True)
class Transition:
    """`not_by`: whoever took one of these steps may not take this one, superuser or not."""

    action: str
    label: str
    sources: tuple[str, ...]
    target: str
    step: str | None = None
    not_by: tuple[str, ...] = ()

    @property
    def log_action(self) -> str:
        return f"products.verification.{self.action}"


RECOMMEND = Transition(
    "recommend", _("Recommend"), sources=(), target=VerificationState.RECOMMENDED, step=StepKind.RECOMMENDED
)
VISIT = Transition(
    "visit",
    _("Record the visit"),
    sources=(VerificationState.RECOMMENDED,),
    target=VerificationState.VISITED,
    step=StepKind.VISITED,
    not_by=(StepKind.RECOMMENDED,),
)
ASSESS = Transition(
    "assess",
    _("Assess"),
    sources=(VerificationState.VISITED,),
    target=VerificationState.ASSESSED,
    step=StepKind.ASSESSED,
    not_by=(StepKind.RECOMMENDED,),
)
CONFIRM = Transition(
    "confirm",
    _("Confirm"),
    sources=(VerificationState.ASSESSED,),
    target=VerificationState.CONFIRMED,
    step=StepKind.CONFIRMED,
    not_by=(StepKind.RECOMMENDED, StepKind.VISITED, StepKind.ASSESSED),
)
REFUSE = Transition("refuse", _("Refuse"), sources=IN_PROGRESS, target=VerificationState.REFUSED)
# A lapsed claim that turns out to be false is withdrawn too: readers must see the stronger word.
WITHDRAW = Transition(
    "withdraw",
    _("Withdraw"),
    sources=(VerificationState.CONFIRMED, VerificationState.LAPSED),
    target=VerificationState.WITHDRAWN,
)
LAPSE = Transition("lapse", _("Lapse"), sources=(VerificationState.CONFIRMED,), target=VerificationState.LAPSED)
REPLACE = Transition("replace", _("Replace"), sources=(VerificationState.CONFIRMED,), target=VerificationState.REPLACED)

TRANSITIONS = {
    transition.action: transition
    for transition in (RECOMMEND, VISIT, ASSESS, CONFIRM, REFUSE, WITHDRAW, LAPSE, REPLACE)
}

# The step that a verification in this state waits for.
NEXT_STEP = {
    VerificationState.RECOMMENDED: VISIT,
    VerificationState.VISITED: ASSESS,
    VerificationState.ASSESSED: CONFIRM,
}
