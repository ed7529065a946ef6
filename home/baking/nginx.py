"""The headers that nginx has to add to a page that it serves from its file: those of Django's own answer."""

from collections.abc import Iterable

from django.conf import settings

from home.baking import reconcile

# nginx says these itself, or the file decides.
_NGINX = {"content-length", "content-type", "content-language", "vary", "etag", "last-modified"}


def headers() -> str:
    """`add_header` lines for an include file, from what Django says of a page that needs no content."""
    host = settings.BAKED_HOSTS[0]
    return lines(reconcile.headers_of(f"{host}/{settings.LANGUAGE_CODE}/privacy"))


def lines(said: Iterable[tuple[str, str]]) -> str:
    """The same of headers that are known."""
    added = [
        'add_header {} "{}" always;'.format(name, value.replace("\\", "\\\\").replace('"', '\\"'))
        for name, value in said
        if name.lower() not in _NGINX
    ]
    return "\n".join([*added, "add_header Content-Language $content_language always;"]) + "\n"
