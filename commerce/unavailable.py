"""The page a purchase link shows instead of the shop: why, where else, and what to read."""

import logging
from datetime import date
from typing import Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from commerce.models import PurchaseLink
from products.availability import OUT_OF_SEASON, SOLD_OUT, InSeason, InStock, is_sold_out, pause_of
from products.models import Offer, Product, VerificationState
from products.shops import allowed_url
from stories.models import StoryPage
from stories.public import carrying, listed_stories

log = logging.getLogger(__name__)

WITHDRAWN, LAPSED, OFF_SALE, KILLED = "withdrawn", "lapsed", "off_sale", "killed"
# This shop has none left; others may.
OFFER_SOLD_OUT = "offer_sold_out"
STORIES_SHOWN = 3
# The link is alive where the product is: it may be bought again tomorrow, or at the next harvest.
STATUS = {WITHDRAWN: 410, LAPSED: 410, KILLED: 410} | dict.fromkeys(
    (OFF_SALE, OFFER_SOLD_OUT, SOLD_OUT, OUT_OF_SEASON), 200
)


class ClosedBy(Protocol):
    """What decides about a verification."""

    @property
    def state(self) -> str: ...

    def holds(self, on: date | None = None) -> bool: ...


class Grown(InSeason, Protocol):
    """What decides about a product."""

    @property
    def current_verification(self) -> ClosedBy | None: ...


class Offered(InStock, Protocol):
    """What decides about an offer: an `Offer`, or the few columns that a click reads."""

    @property
    def pk(self) -> int: ...
    @property
    def platform(self) -> str: ...
    @property
    def active(self) -> bool: ...
    @property
    def product(self) -> Grown: ...
    def sold_on(self, day: date) -> bool: ...
    def target(self, day: date) -> str: ...


def closing_reason(offer: Offered, on: date | None = None) -> str:
    """Return why nobody may be sent to the offer on the day `on` (default: today in China), or an empty text."""
    verification = offer.product.current_verification
    if verification is None or not verification.holds(on):
        lapsed = verification is not None and verification.state in (
            VerificationState.CONFIRMED,
            VerificationState.LAPSED,
        )
        return LAPSED if lapsed else WITHDRAWN
    if pause := pause_of(offer.product, on):
        return pause.kind
    day = on or timezone.localdate()
    if not offer.active or not offer.sold_on(day):
        return OFF_SALE
    if is_sold_out(offer):
        return OFFER_SOLD_OUT
    if not allowed_url(offer.platform, offer.target(day)):
        log.error("offer %s leads to a host that is not its shop's", offer.pk)
        return OFF_SALE
    return ""


def unavailable_page(request: HttpRequest, link: PurchaseLink, reason: str) -> HttpResponse:
    offer = Offer.objects.select_related("product__place", "product__current_verification").get(pk=link.offer_id)
    context = {
        "product": offer.product,
        "offer": offer,
        "reason": reason,
        "others": _other_shops(link, offer) if reason in (OFF_SALE, OFFER_SOLD_OUT) else [],
        "pause": pause_of(offer.product) if reason in (SOLD_OUT, OUT_OF_SEASON) else None,
        "stories": _stories(offer.product, reason),
    }
    return render(request, "commerce/unavailable.html", context, status=STATUS[reason])


def _other_shops(link: PurchaseLink, offer: Offer) -> list[dict]:
    """The product's other offers, by the links of the same place in the story, so that they are attributed too."""
    beside = PurchaseLink.objects.filter(
        story_id=link.story_id, channel=link.channel, placement=link.placement, offer__product=offer.product
    )
    return [
        {"offer": other.offer, "url": f"/go/{other.code}"}
        for other in beside.exclude(offer=offer).select_related("offer__product__current_verification")
        if not closing_reason(other.offer)
    ]


def _stories(product: Product, reason: str) -> list[StoryPage]:
    """Stories in the reader's language: about the product where it may be bought again, else about others."""
    stories = listed_stories(get_language())
    about = carrying(stories, [product])
    chosen = about if STATUS[reason] == 200 or reason == KILLED else stories.exclude(pk__in=about.values("pk"))
    return list(chosen[:STORIES_SHOWN])
