"""What search engines ask for: the sitemap and the rules for robots."""

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from home.sitemap import SITEMAPS
from home.structured_data import absolute

MAX_AGE = 3600
XML = "application/xml"
# A robot that follows a purchase link would be counted as a reader who bought nothing.
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /api/
Disallow: /go/
Disallow: /*/sign-off/

Sitemap: {sitemap}
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    text = ROBOTS.format(sitemap=absolute(reverse("sitemap-index")))
    return _for_an_hour(HttpResponse(text, content_type="text/plain; charset=utf-8"))


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """One file per section, and more of those that do not fit into one."""
    files = []
    for section, kind in SITEMAPS.items():
        address = absolute(reverse("sitemap", args=(section,)))
        numbers = kind().paginator.page_range
        files += [address if number == 1 else f"{address}?p={number}" for number in numbers]
    return _for_an_hour(render(request, "home/sitemap_index.xml", {"files": files}, content_type=XML))


@require_safe
def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    if section not in SITEMAPS:
        raise Http404
    try:
        entries = SITEMAPS[section]().get_urls(page=request.GET.get("p", "1"))
    except InvalidPage as error:
        raise Http404 from error
    return _for_an_hour(render(request, "home/sitemap.xml", {"entries": entries}, content_type=XML))


def _for_an_hour(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    return response
