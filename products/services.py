"""The only way a verification changes: order, different people, dates, log and followers in one transaction.

The assessment is recorded by `products.assessments`, as the one step with a record of its own.
Each function raises `products.errors.Refused` where a rule says no, and then has changed nothing.
`seen` is the case's number of changes as the person saw it (`Verification.changes`).
"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from products import confirmations, followers
from products import evidence as evidence_files
from products.audit import log_evidence, log_transition
from products.casework import check, lock, lock_product, move, reason_text, take_step, touch
from products.confirmations import Decision
from products.dates import check_step_date, check_valid_until
from products.errors import Refused
from products.models import Evidence, Product, Verification, VerificationState
from products.one_by_one import one_by_one
from products.transitions import (
    CONFIRM,
    LAPSE,
    REASSESS,
    RECOMMEND,
    REFUSE,
    REPLACE,
    REVISIT,
    VISIT,
    WITHDRAW,
    Transition,
)


@transaction.atomic
def recommend(
    product: Product, person, *, on: date, note_zh: str = "", note_en: str = "", outside: tuple | None = None
) -> Verification:
    """Open a verification. One that holds already goes on holding until the new one is confirmed.

    `outside` is (organisation, name or "") of somebody without an account for whom `person` took it in.
    """
    lock_product(product)
    check(person, "accept" if outside else "recommend", product)
    check_step_date(on)
    verification = Verification(product=product, state="", renews=product.current_verification)
    verification.save()
    move(RECOMMEND, verification, person, on=str(on))
    take_step(RECOMMEND, verification, person, on, note_zh=note_zh, note_en=note_en, outside=outside)
    return verification


def record_visit(
    verification: Verification, person, *, on: date, note_zh: str = "", note_en: str = "", seen: int | None = None
) -> Verification:
    """Somebody other than the recommender went there on the day `on`."""
    return _advance(VISIT, verification, person, on, note_zh, note_en, seen)


@transaction.atomic
def confirm(
    verification: Verification,
    person,
    *,
    on: date,
    valid_until: date,
    note_zh: str = "",
    note_en: str = "",
    facts: Mapping[str, Decision] | None = None,
    conditions_accepted: bool = False,
    seen: int | None = None,
) -> Verification:
    """A person of no earlier step vouches for the product until `valid_until`, fact by fact.

    `facts` holds a decision for each candidate's key (`products.confirmations`); without it all are accepted.
    """
    product = verification.product
    lock_product(product)
    lock(verification, seen)
    check(person, "confirm", verification)
    if refusal := confirmations.hindrance(verification):
        raise refusal
    check_step_date(on, verification)
    check_valid_until(valid_until, on, verification)
    confirmations.check_conditions(verification, conditions_accepted)
    decided = confirmations.decided(verification, facts)
    _replace_current(product, verification, person)
    verification.valid_until = valid_until
    move(CONFIRM, verification, person, save=["valid_until"], on=str(on), valid_until=str(valid_until))
    product.current_verification = verification
    product.save(update_fields=["current_verification"])
    take_step(CONFIRM, verification, person, on, note_zh=note_zh, note_en=note_en)
    confirmations.apply(verification, person, on, decided)
    followers.on_verification_renewed.tell(product=product, verification=verification)
    return verification


@transaction.atomic
def refuse(verification: Verification, person, *, reason: str, seen: int | None = None) -> Verification:
    """Whoever could take the next step ends the verification instead, and says why."""
    reason = reason_text(reason)
    lock(verification, seen)
    check(person, "refuse", verification)
    verification.refused_at, verification.refused_by = timezone.now(), person
    verification.refusal_reason = reason
    move(REFUSE, verification, person, save=["refused_at", "refused_by", "refusal_reason"], reason=reason)
    return verification


def send_back_to_visit(verification: Verification, person, *, reason: str, seen: int | None = None) -> Verification:
    """Whoever could take the next step wants another visit first, and says why."""
    return _send_back(REVISIT, verification, person, reason, seen)


def send_back_to_assessment(
    verification: Verification, person, *, reason: str, seen: int | None = None
) -> Verification:
    """Whoever could confirm wants another assessment first, and says why."""
    return _send_back(REASSESS, verification, person, reason, seen)


@transaction.atomic
def _send_back(
    transition: Transition, verification: Verification, person, reason: str, seen: int | None
) -> Verification:
    """What the earlier steps found stays on record and stands no longer."""
    reason = reason_text(reason)
    lock(verification, seen)
    check(person, transition.action, verification)
    verification.sent_back_at, verification.sent_back_by = timezone.now(), person
    verification.sent_back_reason = reason
    move(transition, verification, person, save=["sent_back_at", "sent_back_by", "sent_back_reason"], reason=reason)
    if "visited" in transition.undoes:
        verification.visits.filter(stands=True).update(stands=False)
    verification.assessments.filter(stands=True).update(stands=False)
    return verification


@transaction.atomic
def add_evidence(
    verification: Verification, person, *, title_zh: str, title_en: str = "", photo=None, document=None
) -> Evidence:
    """Attach a photo or a PDF, with the SHA-256 its bytes have now."""
    lock(verification)
    check(person, "evidence", verification)
    sha256 = evidence_files.checked_digest(photo=photo, document=document)
    if not title_zh.strip() and not title_en.strip():
        raise Refused("evidence.no_title", _("Give the evidence a title."))
    evidence = Evidence.objects.create(
        verification=verification,
        title_zh=title_zh.strip(),
        title_en=title_en.strip(),
        photo=photo,
        document=document,
        sha256=sha256,
        added_by=person,
    )
    touch(verification)
    log_evidence(evidence, person)
    return evidence


@transaction.atomic
def withdraw(product: Product, by, reason: str, *, seen: int | None = None) -> Verification:
    """End the product's verification; what carries the product follows in the same transaction.

    `by` is None for the machine's operator at the command line, who needs no permission here.
    """
    reason = reason_text(reason)
    lock_product(product)
    verification = product.current_verification
    if verification is None:
        raise Refused("verification.none", _("%(product)s has no verification.") % {"product": product})
    lock(verification, seen)
    if by is not None:
        check(by, "withdraw", verification)
    elif verification.state not in WITHDRAW.sources:
        raise Refused(
            "verification.already_ended",
            _("The verification of %(product)s has already ended.") % {"product": product},
        )
    verification.withdrawn_at, verification.withdrawn_by = timezone.now(), by
    verification.withdrawal_reason = reason
    before = verification.state
    followed = _end(WITHDRAW, product, verification, ["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    log_transition(WITHDRAW, verification, by, before=before, reason=reason, followed=followed)
    return verification


def lapse_due(today: date | None = None) -> list[Product]:
    """Lapse what was valid until a day before `today` (default: today in China); return those products.

    Each product is its own transaction, so one that fails does not hold up the others; the
    failures are raised together at the end.
    """
    day = today or timezone.localdate()
    due = Product.objects.filter(
        current_verification__state=VerificationState.CONFIRMED, current_verification__valid_until__lt=day
    )
    return one_by_one(due, lambda product: product if _lapse(product, day) else None, "lapsing verifications")


@transaction.atomic
def _lapse(product: Product, day: date) -> bool:
    lock_product(product)
    verification = product.current_verification
    lock(verification)
    if verification.state not in LAPSE.sources or verification.holds(day):
        return False
    before = verification.state
    followed = _end(LAPSE, product, verification)
    log_transition(LAPSE, verification, None, before=before, followed=followed)
    return True


def _end(transition: Transition, product: Product, verification: Verification, save=()) -> list[str]:
    """The followers act on the new state, and what they did stands in the one log entry of the transition."""
    verification.state = transition.target
    verification.changes += 1
    verification.save(update_fields=["state", "changes", *save])
    return followers.on_verification_ended.tell(product=product, verification=verification)


@transaction.atomic
def _advance(
    transition: Transition,
    verification: Verification,
    person,
    on: date,
    note_zh: str,
    note_en: str,
    seen: int | None,
) -> Verification:
    lock(verification, seen)
    check(person, transition.action, verification)
    check_step_date(on, verification)
    move(transition, verification, person, on=str(on))
    take_step(transition, verification, person, on, note_zh=note_zh, note_en=note_en)
    return verification


def _replace_current(product: Product, newer: Verification, person) -> None:
    """What held until now makes room; followers hear of the renewal, not of an end."""
    current = product.current_verification
    if current is not None and current.state in REPLACE.sources:
        move(REPLACE, current, person, by_verification=newer.pk)
