"""Looking whether an offer is still there, and which promotion links have to be made anew.

Run by an operator, never by a reader's click: shops do not like to be asked a thousand times.
"""

from datetime import date, timedelta
from urllib.parse import urljoin

from django.db.models import QuerySet
from django.utils import timezone

from products import outbound
from products.models import Offer, Seen
from products.shops import allowed_url

# A link that ends within this time is due: the shop's link maker is a person's work.
DUE_WITHIN = timedelta(days=14)
STEPS = 3
_GONE = (404, 410)


def look(offer: Offer) -> str:
    """Ask the shop for the offer's page, write down what was found, and return it."""
    offer.seen, offer.seen_at = found_at(offer.platform, offer.url), timezone.now()
    Offer.objects.filter(pk=offer.pk).update(seen=offer.seen, seen_at=offer.seen_at)
    return offer.seen


def found_at(platform: str, url: str) -> str:
    """Return a `Seen`. Follows the shop's own redirects alone; a log-in wall or an error says nothing."""
    for _step in range(STEPS):
        if not allowed_url(platform, url):
            return Seen.UNCLEAR
        try:
            answer = outbound.head_of(url)
        except (outbound.Refused, outbound.Unreachable):
            return Seen.UNCLEAR
        if answer.status in _GONE:
            return Seen.GONE
        if 200 <= answer.status < 300:
            return Seen.ALIVE
        if not (300 <= answer.status < 400 and answer.location):
            return Seen.UNCLEAR
        url = urljoin(url, answer.location)
    return Seen.UNCLEAR


def due_links(today: date | None = None) -> QuerySet[Offer]:
    """Offers on sale whose promotion link has ended or ends soon, the most urgent first."""
    last = (today or timezone.localdate()) + DUE_WITHIN
    offers = Offer.objects.filter(active=True, promotion_expires_on__lte=last).exclude(promotion_url="")
    return offers.select_related("product").order_by("promotion_expires_on", "pk")
