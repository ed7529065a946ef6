"""What the public may know of a product: one context for the product page and the check page."""

from products.models import Product
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
        evidence = list(verification.evidence.select_related("photo", "document"))
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
