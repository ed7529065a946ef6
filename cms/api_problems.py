"""Answers under `/api/` that the API's own code does not give: unknown addresses, methods, CSRF."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from channels.api import problems

CODES = {403: "forbidden", 404: "not_found", 405: "method_not_allowed", 412: "precondition_failed"}
KEPT = ("Allow", "Retry-After", "ETag")


class ApiProblemsMiddleware:
    """Turns every error under `/api/` into a problem, and answers HEAD as GET, which django-ninja refuses."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/api/"):
            return self.get_response(request)
        if request.method == "HEAD":
            request.method = "GET"
        response = self.get_response(request)
        if response.status_code < 400 or response.get("Content-Type") == problems.MEDIA_TYPE:
            return response
        headers = {name: response[name] for name in KEPT if name in response}
        code = CODES.get(response.status_code, f"http_{response.status_code}")
        return problems.answer(response.status_code, code, headers=headers)
