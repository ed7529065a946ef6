"""Writing an answer to its file: what may be kept, until when, under which keys."""

import hashlib
import logging
import time
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from home.baking import files, index, serving, slots, tables
from products.showing import Shown

log = logging.getLogger(__name__)
# A request header: this answer is wanted from Django itself and shall not be kept.
UNBAKED = "fengshou.unbaked"
_OWN = {"content-length", "date", "server", "connection", "set-cookie", "etag"}


@dataclass(frozen=True, slots=True)
class Begun:
    """Where an answer would lie, and what was true before the first look at the data."""

    place: str
    number: int
    at: datetime
    clock: float


def begin(request: HttpRequest) -> Begun | None:
    """None where the answer will not be kept, whatever it is. Raises sqlite3.Error, OSError."""
    meta = request.META
    if settings.BAKED_DIR is None or request.method != "GET" or meta.get("QUERY_STRING") or meta.get("SCRIPT_NAME"):
        return None
    if serving.has_session(meta.get("HTTP_COOKIE", "")) or meta.get("HTTP_AUTHORIZATION") or meta.get(UNBAKED):
        return None
    if request.is_secure() != settings.SITE_URL.startswith("https:"):
        return None
    place = files.place(meta.get("HTTP_HOST", "").lower(), request.path_info)
    return Begun(place, index.number(), timezone.now(), time.monotonic()) if place else None


def may_be_kept(response: HttpResponseBase) -> bool:
    """Whether an answer is the same for everybody."""
    if response.status_code != 200 or response.streaming or response.cookies:
        return False
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",")} - {"", "accept-encoding"}
    said = response.get("Cache-Control", "")
    return (
        not varies
        and response.get("Content-Type", "").startswith("text/html")
        and not any(word in said for word in ("private", "no-store", "no-cache"))
        and "nonce-" not in response.get("Content-Security-Policy", "")
        and b"csrfmiddlewaretoken" not in response.content
    )


def keep(begun: Begun, shown: Shown, response: HttpResponseBase) -> bool:
    """Write the page, unless what it shows has changed since; says whether it did. Raises sqlite3.Error, OSError."""
    keys = keys_of(shown)
    if keys is None or time.monotonic() - begun.clock > index.SLOWEST_PAGE_SECONDS:
        return False
    for_minutes = not tables.FOR_MINUTES.isdisjoint(shown.tables)
    slot = slots.ten_minutes(begun.at) if for_minutes else slots.day(begun.at)
    # Twice, so that a page never lies there without being known: first what it shows, then the page.
    with index.locked(index.BUSY_BAKING) as database:
        if index.is_outlived(database) or index.marked_since(database, keys, begun.number):
            return False
        before = index.enter(database, begun.place, slot, keys)
        if before not in (None, slot):
            files.remove(files.folder(before, begun.place))
    with index.locked(index.BUSY_BAKING) as database:
        known = database.execute("SELECT slot FROM pages WHERE place = ?", [begun.place]).fetchone()
        if known != (slot,) or index.marked_since(database, keys, begun.number):
            return False
        body = response.content
        files.write(files.folder(slot, begun.place), body, head_of(response, body))
        database.execute("UPDATE pages SET written = ? WHERE place = ?", [time.time(), begun.place])
    return True


def keys_of(shown: Shown) -> set[str] | None:
    """What throws a page away; None where it read what is not public."""
    if not all(map(tables.is_public, shown.tables)):
        read = sorted(table for table in shown.tables if not tables.is_public(table))
        log.warning("a page is not kept, as it reads %s (home.baking.tables)", ", ".join(read))
        return None
    keys, by_row = set(shown.sets), tables.roots()
    for table in filter(tables.is_followed, shown.tables):
        keys.add(tables.unnamed(table) if shown.narrow and table in by_row else tables.whole(table))
    return keys | shown.rows if shown.narrow else keys


def head_of(response: HttpResponseBase, body: bytes) -> dict:
    """Django's own headers, security policy and all, and the mark of this version."""
    return {
        "etag": hashlib.sha256(body).hexdigest()[:32],
        "bytes": len(body),
        "headers": [[name, value] for name, value in response.items() if name.lower() not in _OWN],
    }
