"""Writing down what went out."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from products.models import Product
from stories.builder import build_document
from stories.correction_notes import with_notes
from stories.models.approvals import Approval
from stories.models.releases import Release, ReleaseProduct
from stories.release_followers import tell_released


def make_release(story, approval: Approval) -> Release:
    """Freeze a story that just went live, with the products it carries, and tell whoever follows.

    Call inside the transaction that published it. `story` is the live row.
    """
    before = Release.objects.filter(story=story).order_by("-version").first()
    newest = before.version if before else 0
    document = with_notes(
        build_document(story).document,
        story,
        before.parsed() if before else None,
        newest + 1,
        approval.went_live_at,
    )
    release = Release.objects.create(
        story=story,
        version=newest + 1,
        revision_id=approval.revision_id,
        document=document.canonical_json,
        digest=document.digest,
        approved_by=approval.approved_by,
        approved_at=approval.approved_at,
        live_from=approval.went_live_at,
    )
    carry(release, [product.code for product in document.products])
    tell_released(release)
    return release


def live_releases() -> QuerySet[Release]:
    """The newest release of each live story: what is before the public."""
    newer = Release.objects.filter(story=OuterRef("story"), version__gt=OuterRef("version"))
    return Release.objects.filter(~Exists(newer), story__live=True)


def showing(*keys: str) -> QuerySet[Release]:
    """What of it names one of these photos, films or people, by their keys. Reads every document: not for a page."""
    named = reduce(or_, (Q(document__contains=f'"{key}"') for key in keys))
    return live_releases().filter(named)


def confirmed_anew() -> Q:
    """What filters `ReleaseProduct` to those whose product has been confirmed anew since the release."""
    return Q(verification=None) | ~Q(verification=F("product__current_verification"))


def carry(release: Release, codes: Iterable[str]) -> None:
    """Write down which products a new release carries, each with the verification that stands behind it now."""
    ReleaseProduct.objects.bulk_create(
        ReleaseProduct(release=release, product=product, verification_id=product.current_verification_id)
        for product in Product.objects.filter(code__in=list(codes))
    )


def current_release(story) -> Release | None:
    """What of a story is before the public: its newest release while it is live."""
    if not story.live:
        return None
    return (
        Release.objects.filter(story_id=story.pk)
        .select_related("approved_by__organisation")
        .order_by("-version")
        .first()
    )
