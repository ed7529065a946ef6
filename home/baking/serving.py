"""The thin layer ahead of Django: a request for a page that lies there is answered from its file.

Asked for every request and loaded before Django is: nothing here knows a model or asks a database, it is two looks
into the file system.
"""

import json
import os
import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from django.conf import settings

from home.baking import files, slots

Start = Callable[..., object]
# Pages that a process keeps in memory; whether one still lies there is asked for every request.
KEPT = 200
_OF_A_BODY = {"Content-Type", "Content-Encoding", "Content-Length"}
_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|\Z))")


class Baked:
    """WSGI middleware. GET and HEAD without a query, a session or credentials; everything else is Django's."""

    def __init__(self, application: Callable[[dict, Start], Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: dict, start_response: Start) -> Iterable[bytes]:
        if settings.BAKED_DIR is not None and _may_be_served(environ):
            place = files.place(environ.get("HTTP_HOST", "").lower(), environ.get("PATH_INFO", ""))
            for slot in slots.current() if place else ():
                answer = _answer(f"{settings.BAKED_DIR}/{slot}/{place}", environ, start_response)
                if answer is not None:
                    return answer
        return self.application(environ, start_response)


def _may_be_served(environ: dict) -> bool:
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and not environ.get("QUERY_STRING")
        and not environ.get("SCRIPT_NAME")
        and "HTTP_AUTHORIZATION" not in environ
        and not has_session(environ.get("HTTP_COOKIE", ""))
        and _is_secure(environ) == settings.SITE_URL.startswith("https:")
    )


def has_session(cookies: str) -> bool:
    """Whether a `Cookie` header belongs to somebody who has signed in, or ever did."""
    return f"{settings.SESSION_COOKIE_NAME}=" in cookies


def _is_secure(environ: dict) -> bool:
    """As `HttpRequest.is_secure`, which believes the proxies that the settings name."""
    header = settings.SECURE_PROXY_SSL_HEADER
    if header and header[0] in environ:
        return environ[header[0]].split(",")[0].strip() == header[1]
    return environ.get("wsgi.url_scheme") == "https"


def _answer(folder: str, environ: dict, start_response: Start) -> list[bytes] | None:
    """None where the page is not there, or is being written anew this moment."""
    packed = bool(_GZIP.search(environ.get("HTTP_ACCEPT_ENCODING", "")))
    try:
        plain = os.stat(f"{folder}/{files.PLAIN}")
        etag, headers, body = _read(folder, packed, plain.st_ino, plain.st_mtime_ns, plain.st_size)
    except (FileNotFoundError, NotADirectoryError):
        return None
    if _is_known(etag, environ.get("HTTP_IF_NONE_MATCH", "")):
        start_response("304 Not Modified", [pair for pair in headers if pair[0] not in _OF_A_BODY])
        return []
    start_response("200 OK", list(headers))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


@lru_cache(KEPT)
def _read(folder: str, packed: bool, *version: int) -> tuple[str, list[tuple[str, str]], bytes]:
    """The mark, headers and body of a page, by what the file system says of its file's version."""
    with open(f"{folder}/{files.HEAD}", "rb") as file:
        head = json.load(file)
    with open(f"{folder}/{files.PACKED if packed else files.PLAIN}", "rb") as file:
        body = file.read()
    etag = f'"{head["etag"]}{"-gzip" if packed else ""}"'
    headers = [*map(tuple, head["headers"]), ("ETag", etag), ("Vary", "Accept-Encoding")]
    if packed:
        headers.append(("Content-Encoding", "gzip"))
    return etag, [*headers, ("Content-Length", str(len(body)))], body


def _is_known(etag: str, said: str) -> bool:
    known = [mark.strip().removeprefix("W/") for mark in said.split(",")]
    return "*" in known or etag in known
