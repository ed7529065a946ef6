"""The only way a verification changes: order, different people, dates, log and followers in one transaction.

Each function raises `products.errors.Refused` where a rule says no, and then has changed nothing.
Locks are taken in one order, product before verification, so that two people acting at once
follow each other and the second meets the new state.
"""

import logging
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from products import evidence as evidence_files
from products import followers
from products.audit import log_evidence, log_transition
from products.dates import check_step_date, check_valid_until
from products.errors import Refused
from products.models import Evidence, Fact, Product, Step, Verification, VerificationState
from products.permissions import forbidden
from products.transitions import ASSESS, CONFIRM, LAPSE, RECOMMEND, REFUSE, REPLACE, VISIT, WITHDRAW, Transition

logger = logging.getLogger(__name__)

# Characters; the public reads the reason of a withdrawal.
LONGEST_REASON = 4000


@transaction.atomic
def recommend(product: Product, person, *, on: date, note_zh: str = "", note_en: str = "") -> Verification:
    """Open a verification. One that holds already goes on holding until the new one is confirmed."""
    _lock_product(product)
    _check(person, "recommend", product)
    check_step_date(on)
    verification = Verification.objects.create(product=product, state=RECOMMEND.target)
    _take_step(RECOMMEND, verification, person, on, note_zh, note_en, before="")
    return verification


@transaction.atomic
def record_visit(verification: Verification, person, *, on: date, note_zh: str = "", note_en: str = "") -> Verification:
    """Somebody other than the recommender went there on the day `on`."""
    return _advance(VISIT, verification, person, on, note_zh, note_en)


@transaction.atomic
def assess(verification: Verification, person, *, on: date, note_zh: str = "", note_en: str = "") -> Verification:
    """Somebody other than the recommender judged quality and supply."""
    return _advance(ASSESS, verification, person, on, note_zh, note_en)


@transaction.atomic
def confirm(
    verification: Verification, person, *, on: date, valid_until: date, note_zh: str = "", note_en: str = ""
) -> Verification:
    """A person of no earlier step vouches for the product until `valid_until`; its facts become confirmed ones."""
    product = verification.product
    _lock_product(product)
    _lock(verification)
    _check(person, "confirm", verification)
    check_step_date(on, verification)
    check_valid_until(valid_until, on)
    _replace_current(product, verification, person)
    before = verification.state
    verification.state = CONFIRM.target
    verification.valid_until = valid_until
    verification.save(update_fields=["state", "valid_until"])
    product.current_verification = verification
    product.save(update_fields=["current_verification"])
    Fact.objects.filter(product=product).update(confirmed_by=person, confirmed_on=on)
    _take_step(CONFIRM, verification, person, on, note_zh, note_en, before=before, valid_until=str(valid_until))
    if verification.holds():
        followers.tell_renewed(product, verification)
    return verification


@transaction.atomic
def refuse(verification: Verification, person, *, reason: str) -> Verification:
    """Whoever could take the next step ends the verification instead, and says why."""
    reason = _reason(reason)
    _lock(verification)
    _check(person, "refuse", verification)
    before = verification.state
    verification.state = REFUSE.target
    verification.refused_at, verification.refused_by = timezone.now(), person
    verification.refusal_reason = reason
    verification.save(update_fields=["state", "refused_at", "refused_by", "refusal_reason"])
    log_transition(REFUSE, verification, person, before=before, reason=reason)
    return verification


@transaction.atomic
def add_evidence(
    verification: Verification, person, *, title_zh: str, title_en: str = "", photo=None, document=None
) -> Evidence:
    """Attach a photo or a PDF, with the SHA-256 its bytes have now."""
    _lock(verification)
    _check(person, "evidence", verification)
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
    log_evidence(evidence, person)
    return evidence


@transaction.atomic
def withdraw(product: Product, by, reason: str) -> Verification:
    """End the product's verification; what carries the product follows in the same transaction.

    `by` is None for the machine's operator at the command line, who needs no permission here.
    """
    reason = _reason(reason)
    _lock_product(product)
    verification = product.current_verification
    if verification is None:
        raise Refused("verification.none", _("%(product)s has no verification.") % {"product": product})
    _lock(verification)
    if by is not None:
        _check(by, "withdraw", verification)
    elif verification.state not in WITHDRAW.sources:
        raise Refused(
            "verification.already_ended",
            _("The verification of %(product)s has already ended.") % {"product": product},
        )
    before = verification.state
    verification.state = WITHDRAW.target
    verification.withdrawn_at, verification.withdrawn_by = timezone.now(), by
    verification.withdrawal_reason = reason
    verification.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    followed = followers.tell_ended(product, verification)
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
    lapsed, failures = [], []
    for product in due:
        try:
            if _lapse(product, day):
                lapsed.append(product)
        except Exception as error:
            logger.exception("could not lapse %s", product.slug)
            failures.append(error)
    if failures:
        raise ExceptionGroup("some verifications could not be lapsed", failures)
    return lapsed


@transaction.atomic
def _lapse(product: Product, day: date) -> bool:
    _lock_product(product)
    verification = product.current_verification
    _lock(verification)
    if verification.state not in LAPSE.sources or verification.holds(day):
        return False
    before = verification.state
    verification.state = LAPSE.target
    verification.save(update_fields=["state"])
    followed = followers.tell_ended(product, verification)
    log_transition(LAPSE, verification, None, before=before, followed=followed)
    return True


def _advance(
    transition: Transition, verification: Verification, person, on: date, note_zh: str, note_en: str
) -> Verification:
    _lock(verification)
    _check(person, transition.action, verification)
    check_step_date(on, verification)
    before = verification.state
    verification.state = transition.target
    verification.save(update_fields=["state"])
    _take_step(transition, verification, person, on, note_zh, note_en, before=before)
    return verification


def _take_step(
    transition: Transition,
    verification: Verification,
    person,
    on: date,
    note_zh: str,
    note_en: str,
    *,
    before: str,
    **details,
) -> None:
    Step.objects.create(
        verification=verification,
        kind=transition.step,
        person=person,
        organisation=person.organisation,
        on=on,
        note_zh=note_zh.strip(),
        note_en=note_en.strip(),
    )
    log_transition(transition, verification, person, before=before, on=str(on), **details)


def _replace_current(product: Product, newer: Verification, person) -> None:
    """What held until now makes room; followers hear of the renewal, not of an end."""
    current = product.current_verification
    if current is None or current.state not in REPLACE.sources:
        return
    before = current.state
    current.state = REPLACE.target
    current.save(update_fields=["state"])
    log_transition(REPLACE, current, person, before=before, by_verification=newer.pk)


def _lock_product(product: Product) -> None:
    product.refresh_from_db(fields=["current_verification"], from_queryset=Product.objects.select_for_update())


def _lock(verification: Verification) -> None:
    """Read the row anew under its lock: the caller's copy may be older than another person's step."""
    verification.refresh_from_db(from_queryset=Verification.objects.select_for_update())


def _check(person, action: str, obj: Product | Verification) -> None:
    refusal = forbidden(person, action, obj)
    if refusal:
        raise refusal


def _reason(reason: str) -> str:
    text = (reason or "").strip()
    if not text:
        raise Refused("verification.no_reason", _("Say why; the reason is kept and shown."))
    if len(text) > LONGEST_REASON:
        raise Refused(
            "verification.long_reason",
            _("Say it in at most %(limit)d characters.") % {"limit": LONGEST_REASON},
        )
    return text
