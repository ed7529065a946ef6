"""What lists take their cards from: live pages of one language with all that a card shows."""

from datetime import date

from django.db.models import Q, QuerySet

from products.models import ProductPage, VerificationState
from stories.models import StoryPage
from stories.public import listed_stories


def stories(language: str) -> QuerySet[StoryPage]:
    """Live stories of a language, newest first, with cover and video."""
    return listed_stories().filter(locale__language_code=language).select_related("video").defer_streamfields()


def product_pages(language: str) -> QuerySet[ProductPage]:
    """Live product pages; `products.cards.product_cards` fetches what their cards show."""
    return ProductPage.objects.live().filter(locale__language_code=language).order_by("title", "pk")


def verified_on(day: date) -> Q:
    """Of product pages: those whose product may be sold on that day."""
    return Q(
        product__current_verification__state=VerificationState.CONFIRMED,
        product__current_verification__valid_until__gte=day,
    )
