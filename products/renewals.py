"""Verifying a product again: the one that holds goes on, and what still holds is taken from it.

Nothing is taken over unseen. Evidence is carried over by whoever begins, piece by piece; findings and
scores only fill the next person's form in beforehand.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from products import evidence as evidence_files
from products import services
from products.assessments import standing
from products.audit import EVIDENCE_CARRIED, log_evidence
from products.casework import touch
from products.errors import Refused
from products.models import (
    Assessment,
    Evidence,
    Measurement,
    PersonMet,
    Product,
    StepKind,
    Verification,
    VerificationState,
    Visit,
)

# What ended otherwise is in doubt, and its evidence with it.
STILL_GOOD = (VerificationState.CONFIRMED, VerificationState.LAPSED)


@dataclass(frozen=True)
class Findings:
    """What the visit before brought back. People who took their consent back are not among them."""

    visit: Visit
    measurements: list[Measurement]
    people: list[PersonMet]


@transaction.atomic
def begin_renewal(
    product: Product, person, *, on: date, note_zh: str = "", note_en: str = "", carry: Collection[Evidence] = ()
) -> Verification:
    """Recommend a product again that was verified before; `carry` is evidence that still shows what it shows."""
    if product.current_verification_id is None:
        raise Refused(
            "renewal.nothing_to_renew",
            _("%(product)s was never verified; recommend it instead.") % {"product": product},
        )
    verification = services.recommend(product, person, on=on, note_zh=note_zh, note_en=note_en)
    earlier = verification.renews
    good = {evidence.pk for evidence in evidence_to_carry(earlier)}
    for evidence in carry:
        if evidence.pk not in good:
            raise Refused(
                "renewal.evidence_too_old",
                _("“%(title)s” cannot be carried over; add it anew.") % {"title": evidence.title()},
            )
        _carry_over(evidence, verification, person)
    return verification


def evidence_to_carry(earlier: Verification | None) -> list[Evidence]:
    """Evidence of `earlier` that is younger than the time it was vouched for: half a year's potatoes, half a year."""
    if earlier is None or earlier.state not in STILL_GOOD or earlier.valid_until is None:
        return []
    confirmed = earlier.steps.filter(kind=StepKind.CONFIRMED, stands=True).first()
    if confirmed is None:
        return []
    oldest = timezone.now() - (earlier.valid_until - confirmed.on)
    return list(earlier.evidence.filter(added_at__gt=oldest).select_related("photo", "document"))


def previous_findings(verification: Verification) -> Findings | None:
    """What the standing visit of the renewed verification found, to fill the next visit's form in beforehand."""
    visit = Visit.objects.filter(verification__renewals=verification, stands=True, finished_at__isnull=False).first()
    if visit is None:
        return None
    return Findings(
        visit,
        list(visit.measurements.select_related("evidence")),
        list(visit.people.filter(withdrawn_at=None)),
    )


def previous_assessment(verification: Verification) -> Assessment | None:
    """The assessment before: of this case where it was sent back, else of the verification it renews."""
    sent_back = verification.assessments.filter(stands=False).prefetch_related("scores__evidence").first()
    return sent_back or (standing(verification.renews) if verification.renews_id else None)


def _carry_over(evidence: Evidence, verification: Verification, person) -> None:
    """A new row of the new case that points at the same file, whose bytes must be what they were."""
    if _digest_now(evidence) != evidence.sha256:
        raise Refused(
            "renewal.evidence_changed",
            _("The file of “%(title)s” is not what it was; add it anew.") % {"title": evidence.title()},
        )
    carried = Evidence.objects.create(
        verification=verification,
        title_zh=evidence.title_zh,
        title_en=evidence.title_en,
        photo=evidence.photo,
        document=evidence.document,
        sha256=evidence.sha256,
        added_by=person,
    )
    touch(verification)
    log_evidence(carried, person, EVIDENCE_CARRIED, carried_from=evidence.verification_id, first=evidence.pk)


def _digest_now(evidence: Evidence) -> str:
    try:
        return evidence_files.checked_digest(photo=evidence.photo, document=evidence.document)
    except OSError:
        return ""
