"""Campaigns as groups of products, for the story desk's list."""

from django.db.models import QuerySet

from commerce.models import Campaign
from products.models import Product


def choices() -> list[tuple[str, str]]:
    return [(campaign.key, campaign.name()) for campaign in Campaign.objects.all()]


def product_ids(key: str) -> QuerySet:
    """Ids of a campaign's products; a campaign without any is of all products."""
    products = Product.objects.filter(campaigns__key=key)
    if not products.exists() and Campaign.objects.filter(key=key).exists():
        products = Product.objects.all()
    return products.values("pk")
