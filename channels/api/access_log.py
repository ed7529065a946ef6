"""Counts the calls of every token that is known, the refused ones too."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from channels import access


class AccessLogMiddleware:
    """`authentication` leaves the token's id on the request."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        token = getattr(request, "channel_token", None)
        if token is not None and request.resolver_match is not None:
            access.note(token, request.resolver_match.url_name or "", response.status_code)
        return response
