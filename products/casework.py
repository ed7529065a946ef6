"""What every change of a case has in common: locks, the look at what the other saw, the move, the log.

Only service modules of this room call it. Locks are taken in one order, product before verification,
so that two people acting at once follow each other and the second meets the new state.
"""

from datetime import date, timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from products import news
from products.audit import log_transition
from products.errors import Refused
from products.models import Product, Step, Verification
from products.permissions import forbidden
from products.transitions import IN_PROGRESS, Transition

# Characters; the public reads the reason of a withdrawal.
LONGEST_REASON = 4000
# Days a case may wait for its next step before the board calls it overdue.
DAYS_FOR_A_STEP = 14


def lock_product(product: Product) -> None:
    product.refresh_from_db(fields=["current_verification"], from_queryset=Product.objects.select_for_update())


def lock(verification: Verification, seen: int | None = None) -> None:
    """Read the row anew under its lock: the caller's copy may be older than another person's step.

    `seen` is the number of changes the person's form was made from; with another one now, nothing is
    overwritten: `Refused("verification.changed")`.
    """
    verification.refresh_from_db(from_queryset=Verification.objects.select_for_update())
    if seen is not None and seen != verification.changes:
        raise Refused(
            "verification.changed",
            _("Somebody else changed this case while you had it open. Look at what is new, then decide again."),
        )


def check(person, action: str, obj: Product | Verification) -> None:
    refusal = forbidden(person, action, obj)
    if refusal:
        raise refusal


def touch(verification: Verification) -> None:
    """Count a change that is no transition, so that older forms do not overwrite it."""
    Verification.objects.filter(pk=verification.pk).update(changes=F("changes") + 1)
    verification.changes += 1


def move(transition: Transition, verification: Verification, person, *, save=(), **details) -> None:
    """Take the verification to the transition's target and write the log.

    Call with the row locked and the person checked. `save` names further fields set by the caller. A
    claim ends with the step it was for, and the next one gets its day.
    """
    before = verification.state
    if before and before not in transition.sources:
        raise Refused("verification.not_now", _("This cannot be done now."))
    verification.state = transition.target
    verification.changes += 1
    verification.claimed_by = verification.claimed_at = None
    in_progress = transition.target in IN_PROGRESS
    verification.due_on = timezone.localdate() + timedelta(days=DAYS_FOR_A_STEP) if in_progress else None
    fields = {"state", "changes", "claimed_by", "claimed_at", "due_on", *save}
    if transition.step:
        # A step taken takes up what was sent back; the log keeps why it was.
        verification.sent_back_at, verification.sent_back_by, verification.sent_back_reason = None, None, ""
        fields |= {"sent_back_at", "sent_back_by", "sent_back_reason"}
    verification.save(update_fields=fields)
    if transition.undoes:
        verification.steps.filter(kind__in=transition.undoes).update(stands=False)
    log_transition(transition, verification, person, before=before, **details)
    news.tell(transition, verification)


def take_step(
    transition: Transition,
    verification: Verification,
    person,
    on: date,
    *,
    note_zh: str = "",
    note_en: str = "",
    outside: tuple | None = None,
) -> Step:
    """Write the step down; `outside` is (organisation, name or "") of somebody without an account who spoke."""
    return Step.objects.create(
        verification=verification,
        kind=transition.step,
        person=person,
        organisation=outside[0] if outside else person.organisation,
        from_outside=outside is not None,
        for_name=outside[1] if outside else "",
        on=on,
        note_zh=note_zh.strip(),
        note_en=note_en.strip(),
    )


def reason_text(reason: str) -> str:
    text = (reason or "").strip()
    if not text:
        raise Refused("verification.no_reason", _("Say why; the reason is kept and shown."))
    if len(text) > LONGEST_REASON:
        raise Refused(
            "verification.long_reason",
            _("Say it in at most %(limit)d characters.") % {"limit": LONGEST_REASON},
        )
    return text
