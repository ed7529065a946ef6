"""What the public may know of a product: one context for the product page and the check page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from products.availability import is_sold_out
from products.consents import photos_without_consent
from products.models import (
    AssessmentResult,
    Evidence,
    Fact,
    FactChange,
    FactChangeState,
    Photo,
    Product,
    Step,
    StepKind,
    Verification,
    VerificationState,
)
from products.pictures import with_sizes
from products.season import season_of

# Nobody outside hears of a verification that is in progress or was refused.
WAS_CONFIRMED = (
    VerificationState.CONFIRMED,
    VerificationState.REPLACED,
    VerificationState.LAPSED,
    VerificationState.WITHDRAWN,
)
# A product is looked at again every year or two; more lines than this nobody reads.
MOST_EARLIER = 10
MOST_CORRECTIONS = 20


@dataclass(frozen=True)
class ShownFact:
    """A confirmed fact with the number of the evidence item that bears it out; None where it names none."""

    fact: Fact
    number: int | None
    evidence: Evidence | None


@dataclass(frozen=True)
class Picture:
    photo: Photo
    caption: str = ""


@dataclass(frozen=True)
class Earlier:
    """A verification before the one that decides: from its confirmation to its end, in words of its state."""

    state: str
    begun: date | None
    ended: date | None


def product_context(product: Product, language: str) -> dict:
    """Everything the public templates show, in a number of queries that does not grow.

    `verification` is the one that decides (confirmed last; it may have ended since) or None;
    one in progress is nobody's business yet. `assessment` is there only where it set conditions, which
    are all that is shown of it. Only confirmed facts are shown. Offers are those on sale.
    """
    verification = product.current_verification
    steps, evidence, facts, assessment = [], [], [], None
    if verification is not None:
        steps = list(verification.steps.filter(stands=True).select_related("person", "organisation"))
        evidence = list(_evidence(product, verification))
        facts = _facts(product, evidence)
        assessment = verification.assessments.filter(stands=True, result=AssessmentResult.CONDITIONAL).first()
    prefetch_related_objects([product], photo_with_sizes())
    return {
        "product": product,
        "language": language,
        "verification": verification,
        "steps": steps,
        "assessment": assessment,
        "evidence": evidence,
        "facts": facts,
        "corrections": corrected_facts(product),
        "offers": [offer for offer in product.offers.filter(active=True) if not is_sold_out(offer)],
        "season": season_of(product),
    }


def corrected_facts(product: Product) -> list[FactChange]:
    """Facts that turned out otherwise, newest first: what stood there, what stands there now, who confirmed it."""
    changes = FactChange.objects.filter(fact__product=product, state=FactChangeState.CONFIRMED)
    return list(changes.select_related("fact", "decided_by").order_by("-decided_at", "-pk")[:MOST_CORRECTIONS])


def earlier_verifications(product: Product) -> list[Earlier]:
    """What held before the verification that decides, newest first. Two queries."""
    confirmed = Step.objects.filter(kind=StepKind.CONFIRMED, stands=True)
    found = list(
        Verification.objects.filter(product=product, state__in=WAS_CONFIRMED)
        .prefetch_related(Prefetch("steps", queryset=confirmed, to_attr="confirmations"))
        .order_by("-pk")[: MOST_EARLIER + 1]
    )
    return [
        Earlier(verification.state, _begun(verification), _ended(verification, newer))
        for newer, verification in pairwise(found)
    ]


def pictures_of(product: Product, gallery: Iterable) -> list[Picture]:
    """The product's photo first, then the gallery's of its page, each photo once."""
    captions = {item.photo_id: item.caption for item in gallery}
    photos = [product.photo, *(item.photo for item in gallery)]
    once = {photo.pk: photo for photo in photos if photo}
    return [Picture(photo, captions.get(pk, "")) for pk, photo in once.items()]


def photo_with_sizes(to: str = "photo") -> Prefetch:
    """The prefetch of a photo together with the renditions that public templates show.

    A photo that may not be shown is None there, while its id stays: somebody on it has not agreed, or no longer.
    """
    return Prefetch(to, queryset=with_sizes(Photo.objects.exclude(pk__in=photos_without_consent())))


def _evidence(product: Product, verification: Verification) -> QuerySet[Evidence]:
    """The verification's own, and what an earlier one left behind a fact that still holds."""
    kept = Q(
        verification__product=product,
        verification__state__in=WAS_CONFIRMED,
        facts__product=product,
        facts__confirmed_on__isnull=False,
    )
    found = Evidence.objects.filter(Q(verification=verification) | kept).distinct()
    return found.select_related("document").prefetch_related(photo_with_sizes()).order_by("id")


def _facts(product: Product, evidence: list[Evidence]) -> list[ShownFact]:
    numbers = {item.pk: (number, item) for number, item in enumerate(evidence, 1)}
    facts = product.facts.filter(confirmed_on__isnull=False).select_related("confirmed_by")
    return [ShownFact(fact, *numbers.get(fact.evidence_id, (None, None))) for fact in facts]


def _begun(verification: Verification) -> date | None:
    return verification.confirmations[0].on if verification.confirmations else None


def _ended(verification: Verification, newer: Verification) -> date | None:
    if verification.withdrawn_at:
        return timezone.localdate(verification.withdrawn_at)
    return _begun(newer) if verification.state == VerificationState.REPLACED else verification.valid_until
