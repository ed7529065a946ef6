"""The thin layer ahead of Django: a request for a page that lies there is answered from its file.

Asked for every request and loaded before Django is: nothing here knows a model or asks a database, it is two looks
into the file system.
"""

import json
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from home.baking import files, slots

Start = Callable[..., object]
# Pages that a process keeps in memory; whether one still lies there is asked for every request.
KEPT = 200
_OF_A_BODY = {"Content-Type", "Content-Encoding", "Content-Length"}
_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|\Z))")
# What apps and campaigns add to an address that is passed on. It says whence a reader came, which no page asks.
_SHARED = re.compile(
    r"(?:(?:from=(?:singlemessage|groupmessage|timeline)|(?:isappinstalled|nsukey|wxfrom|_wv|_wwv|ADTAG|sudaref|spm|"
    r"fbclid|gclid|utm_[a-z]+)=[^&]*)(?:&|\Z))+\Z"
)


@dataclass(frozen=True, slots=True)
class Page:
    """What lies there in one form, plain or compressed; `lines` are its headers as they are sent."""

    etag: str
    headers: list[tuple[str, str]]
    lines: bytes
    body: bytes


class Baked:
    """WSGI middleware. GET and HEAD without a query that matters, a session or credentials; else it is Django's."""

    def __init__(self, application: Callable[[dict, Start], Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: dict, start_response: Start) -> Iterable[bytes]:
        page = lying_there(environ)
        if page is None:
            if environ.get("QUERY_STRING") and not _matters(environ["QUERY_STRING"]):
                environ["QUERY_STRING"] = ""  # so that the page is kept, whichever way its first reader came
            return self.application(environ, start_response)
        if is_known(page, environ):
            start_response("304 Not Modified", [pair for pair in page.headers if pair[0] not in _OF_A_BODY])
            return []
        start_response("200 OK", list(page.headers))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [page.body]


def lying_there(environ: dict) -> Page | None:
    """The page that a request may be answered with, None where it is Django's. Hot: asked for every request."""
    if settings.BAKED_DIR is None or not _may_be_served(environ):
        return None
    place = files.place(environ.get("HTTP_HOST", "").lower(), environ.get("PATH_INFO", ""))
    packed = bool(_GZIP.search(environ.get("HTTP_ACCEPT_ENCODING", "")))
    for slot in slots.current() if place else ():
        folder = f"{settings.BAKED_DIR}/{slot}/{place}"
        try:
            plain = os.stat(f"{folder}/{files.PLAIN}")
            return _read(folder, packed, plain.st_ino, plain.st_mtime_ns, plain.st_size)
        except (FileNotFoundError, NotADirectoryError):  # or it is being written anew this moment
            continue
    return None


def _may_be_served(environ: dict) -> bool:
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and not _matters(environ.get("QUERY_STRING", ""))
        and not environ.get("SCRIPT_NAME")
        and "HTTP_AUTHORIZATION" not in environ
        and not has_session(environ.get("HTTP_COOKIE", ""))
        and _is_secure(environ) == settings.SITE_URL.startswith("https:")
    )


def _matters(query: str) -> bool:
    return bool(query) and not _SHARED.match(query)


def has_session(cookies: str) -> bool:
    """Whether a `Cookie` header belongs to somebody who has signed in, or ever did."""
    return f"{settings.SESSION_COOKIE_NAME}=" in cookies


def _is_secure(environ: dict) -> bool:
    """As `HttpRequest.is_secure`, which believes the proxies that the settings name."""
    header = settings.SECURE_PROXY_SSL_HEADER
    if header and header[0] in environ:
        return environ[header[0]].split(",")[0].strip() == header[1]
    return environ.get("wsgi.url_scheme") == "https"


@lru_cache(KEPT)
def _read(folder: str, packed: bool, *version: int) -> Page:
    """By what the file system says of its file's version."""
    with open(f"{folder}/{files.HEAD}", "rb") as file:
        head = json.load(file)
    with open(f"{folder}/{files.PACKED if packed else files.PLAIN}", "rb") as file:
        body = file.read()
    etag = f'"{head["etag"]}{"-gzip" if packed else ""}"'
    headers = [*map(tuple, head["headers"]), ("ETag", etag), ("Vary", "Accept-Encoding")]
    if packed:
        headers.append(("Content-Encoding", "gzip"))
    headers.append(("Content-Length", str(len(body))))
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return Page(etag, headers, lines.encode("latin-1"), body)


def is_known(page: Page, environ: dict) -> bool:
    """Whether whoever asks has this version."""
    known = [mark.strip().removeprefix("W/") for mark in environ.get("HTTP_IF_NONE_MATCH", "").split(",")]
    return "*" in known or page.etag in known
