"""What those who recommended a product are told by e-mail: one letter for each step, written where the step is.

A letter holds no contact data and no note of the desk. The same step of the same case writes once.
"""

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from products.models import Recommendation, RecommendationState, StepKind, User, Verification
from products.post import write, write_to_people
from products.transitions import ASSESS, CONFIRM, REFUSE, VISIT, Transition

# Subject, and what it means for whoever recommended.
WORDS = {
    VISIT.action: (
        gettext_lazy("%(product)s was visited"),
        gettext_lazy("An inspector went there and wrote down what was found. An expert assesses it next."),
    ),
    ASSESS.action: (
        gettext_lazy("%(product)s was assessed"),
        gettext_lazy("Quality and supply were assessed. Somebody else now looks at it all and decides."),
    ),
    CONFIRM.action: (
        gettext_lazy("%(product)s is confirmed"),
        gettext_lazy("Stories may now carry the product, until the day its verification ends."),
    ),
    REFUSE.action: (
        gettext_lazy("%(product)s was not confirmed"),
        gettext_lazy("The verification ended without a confirmation. The product can be recommended again."),
    ),
}


def tell(transition: Transition, verification: Verification) -> None:
    """Write to those who brought the product forward, in the transaction in which its case moved."""
    if transition.action not in WORDS:
        return
    cause = f"case:{verification.pk}:{transition.action}"
    subject, text = WORDS[transition.action]

    def compose() -> tuple[str, str]:
        lines = [str(text)]
        if transition is REFUSE:
            lines.append(_("Reason: %(reason)s") % {"reason": verification.refusal_reason})
        if transition is CONFIRM:
            lines.append(address(reverse("products:verify", args=[verification.product.code])))
        return str(subject) % {"product": verification.product.name()}, _letter(*lines)

    recommendation = Recommendation.objects.filter(verification=verification).first()
    if recommendation is not None and recommendation.contact_email:
        with translation.override(recommendation.language):
            write(recommendation.contact_email, *compose(), cause=cause)
    write_to_people(_accounts(verification), compose, cause=cause)


def tell_received(recommendation: Recommendation, token: str) -> None:
    """Thank for a recommendation and give its address; the only letter that holds the address."""
    taken_in = recommendation.state == RecommendationState.ACCEPTED

    def compose() -> tuple[str, str]:
        return (
            _("We received your recommendation of %(product)s") % {"product": recommendation.name()},
            _letter(
                _("It was taken in, and the verification has begun. You hear of each step by e-mail.")
                if taken_in
                else _("Our team reads it and then takes it in or says why not. You hear of each step by e-mail."),
                _("Whoever knows this address sees how it stands:"),
                address(reverse("products:recommendation", args=[token])),
            ),
        )

    _write(recommendation, compose, "received")


def tell_taken_in(recommendation: Recommendation) -> None:
    def compose() -> tuple[str, str]:
        return (
            _("%(product)s was taken in") % {"product": recommendation.name()},
            _letter(_("The verification has begun: an inspector will visit, an expert will assess.")),
        )

    _write(recommendation, compose, "accepted")


def tell_declined(recommendation: Recommendation) -> None:
    def compose() -> tuple[str, str]:
        lines = [_("Reason: %(reason)s") % {"reason": recommendation.decision_reason}]
        if recommendation.duplicate_of is not None:
            lines.append(_("The product is already with us: %(product)s.") % {"product": recommendation.duplicate_of})
        return (
            _("Your recommendation of %(product)s was not taken in") % {"product": recommendation.name()},
            _letter(*lines),
        )

    _write(recommendation, compose, "declined")


def tell_batch(person, batch, received: int, taken_in: int) -> None:
    """One letter for a whole file."""

    def compose() -> tuple[str, str]:
        return (
            _("%(count)d recommendations received") % {"count": received},
            _letter(
                _("%(taken_in)d were taken in; %(waiting)d wait for our team, because they look like known products.")
                % {"taken_in": taken_in, "waiting": received - taken_in},
                address(reverse("recommendation:index")),
            ),
        )

    write_to_people([person], compose, cause=f"batch:{batch}:received")


def address(path: str) -> str:
    """The absolute address of a path, in the language that is active where the page has one for both."""
    language = translation.get_language() or "zh-hans"
    return f"{settings.SITE_URL}{path}" + ("" if path.startswith("/admin/") else f"?lang={language}")


def _write(recommendation: Recommendation, compose, step: str) -> None:
    cause = f"recommendation:{recommendation.pk}:{step}"
    if recommendation.contact_email:
        with translation.override(recommendation.language):
            write(recommendation.contact_email, *compose(), cause=cause)
    if recommendation.person_id is not None:
        write_to_people([recommendation.person], compose, cause=cause)


def _accounts(verification: Verification):
    """Who recommended with an account: at the desk, or through the form."""
    return User.objects.filter(
        Q(pk__in=verification.steps.filter(kind=StepKind.RECOMMENDED, from_outside=False, stands=True).values("person"))
        | Q(pk__in=Recommendation.objects.filter(verification=verification, person__isnull=False).values("person")),
        is_active=True,
    )


def _letter(*lines: str) -> str:
    return "\n\n".join([*(str(line) for line in lines), _("Fengshou")]) + "\n"
