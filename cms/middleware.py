"""Middleware of the house: content security policy per area, languages only where pages have them."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from home import sheets
from home.languages import asked_language

# Addresses that exist once, for both languages.
ONE_FOR_ALL = (
    "/go/",
    "/verify/",
    "/recommend/",
    "/api/",
    "/admin/",
    "/documents/",
    "/healthz",
    "/readyz",
    "/impact.json",
    "/impact.svg",
    "/places/search.json",
)


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Answers addresses under `/admin/` with the admin's policy, all others with our style sheets allowed in the page."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if report_only:
            return parts
        if request.path_info.startswith("/admin/"):
            parts.replace = {**settings.ADMIN_CONTENT_SECURITY_POLICY, **(parts.replace or {})}
        else:
            parts.update = {"style-src": [sheets.source()], **(parts.update or {})}
        return parts


class PackedPagesMiddleware(GZipMiddleware):
    """Compresses public pages that are made anew, as those that lie there already are."""

    def process_response(self, request, response):
        if request.path_info.startswith("/admin/") or not response.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)


class LanguageMiddleware(LocaleMiddleware):
    """Sends a missing page to its language tree, but leaves a 404 outside the trees what it is.

    Django tries `/<language>/<path>` for every 404; as Wagtail answers any path there, an unknown
    purchase link or API address would become a redirect.

    A page with one address for both languages takes `?lang=`, so that each language can be linked and cached.
    """

    def process_request(self, request):
        super().process_request(request)
        asked = asked_language(request)
        if asked:
            translation.activate(asked)
            request.LANGUAGE_CODE = asked

    def process_response(self, request, response):
        if response.status_code == 404 and request.path_info.startswith(ONE_FOR_ALL):
            return response
        return super().process_response(request, response)
