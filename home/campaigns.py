"""Campaigns as readers see them: what is sold, how far it is, and the stories that tell it."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from commerce.campaign_progress import OfferProgress, Progress, progress_of
from commerce.models import Campaign
from home.shelves import product_pages, stories
from products.cards import product_cards
from stories.models import StoryPage
from stories.public import carrying

MOST_STORIES = 12
# Of campaigns that are over, those of the last years.
MOST_OVER = 24


@dataclass(frozen=True)
class CampaignPage:
    """`offers` are those with a target of their own, or that are not simply on sale."""

    campaign: Campaign
    progress: Progress
    offers: list[OfferProgress]
    cards: list
    stories: list[StoryPage]


@dataclass(frozen=True)
class CampaignList:
    """Running and coming campaigns with their progress, the next to end first; `over` newest first."""

    open: list[Progress]
    over: list[Campaign]


def campaign_list() -> CampaignList:
    """Nine queries for each open campaign, of which there are a handful, and one."""
    found = list(Campaign.objects.all())
    current = sorted((one for one in found if one.state != "over"), key=lambda one: (one.ends, one.key))
    return CampaignList(
        [progress_of(campaign) for campaign in current], [one for one in found if one.state == "over"][:MOST_OVER]
    )


def campaign_page(campaign: Campaign, language: str) -> CampaignPage:
    """All that stands on a campaign's page. The queries do not grow."""
    progress = progress_of(campaign)
    pages = product_pages(language).filter(product__campaigns=campaign)
    return CampaignPage(
        campaign=campaign,
        progress=progress,
        offers=[offer for offer in progress.offers if offer.goals or offer.row.kind != "now"],
        cards=product_cards(pages),
        stories=list(_stories(campaign, language)[:MOST_STORIES]),
    )


def shown_alone(buyers: int) -> bool:
    """Whether a figure of so many buyers may stand by itself; it is nobody's business who the only buyer was."""
    return not 0 < buyers < settings.IMPACT_MIN_BUYERS


def steps_to(campaign: Campaign) -> list[tuple[str, str]]:
    """The way to a campaign as (name, path)."""
    return [
        (gettext("Campaigns"), reverse("home:campaigns")),
        (campaign.name(), reverse("home:campaign", args=[campaign.key])),
    ]


def _stories(campaign: Campaign, language: str) -> QuerySet[StoryPage]:
    """The stories it names, or their translations; where it names none, those that carry its products."""
    named = campaign.campaign_stories.values("story__translation_key")
    if named.exists():
        return stories(language).filter(translation_key__in=named)
    return carrying(stories(language), campaign.products.values_list("pk", flat=True))
