"""Who has taken on the next step of a case, and by when it should be done."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from products.casework import lock
from products.errors import Refused
from products.models import Verification
from products.permissions import forbidden
from products.transitions import NEXT_STEP

CLAIMED, RELEASED, DUE_SET = (
    "products.verification.claim",
    "products.verification.release",
    "products.verification.due",
)
LOG_MESSAGES = {
    CLAIMED: (_("Take on"), _("Took the next step on")),
    RELEASED: (_("Give back"), _("Gave the next step back")),
    DUE_SET: (_("Set the due day"), _("Set the day by which the next step is due")),
}
LONGEST_WAIT = timedelta(days=366)


@transaction.atomic
def claim(verification: Verification, person, *, seen: int | None = None) -> Verification:
    """`person` will take the next step. Refused where they may not take it, or another person has claimed it."""
    lock(verification, seen)
    if refusal := objection_to_claiming(person, verification):
        raise refusal
    if verification.claimed_by_id not in (None, person.pk):
        raise Refused("claim.taken", _("%(person)s has already taken this on.") % {"person": verification.claimed_by})
    before = _name(verification.claimed_by)
    verification.claimed_by, verification.claimed_at = person, timezone.now()
    _save(verification, ["claimed_by", "claimed_at"])
    _log(CLAIMED, verification, person, before=before, after=_name(person))
    return verification


@transaction.atomic
def release(verification: Verification, person, *, seen: int | None = None) -> Verification:
    """Give the case back. Whoever could take the step may do it too, so that nothing lies with somebody away."""
    lock(verification, seen)
    if verification.claimed_by_id is None:
        raise Refused("claim.none", _("Nobody has taken this on."))
    if verification.claimed_by_id != person.pk and (refusal := objection_to_claiming(person, verification)):
        raise refusal
    before = _name(verification.claimed_by)
    verification.claimed_by = verification.claimed_at = None
    _save(verification, ["claimed_by", "claimed_at"])
    _log(RELEASED, verification, person, before=before, after="")
    return verification


@transaction.atomic
def set_due(verification: Verification, person, due_on: date, *, seen: int | None = None) -> Verification:
    """Set the day by which the next step should be done: today at the earliest, a year ahead at the latest."""
    lock(verification, seen)
    if refusal := objection_to_claiming(person, verification):
        raise refusal
    if due_on < timezone.localdate():
        raise Refused("claim.due_in_past", _("The day has already passed."))
    if due_on > timezone.localdate() + LONGEST_WAIT:
        raise Refused("claim.due_too_late", _("Choose a day within a year from now."))
    before, verification.due_on = verification.due_on, due_on
    _save(verification, ["due_on"])
    _log(DUE_SET, verification, person, before=str(before or ""), after=str(due_on))
    return verification


def objection_to_claiming(person, verification: Verification, *, in_scope: bool = False) -> Refused | None:
    """Why `person` may not take on, give back or date the step that is due, or None: whoever may take the step may.

    `in_scope`: the case comes from `scope.cases_of(person)`, so that is not asked again.
    """
    step = NEXT_STEP.get(verification.state)
    if step is None:
        return Refused("claim.nothing_due", _("No step is due here."))
    return forbidden(person, step.action, verification, in_scope=in_scope)


def _name(person) -> str:
    return str(person) if person else ""


def _log(action: str, verification: Verification, person, *, before: str, after: str) -> None:
    step = NEXT_STEP[verification.state].action
    log(instance=verification, action=action, user=person, data={"step": step, "before": before, "after": after})


def _save(verification: Verification, fields: list[str]) -> None:
    verification.changes += 1
    verification.save(update_fields=[*fields, "changes"])
