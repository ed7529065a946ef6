"""`/go/<code>`: the way from a story to a shop. The hottest view of the program.

Every link in every channel passes here, thousands of times a minute in a campaign. So: one question
that joins all that decides, one insert, and no session, template, signal or language on the way to a
302; `ThroughMiddleware` answers before all of the stack but the headers of security is asked. Measure before adding.

What it answers:

- 302 to the address in the database, checked once more against the shop's own hosts. Nothing of the
  request takes part in the target. The click is stored before the answer is given.
- 410 and a page that says why, where the product's verification was withdrawn or has lapsed, or the story
  that the link stands in was killed.
- 200 and the same page, with the other shops, where only this offer is off sale, its shop has sold out of it or its address
  is not one of its shop's: the link is alive and may work again tomorrow.
- 200 and the same page, with the month of the next harvest, where the product is sold out or out of season.
- 200 and a page with the address to take along, within an app that does not open this shop (`commerce.take_along`).
- 404 for a code that is none of ours; 503 where the click could not be stored.
"""

import logging
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from commerce.click_flags import flag_of
from commerce.models import Click, ClickFlag, PurchaseLink
from commerce.take_along import shut_in, take_along_page
from commerce.unavailable import unavailable_page
from commerce.visitors import visitor_of
from commerce.ways import Way, way_of

log = logging.getLogger(__name__)

# The same visitor at the same link again within this time: a double tap, a reload, a way back.
REPEAT_WITHIN = timedelta(minutes=10)

_PATH = re.compile(r"/go/([a-z0-9_-]{1,32})")
_INSERT = f"INSERT INTO {Click._meta.db_table} (link_id, at, visitor, flag) VALUES (%s, %s, %s, %s)"  # noqa: S608


@dataclass(frozen=True, slots=True)
class _Visit:
    """One reader at one link. `way` is None for a code of nobody's."""

    code: str
    at: datetime
    visitor: str
    way: Way | None


class ThroughMiddleware:
    """Answers links that are open. Whatever needs a page goes on to `go`, by way of languages and the rest."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = _PATH.fullmatch(request.path_info)
        if asked and request.method in ("GET", "HEAD"):
            request.get_host()  # refuses hosts that are not ours, as everywhere
            visit = _visit(request, asked[1])
            if visit.way and not visit.way.reason and not shut_in(request, visit.way.platform):
                return _answer(request, visit, visit.way)
        return self.get_response(request)


@require_safe
def go(request: HttpRequest, code: str) -> HttpResponse:
    """Send a reader to the shop, or say why not."""
    visit = _visit(request, code)
    if visit.way is None:
        raise Http404
    return _answer(request, visit, visit.way)


def _visit(request: HttpRequest, code: str) -> _Visit:
    now = timezone.now()
    today = now.astimezone(timezone.get_default_timezone()).date()
    visitor = visitor_of(request, today)
    return _Visit(code, now, visitor, way_of(code, today, visitor, now - REPEAT_WITHIN))


def _answer(request: HttpRequest, visit: _Visit, way: Way) -> HttpResponse:
    flag, shut = flag_of(request), not way.reason and shut_in(request, way.platform)
    # A reader who takes the address along is counted where it is opened.
    if not flag and (way.reason or shut):
        flag = ClickFlag.CLOSED
    elif not flag and way.repeat:
        flag = ClickFlag.REPEAT
    try:
        _record(visit, flag)
    except DatabaseError:
        # Without the row the click never was; the reader may try again in a moment.
        log.exception("a click could not be stored")
        return HttpResponse(status=503, headers={"Retry-After": "5", "Cache-Control": "no-store"})
    if way.reason:
        response = unavailable_page(request, PurchaseLink.objects.get(code=visit.code), way.reason)
    elif shut:
        response = take_along_page(request, PurchaseLink.objects.get(code=visit.code))
    else:
        response = HttpResponse(status=302, headers={"Location": way.url, "Content-Length": "0"})
    response["Cache-Control"] = "no-store"
    # The shop learns which site sent the reader, not which page they read.
    response["Referrer-Policy"] = "strict-origin"
    return response


def _record(visit: _Visit, flag: str) -> None:
    at = connection.ops.adapt_datetimefield_value(visit.at)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [visit.code, at, visit.visitor, flag])
