"""What search engines read of a page: JSON-LD in the words of schema.org."""

import json
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

# None of these can end the script or begin another, whatever a name holds.
_ESCAPES = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def script(data: Mapping) -> SafeString:
    """The data as a block that browsers do not run, so that the policy asks for no nonce."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> dict:
    """A BreadcrumbList of (name, path on this site), from the front page down."""
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": settings.SITE_URL + path}
        for number, (name, path) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def absolute(url: str) -> str:
    """An address of our own site in full; one of another host as it is."""
    return settings.SITE_URL + url if url.startswith("/") else url
