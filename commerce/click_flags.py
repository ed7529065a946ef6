"""Which visits of a purchase link are not a reader on the way to a shop.

They are kept and flagged, never dropped: a wrong pattern can be corrected afterwards.
"""

import re

from django.http import HttpRequest

from commerce.models import ClickFlag

# Programs name themselves. `cubot` is a maker of phones, `previewer` is none of ours.
PROGRAMS = re.compile(
    r"(?<!cu)bot\b|bot[/;_-]|crawl|spider|slurp|scrap(?:er|y)|fetch(?:er|/)|monitor|uptime|headless|phantomjs|"
    r"puppeteer|playwright|selenium|lighthouse|"
    r"curl/|wget|libwww|python|httpx|aiohttp|okhttp|java/|apache-httpclient|go-http-client|node-fetch|axios|ruby|"
    r"perl|php/|guzzle|postman|insomnia|facebookexternalhit|whatsapp/|embedly|mediapartners|ia_archiver|"
    r"yahoo! link preview|url(?:checker|resolver)|validator|dataprovider|^mozilla/5\.0$",
    re.IGNORECASE,
)
_PREFETCH_HEADERS = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def flag_of(request: HttpRequest) -> str:
    """Return why this visit does not count, by the request alone; empty where it may count."""
    agent = request.headers.get("User-Agent", "").strip()
    if not agent or PROGRAMS.search(agent):
        return ClickFlag.BOT
    purpose = " ".join(request.headers.get(name, "") for name in _PREFETCH_HEADERS).lower()
    if "prefetch" in purpose or "prerender" in purpose or "preview" in purpose:
        return ClickFlag.PREFETCH
    if request.method == "HEAD":
        return ClickFlag.HEAD
    return ""
