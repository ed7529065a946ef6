"""Writing down what went out."""

from django.db.models import Max

from products.models import Product
from stories.builder import build_document
from stories.models.approvals import Approval
from stories.models.releases import Release, ReleaseProduct
from stories.release_followers import tell_released


def make_release(story, approval: Approval) -> Release:
    """Freeze a story that just went live, with the products it carries, and tell whoever follows.

    Call inside the transaction that published it. `story` is the live row.
    """
    document = build_document(story).document
    newest = Release.objects.filter(story=story).aggregate(newest=Max("version"))["newest"] or 0
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
    carried = Product.objects.filter(code__in=[product.code for product in document.products])
    ReleaseProduct.objects.bulk_create(ReleaseProduct(release=release, product=product) for product in carried)
    tell_released(release)
    return release


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
