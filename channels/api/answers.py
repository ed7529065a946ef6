"""Answers made of stored text: validators, compression, and no shared cache."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response, patch_vary_headers

_gzip = GZipMiddleware(lambda request: HttpResponse())


def unchanged(request: HttpRequest, etag: str) -> HttpResponseBase | None:
    """Return the 304 where the caller has this state already, else None. `etag` without its quotes."""
    response = get_conditional_response(request, etag=f'"{etag}"')
    return private(response, etag) if response is not None else None


def json_text(request: HttpRequest, text: str, etag: str, media_type: str = "application/json") -> HttpResponseBase:
    """Send stored JSON text as it is, compressed where the caller takes that."""
    response = private(HttpResponse(text, content_type=media_type), etag)
    return _gzip.process_response(request, response)


def private(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    """For one holder of a token: kept by nobody in between, asked again each time."""
    response["ETag"] = f'"{etag}"'
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Authorization"])
    return response
