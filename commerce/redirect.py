"""`/go/<code>`: the way from a story to a shop. The hottest view of the program.

Every link in every channel passes here, thousands of times a minute in a campaign. So: one joined
query for the link with all that decides about it, one look for a repeat, one insert; the day's salt
stays in memory; no session, no template, no signal on the way to a 302. Measure before adding.

What it answers:

- 302 to the address in the database, checked once more against the shop's own hosts. Nothing of the
  request takes part in the target. The click is stored before the answer is given.
- 410 and a page that says why, where the product's verification was withdrawn or has lapsed.
- 200 and the same page, with the other shops, where only this offer is off sale or its address is not
  one of its shop's: the link is alive and may work again tomorrow.
- 404 for a code that is none of ours; 503 where the click could not be stored.
"""

import logging
from datetime import timedelta

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from commerce.click_flags import flag_of
from commerce.models import Click, ClickFlag, PurchaseLink
from commerce.unavailable import closing_reason, unavailable_page
from commerce.visitors import visitor_of

log = logging.getLogger(__name__)

# The same visitor at the same link again within this time: a double tap, a reload, a way back.
REPEAT_WITHIN = timedelta(minutes=10)

_DECIDING = (
    "code",
    "offer__url",
    "offer__platform",
    "offer__active",
    "offer__product__current_verification__state",
    "offer__product__current_verification__valid_until",
)


@require_safe
def go(request: HttpRequest, code: str) -> HttpResponse:
    """Send a reader to the shop, or say why not."""
    try:
        link = (
            PurchaseLink.objects.select_related("offer__product__current_verification").only(*_DECIDING).get(code=code)
        )
    except PurchaseLink.DoesNotExist as error:
        raise Http404 from error
    reason = closing_reason(link.offer)
    try:
        _record(request, link, closed=bool(reason))
    except DatabaseError:
        # Without the row the click never was; the reader may try again in a moment.
        log.exception("a click could not be stored")
        return HttpResponse(status=503, headers={"Retry-After": "5", "Cache-Control": "no-store"})
    response = unavailable_page(request, link, reason) if reason else HttpResponseRedirect(link.offer.url)
    response["Cache-Control"] = "no-store"
    # The shop learns which site sent the reader, not which page they read.
    response["Referrer-Policy"] = "strict-origin"
    return response


def _record(request: HttpRequest, link: PurchaseLink, *, closed: bool) -> None:
    now = timezone.now()
    visitor = visitor_of(request, timezone.localdate(now))
    flag = flag_of(request) or (ClickFlag.CLOSED if closed else "")
    if not flag and _came_before(link, visitor, now):
        flag = ClickFlag.REPEAT
    Click.objects.create(link=link, at=now, visitor=visitor, flag=flag)


def _came_before(link: PurchaseLink, visitor: str, now) -> bool:
    return Click.objects.filter(link=link, visitor=visitor, at__gt=now - REPEAT_WITHIN).exists()
