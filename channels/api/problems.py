"""Errors as RFC 9457 problem details with a stable `code`, in the caller's language."""

import json
import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"

TITLES = {
    400: gettext_lazy("The request cannot be understood"),
    401: gettext_lazy("A valid channel token is needed"),
    403: gettext_lazy("This token does not open this channel"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("This address does not take that method"),
    409: gettext_lazy("This contradicts what is here"),
    410: gettext_lazy("No longer here"),
    412: gettext_lazy("The condition in the request does not hold"),
    413: gettext_lazy("The request is too large"),
    422: gettext_lazy("The request has values that cannot be used"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("Something went wrong here"),
    503: gettext_lazy("Not available just now"),
}

# Our words for pydantic's error types; the names in the texts are pydantic's `ctx`.
MESSAGES = {
    "missing": gettext_lazy("This is missing."),
    "greater_than_equal": gettext_lazy("Give %(ge)s or more."),
    "less_than_equal": gettext_lazy("Give %(le)s or less."),
    "int_parsing": gettext_lazy("Give a whole number."),
    "int_type": gettext_lazy("Give a whole number."),
    "int_from_float": gettext_lazy("Give a whole number."),
    "int_parsing_size": gettext_lazy("This number is too large."),
    "string_type": gettext_lazy("Give text."),
    "string_too_long": gettext_lazy("Give at most %(max_length)s characters."),
    "literal_error": gettext_lazy("Give one of %(expected)s."),
    "extra_forbidden": gettext_lazy("There is no such field."),
    "json_invalid": gettext_lazy("This is not JSON."),
    "string_pattern_mismatch": gettext_lazy("This has characters that cannot be used here."),
}


class Problem(Exception):
    """An answer other than the one asked for. `code` is stable, `detail` in the caller's language."""

    def __init__(self, status: int, code: str, detail: str = "", **extra: Any) -> None:
        super().__init__(code)
        self.status, self.code, self.detail, self.extra = status, code, detail, extra


def answer(status: int, code: str, detail: str = "", headers: Mapping[str, str] | None = None, **extra) -> HttpResponse:
    """Return the problem as a response that no shared cache keeps."""
    body = {"type": "about:blank", "title": _title(status), "status": status, "code": code}
    if detail:
        body["detail"] = str(detail)
    response = HttpResponse(
        json.dumps(body | extra, ensure_ascii=False), status=status, content_type=MEDIA_TYPE, headers=headers
    )
    response["Cache-Control"] = "private, no-store"
    response["Vary"] = "Authorization, Accept-Language"
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="channels"'
    return response


def _title(status: int) -> str:
    return str(TITLES.get(status, TITLES[400 if status < 500 else 500]))


def install(api: NinjaAPI) -> None:
    """Make every error of `api` a problem, those of the framework included."""

    @api.exception_handler(Problem)
    def own(request: HttpRequest, error: Problem) -> HttpResponse:
        return answer(error.status, error.code, error.detail, **error.extra)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [_field_error(item) for item in error.errors]
        return answer(422, "invalid_request", _("See “errors” for each value at fault."), errors=errors)

    @api.exception_handler(AuthenticationError)
    def unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        detail = _("Send the token of the channel in the header “Authorization: Bearer …”.")
        return answer(401, "token_missing", detail)

    @api.exception_handler(Throttled)
    def throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
        wait = error.wait or 1
        return answer(429, "too_many_requests", headers={"Retry-After": str(wait)}, retry_after=wait)

    @api.exception_handler(HttpError)
    def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
        if error.status_code == 400:
            # What ninja says of a body that is not JSON.
            return answer(400, "bad_request", _("The body must be JSON in UTF-8."))
        return answer(error.status_code, f"http_{error.status_code}")

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer(404, "not_found")

    @api.exception_handler(RequestDataTooBig)
    def too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        return answer(413, "too_large")

    @api.exception_handler(UnreadablePostError)
    def cut_off(request: HttpRequest, error: UnreadablePostError) -> HttpResponse:
        # Whoever sent half a body has hung up; this is for the log's status alone.
        return answer(400, "bad_request")

    @api.exception_handler(Exception)
    def unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
        log.error("unexpected error in %s %s", request.method, request.path, exc_info=error)
        return answer(500, "internal_error")


def _field_error(item: dict[str, Any]) -> dict[str, str]:
    """Name the field without the place ninja puts before it (`query`, `body`, the parameter's name)."""
    place = [str(part) for part in item.get("loc", ())]
    field = place[-1] if len(place) > 1 else ""
    context = {name: value for name, value in (item.get("ctx") or {}).items() if name != "error"}
    if "expected" in context:
        # pydantic lists the values in English.
        context["expected"] = context["expected"].replace(" or ", ", ")
    template = MESSAGES.get(item.get("type", ""))
    if template is None:
        message = item.get("msg", "") if item.get("type") == "value_error" else _("This value cannot be used.")
    else:
        message = str(template) % context if context else str(template)
    return {"field": field, "message": str(message).removeprefix("Value error, ")}
