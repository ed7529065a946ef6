"""Whom a story is for, as the campaigns that tell it say: kept with each edition and sent in its envelope.

An audience names places, interests of a fixed vocabulary and an age band. There is no field for anything else.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from commerce.interests import interests
from commerce.models import Campaign, CampaignStory
from commerce.models.campaigns import OLDEST, YOUNGEST
from stories.document import StoryDocument
from stories.models import ReleaseProduct, StoryPage
from stories.public import listed_stories

Audience = dict[str, Any]
FIELDS = ("campaign", "starts", "ends", "regions", "interests", "ages")


def audiences_of(document: StoryDocument) -> list[Audience]:
    """The audiences of the campaigns that tell a story and are not over, by the campaigns' keys; two queries.

    Plain data, so that it can be kept: what is made from it stays the same when a campaign changes.
    """
    named = CampaignStory.objects.filter(campaign=OuterRef("pk"))
    told = Q(Exists(named.filter(story__translation_key=document.translation_key)))
    carried = Q(~Exists(named), products__code__in=[product.code for product in document.products])
    found = _not_over().filter(told | carried).distinct().prefetch_related("regions").order_by("key")
    return [audience for campaign in found if (audience := audience_of(campaign))]


def audience_of(campaign: Campaign) -> Audience:
    """The audience of one campaign; empty where it names nobody in particular."""
    said: Audience = {}
    if regions := sorted(region.place_id for region in campaign.regions.all()):
        said["regions"] = regions
    if chosen := [key for key in interests() if key in campaign.interests]:
        said["interests"] = chosen
    if campaign.age_from or campaign.age_to:
        said["ages"] = {"from": campaign.age_from or YOUNGEST, "to": campaign.age_to or OLDEST}
    if not said:
        return {}
    days = {"starts": campaign.starts.isoformat(), "ends": campaign.ends.isoformat()}
    return {"campaign": campaign.key, **days, **said}


def in_order(audience: Audience) -> Audience:
    """The same with its fields in the order of `audience_of`: PostgreSQL keeps JSON in an order of its own."""
    ages = audience.get("ages")
    if ages:
        audience = audience | {"ages": {"from": ages["from"], "to": ages["to"]}}
    return {field: audience[field] for field in FIELDS if field in audience}


def still_meant(audiences: Iterable[Audience], day: date | None = None) -> list[Audience]:
    """Those of kept audiences whose campaign was not to be over on `day`, today in China by default."""
    today = (day or timezone.localdate()).isoformat()
    return [audience for audience in audiences if audience["ends"] >= today]


def stories_told_by(campaign: Campaign) -> set[int]:
    """Ids of the live stories whose editions carry the campaign's audience."""
    keys = CampaignStory.objects.filter(campaign=campaign).values("story__translation_key")
    if keys.exists():
        return set(StoryPage.objects.live().filter(translation_key__in=keys).values_list("pk", flat=True))
    carrying = ReleaseProduct.objects.filter(
        release=OuterRef("current_release_id"), product__in=campaign.products.values("pk")
    )
    return set(listed_stories().filter(Exists(carrying)).order_by().values_list("pk", flat=True))


def stories_of_campaigns() -> set[int]:
    """The same of all campaigns that are not over."""
    return {story for campaign in _not_over() for story in stories_told_by(campaign)}


def _not_over() -> QuerySet[Campaign]:
    return Campaign.objects.filter(ends__gte=timezone.localdate())
