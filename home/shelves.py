"""What lists take their cards from: live pages of one language with all that a card shows."""

from datetime import date

from django.db.models import Q, QuerySet

from products.models import ProductPage, VerificationState
from stories import listing
from stories.models import StoryPage
from stories.public import listed_stories


def stories(language: str, in_list: str = listing.ALL) -> QuerySet[StoryPage]:
    """Live stories of a language, or of one of its lists, newest first, with cover and video."""
    return listed_stories(language, in_list).defer_streamfields()


def product_pages(language: str) -> QuerySet[ProductPage]:
    """Live product pages; `products.cards.product_cards` fetches what their cards show."""
    return ProductPage.objects.live().filter(locale__language_code=language).order_by("title", "pk")


def verified_on(day: date) -> Q:
    """Of product pages: those whose product may be sold on that day."""
    return Q(
        product__current_verification__state=VerificationState.CONFIRMED,
        product__current_verification__valid_until__gte=day,
    )
