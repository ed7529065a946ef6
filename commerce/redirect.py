"""`/go/<code>`: the way from a story to a shop. The hottest view of the program.

Every link in every channel passes here, thousands of times a minute in a campaign. So: one question
that joins all that decides, one insert, and no session, template, signal or language on the way to a
302; `Through` answers ahead of Django, as building its request and answer takes longer than question and insert.
Measure before adding.

What it answers:

- 302 to the address in the database, checked once more against the shop's own hosts. Nothing of the
  request takes part in the target. The click is stored before the answer is given.
- 410 and a page that says why, where the product's verification was withdrawn or has lapsed, or the story
  that the link stands in was killed.
- 200 and the same page, with the other shops, where only this offer is off sale, sold out in its shop or its address
  is not one of its shop's: the link is alive and may work again tomorrow.
- 200 and the same page, with the month of the next harvest, where the product is sold out or out of season.
- 200 and a page with the address to take along, within an app that does not open this shop (`commerce.take_along`).
- 404 for a code that is none of ours; 503 where the click could not be stored.
"""

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import WSGIRequest
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db import Error as DatabaseTrouble
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware
from django.utils import timezone
from django.views.decorators.http import require_safe

from commerce.click_flags import flag_of
from commerce.models import Click, ClickFlag, PurchaseLink
from commerce.take_along import shut_in, take_along_page
from commerce.unavailable import unavailable_page
from commerce.visitors import visitor_of
from commerce.ways import Way, way_of
from products.kept_connections import ask_at_once

log = logging.getLogger(__name__)
Start = Callable[..., object]
# Status line and headers.
Answer = tuple[str, list[tuple[str, str]]]

# The same visitor at the same link again within this time: a double tap, a reload, a way back.
REPEAT_WITHIN = timedelta(minutes=10)

# The shop learns which site sent the reader, not which page they read.
HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "strict-origin"}
LATER = {"Retry-After": "5", "Content-Length": "0"}

_PATH = re.compile(r"/go/([a-z0-9_-]{1,32})")
_INSERT = f"INSERT INTO {Click._meta.db_table} (link_id, at, visitor, flag) VALUES (%s, %s, %s, %s)"  # noqa: S608


@dataclass(frozen=True, slots=True)
class _Visit:
    """One reader at one link; `at` as the database takes it. `way` is None for a code of nobody's."""

    code: str
    at: Any
    visitor: str
    way: Way | None


class Through:
    """WSGI middleware ahead of Django: answers links that are open, with the headers that every answer has.

    Whatever needs a page, is refused or fails goes on to `go` by way of languages and the rest.
    """

    def __init__(self, application: Callable[[dict, Start], Iterable[bytes]]) -> None:
        self.application = application
        security = SecurityMiddleware(HttpResponse)
        self.only_secure = security.redirect
        self.headers = {secure: [*(_of_security(security, secure) | HEADERS).items()] for secure in (False, True)}

    def __call__(self, environ: dict, start_response: Start) -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith("/go/") and environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            asked = _PATH.fullmatch(environ["PATH_INFO"])
            if asked and (found := self._answer(WSGIRequest(environ), asked[1])):
                start_response(*found)
                return []
        return self.application(environ, start_response)

    def _answer(self, request: HttpRequest, code: str) -> Answer | None:
        secure = request.is_secure()
        if self.only_secure and not secure:
            return None
        try:
            request.get_host()
            found = _through(request, code)
        except (DisallowedHost, DatabaseTrouble):  # Django says it on a page, and writes it down
            return None
        return (found[0], [*found[1], *self.headers[secure]]) if found else None


def _of_security(security: SecurityMiddleware, secure: bool) -> dict[str, str]:
    """Asked once: they hang on the settings alone, and on whether the way here was encrypted."""
    answer = HttpResponse(headers={"Content-Type": ""})
    security.process_response(SimpleNamespace(is_secure=lambda: secure), answer)  # type: ignore[arg-type]
    return {name: value for name, value in answer.items() if value}


@require_safe
def go(request: HttpRequest, code: str) -> HttpResponse:
    """Send a reader to the shop, or say why not."""
    database = connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor:
        visit = _visit(request, code, database, cursor)
        if visit.way is None:
            raise Http404
        if not _stored(cursor, visit, _flag(request, visit.way)):
            return HttpResponse(status=503, headers=LATER | HEADERS)
    if _is_open(request, visit.way):
        return HttpResponse(status=302, headers={"Location": visit.way.url, "Content-Length": "0", **HEADERS})
    link, reason = PurchaseLink.objects.get(code=code), visit.way.reason
    response = unavailable_page(request, link, reason) if reason else take_along_page(request, link)
    for name, value in HEADERS.items():
        response[name] = value
    return response


def _through(request: HttpRequest, code: str) -> Answer | None:
    """The answer of an open link, None for any other."""
    database = connections[DEFAULT_DB_ALIAS]
    if not database.in_atomic_block:
        database.close_if_unusable_or_obsolete()  # as Django does when a request begins
    return ask_at_once(partial(_sent_on, request, code))


def _sent_on(request: HttpRequest, code: str, database) -> Answer | None:
    """Connection and cursor are fetched once: each costs as much as the question itself."""
    with database.cursor() as cursor:
        visit = _visit(request, code, database, cursor)
        if visit.way is None or not _is_open(request, visit.way):
            return None
        if not _stored(cursor, visit, _flag(request, visit.way)):
            return "503 Service Unavailable", [*LATER.items()]
    return "302 Found", [("Location", visit.way.url), ("Content-Length", "0")]


def _visit(request: HttpRequest, code: str, database, cursor) -> _Visit:
    now = timezone.now()
    today = now.astimezone(timezone.get_default_timezone()).date()
    visitor = visitor_of(request, today)
    adapted = database.ops.adapt_datetimefield_value
    way = way_of(database, cursor, code, today, visitor, adapted(now - REPEAT_WITHIN))
    return _Visit(code, adapted(now), visitor, way)


def _is_open(request: HttpRequest, way: Way) -> bool:
    return not way.reason and not shut_in(request, way.platform)


def _flag(request: HttpRequest, way: Way) -> str:
    if flag := flag_of(request):
        return flag
    if not _is_open(request, way):
        # A reader who takes the address along is counted where it is opened.
        return ClickFlag.CLOSED
    return ClickFlag.REPEAT if way.repeat else ""


def _stored(cursor, visit: _Visit, flag: str) -> bool:
    try:
        _record(cursor, visit, flag)
    except DatabaseError:
        # Without the row the click never was; the reader may try again in a moment.
        log.exception("a click could not be stored")
        return False
    return True


def _record(cursor, visit: _Visit, flag: str) -> None:
    cursor.execute(_INSERT, [visit.code, visit.at, visit.visitor, flag])
