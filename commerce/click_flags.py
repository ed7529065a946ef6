"""Which visits of a purchase link are not a reader on the way to a shop.

They are kept and flagged, never dropped: a wrong pattern can be corrected afterwards.
"""

import re
from functools import lru_cache

from crawleruseragents import is_crawler
from django.http import HttpRequest

from commerce.models import ClickFlag

# Programs that the public list of crawlers does not know. `cubot` is a maker of phones, `previewer` is none of ours.
PROGRAMS = re.compile(
    r"(?<!cu)bot\b|bot[/;_-]|crawl|spider|slurp|scrap(?:er|y)|fetch(?:er|/)|monitor|uptime|headless|phantomjs|"
    r"puppeteer|playwright|selenium|lighthouse|"
    r"curl/|wget|libwww|python|httpx|aiohttp|okhttp|java/|apache-httpclient|go-http-client|node-fetch|axios|ruby|"
    r"perl|php/|guzzle|postman|insomnia|facebookexternalhit|whatsapp/|embedly|mediapartners|ia_archiver|"
    r"yahoo! link preview|url(?:checker|resolver)|validator|dataprovider|^mozilla/5\.0$",
    re.IGNORECASE,
)
# Longer than any browser's; what stands further right cannot make the search slow.
AGENT_READ = 1024
_PREFETCH_HEADERS = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")


def flag_of(request: HttpRequest) -> str:
    """Return why this visit does not count, by the request alone; empty where it may count."""
    if is_program(request.META.get("HTTP_USER_AGENT", "")[:AGENT_READ].strip()):
        return ClickFlag.BOT
    purpose = " ".join(request.META.get(name, "") for name in _PREFETCH_HEADERS).lower()
    if "prefetch" in purpose or "prerender" in purpose or "preview" in purpose:
        return ClickFlag.PREFETCH
    if request.method == "HEAD":
        return ClickFlag.HEAD
    return ""


# A thousand patterns take a tenth of a millisecond and more; a campaign's readers have few different phones.
@lru_cache(maxsize=4096)
def is_program(agent: str) -> bool:
    """Whether a user agent names a program, by the list of crawler-user-agents and our own."""
    return not agent or bool(PROGRAMS.search(agent)) or is_crawler(agent)
