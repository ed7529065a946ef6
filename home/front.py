"""What the front page shows today."""

from django.http import HttpRequest
from django.utils import dates, timezone

from commerce.impact import campaign_figures, totals
from commerce.models import Campaign
from home.recommended import most_followed
from home.shelves import product_pages, stories, verified_on
from products.cards import product_cards
from products.models import ProductIndexPage
from products.season import harvested_in
from stories.models import StoryIndexPage

NEWEST, IN_SEASON, MORE_PRODUCTS = 6, 4, 8


def front_page(page, request: HttpRequest) -> dict:
    """The context of the front page, in a number of queries that does not grow with the site."""
    language = page.locale.language_code
    today = timezone.localdate()
    on_sale = product_pages(language).filter(verified_on(today))
    in_season = product_cards(on_sale.filter(harvested_in(today.month))[:IN_SEASON])
    shown = [card.page.pk for card in in_season]
    newest = list(stories(language)[:NEWEST])
    campaign = Campaign.objects.filter(starts__lte=today).first()
    return {
        "stories": newest,
        "newest": newest[0] if newest else None,
        "followed": most_followed(language),
        "in_season": in_season,
        "products": product_cards(on_sale.exclude(pk__in=shown)[:MORE_PRODUCTS]),
        "month": dates.MONTHS[today.month],
        "campaign": campaign,
        "figures": campaign_figures(campaign) if campaign else totals(),
        "stories_url": _address(StoryIndexPage, page, request),
        "products_url": _address(ProductIndexPage, page, request),
    }


def _address(kind, page, request: HttpRequest) -> str:
    section = kind.objects.live().child_of(page).defer_streamfields().first()
    return section.get_url(request) or "" if section else ""
