"""Answers made of stored text: validators, compression, and no shared cache."""

import gzip
import re
import threading
from collections import OrderedDict
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

# Below this, compressing makes an answer no shorter to send.
WORTH_COMPRESSING = 500
REFUSES_GZIP = re.compile(r"\bgzip\s*;\s*q=0(\.0*)?\s*(,|$)")


class KeptBodies:
    """Bodies by what names their bytes, the longest unused dropped first. One per process, of bounded size."""

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self.bodies: OrderedDict[tuple[str, bool], bytes] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: tuple[str, bool]) -> bytes | None:
        with self.lock:
            body = self.bodies.get(key)
            if body is not None:
                self.bodies.move_to_end(key)
            return body

    def keep(self, key: tuple[str, bool], body: bytes) -> None:
        if len(body) > self.most // 8:
            return
        with self.lock:
            self.size += len(body) - len(self.bodies.pop(key, b""))
            self.bodies[key] = body
            while self.size > self.most:
                self.size -= len(self.bodies.popitem(last=False)[1])


kept = KeptBodies(settings.API_KEPT_BYTES)


def unchanged(request: HttpRequest, etag: str) -> HttpResponseBase | None:
    """Return the 304 where the caller has this state already, else None. `etag` without its quotes."""
    if "HTTP_IF_NONE_MATCH" not in request.META and "HTTP_IF_MATCH" not in request.META:
        return None
    response = get_conditional_response(request, etag=f'"{etag}"')
    return private(response, etag) if response is not None else None


def stored(
    request: HttpRequest, etag: str, make: Callable[[], bytes], media_type: str = "application/json"
) -> HttpResponseBase:
    """Answer with the text of `make` (UTF-8), or with 304. `etag` names the text: asked again, it is not made again.

    Compressed where the caller takes that; then the ETag is a weak one, as the bytes are others.
    """
    if same := unchanged(request, etag):
        return same
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
    compress = "gzip" in accepted and not REFUSES_GZIP.search(accepted)
    body = kept.get((etag, compress))
    if body is None:
        body = make()
        if compress and len(body) >= WORTH_COMPRESSING:
            body = gzip.compress(body, compresslevel=6, mtime=0)
        kept.keep((etag, compress), body)
    response = private(HttpResponse(body, content_type=media_type), etag)
    response["Content-Length"] = str(len(body))
    if compress and body[:2] == b"\x1f\x8b":
        response["Content-Encoding"] = "gzip"
        response["ETag"] = f'W/"{etag}"'
    return response


def private(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    """For one holder of a token: kept by nobody in between, asked again each time."""
    response["ETag"] = f'"{etag}"'
    response["Cache-Control"] = "private, no-cache"
    response["Vary"] = "Authorization, Accept-Encoding"
    return response
