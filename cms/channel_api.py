"""Calls of the channel API come with a token: sessions, CSRF, messages and pages' redirects are not for them."""

from functools import lru_cache

from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch, resolve
from django.utils import translation

from channels.api.access_log import AccessLogMiddleware
from cms.api_problems import ApiProblemsMiddleware

PREFIX = "/api/v1/channels"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "X-Frame-Options": "DENY",
}


class ChannelApiMiddleware:
    """Leads these calls past the rest of the chain, which costs more than answering them."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response
        self.call = ApiProblemsMiddleware(AccessLogMiddleware(convert_exception_to_response(_call)))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        translation.activate(translation.get_language_from_request(request))
        response = self.call(request)
        if not response.streaming:
            response.setdefault("Content-Length", str(len(response.content)))
        for name, value in HEADERS.items():
            response[name] = value
        return response


def _call(request: HttpRequest) -> HttpResponseBase:
    request.get_host()  # refuses foreign ones
    match = request.resolver_match = _resolved(request.path_info)
    return match.func(request, *match.args, **match.kwargs)


# An adapter asks for the same few addresses all day. What leads nowhere raises, and is not kept.
@lru_cache(maxsize=1024)
def _resolved(path: str) -> ResolverMatch:
    return resolve(path)
