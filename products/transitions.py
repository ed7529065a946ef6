"""The state table: which action leads a case from where to where, and who may take it.

Every rule about order and about different people is read from here, by the services, by the
permission check and by the screens. No other place lets a verification or a recommendation change its state.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from products.models import RecommendationState, StepKind, VerificationState

IN_PROGRESS = (VerificationState.RECOMMENDED, VerificationState.VISITED, VerificationState.ASSESSED)


@dataclass(frozen=True)
class Transition:
    """`not_by`: whoever took one of these steps may not take this one, superuser or not.

    A `verdict` is given in place of the next step, by whoever could take that one. `undoes` are the
    steps that stand no longer after it.
    """

    action: str
    label: str
    sources: tuple[str, ...]
    target: str
    step: str | None = None
    not_by: tuple[str, ...] = ()
    verdict: bool = False
    undoes: tuple[str, ...] = ()

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
REFUSE = Transition("refuse", _("Refuse"), sources=IN_PROGRESS, target=VerificationState.REFUSED, verdict=True)
REVISIT = Transition(
    "revisit",
    _("Send back for another visit"),
    sources=(VerificationState.VISITED, VerificationState.ASSESSED),
    target=VerificationState.RECOMMENDED,
    verdict=True,
    undoes=(StepKind.VISITED, StepKind.ASSESSED),
)
REASSESS = Transition(
    "reassess",
    _("Send back for another assessment"),
    sources=(VerificationState.ASSESSED,),
    target=VerificationState.VISITED,
    verdict=True,
    undoes=(StepKind.ASSESSED,),
)
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
    for transition in (RECOMMEND, VISIT, ASSESS, CONFIRM, REFUSE, REVISIT, REASSESS, WITHDRAW, LAPSE, REPLACE)
}

# What comes from outside, before there is a case.
ACCEPT = Transition(
    "accept", _("Take in"), sources=(RecommendationState.RECEIVED,), target=RecommendationState.ACCEPTED
)
DECLINE = Transition(
    "decline", _("Decline"), sources=(RecommendationState.RECEIVED,), target=RecommendationState.DECLINED
)
INTAKE = {transition.action: transition for transition in (ACCEPT, DECLINE)}

# The step that a verification in this state waits for.
NEXT_STEP = {
    VerificationState.RECOMMENDED: VISIT,
    VerificationState.VISITED: ASSESS,
    VerificationState.ASSESSED: CONFIRM,
}
