"""HEAD: the headers of GET, nothing else."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase


class HeadMiddleware:
    """Drops the body that views make for HEAD as for GET; the web server would warn of every one."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked_for_head = request.method == "HEAD"
        response = self.get_response(request)
        if asked_for_head:
            if response.streaming:
                response.streaming_content = ()
            else:
                length = response.get("Content-Length", str(len(response.content)))
                response.content = b""
                response["Content-Length"] = length
        return response
