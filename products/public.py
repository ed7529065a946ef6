"""What the public may know of a product: one context for the product page and the check page."""

from django.db.models import Prefetch, prefetch_related_objects

from products.models import Photo, Product
from products.pictures import with_sizes
from products.season import season_of


def product_context(product: Product, language: str) -> dict:
    """Everything the public templates show, in a number of queries that does not grow.

    `verification` is the one that decides (confirmed last; it may have ended since) or None;
    one in progress is nobody's business yet. Offers are those on sale.
    """
    verification = product.current_verification
    steps, evidence = [], []
    if verification is not None:
        steps = list(verification.steps.select_related("person", "organisation"))
        evidence = list(verification.evidence.select_related("document").prefetch_related(photo_with_sizes()))
    prefetch_related_objects([product], photo_with_sizes())
    return {
        "product": product,
        "language": language,
        "verification": verification,
        "steps": steps,
        "evidence": evidence,
        "facts": list(product.facts.all()),
        "offers": list(product.offers.filter(active=True)),
        "season": season_of(product),
    }


def photo_with_sizes(to: str = "photo") -> Prefetch:
    """The prefetch of a photo together with the renditions that public templates show."""
    return Prefetch(to, queryset=with_sizes(Photo.objects.all()))
