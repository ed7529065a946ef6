"""Every address of the program; the README lists those that outsiders rely on."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from cms.account import AccountView
from cms.admin_words import AdminWords
from cms.api import api
from cms.health import healthz, readyz
from cms.media import media
from products.admin.site_history import SiteHistoryView

# Before Wagtail's own views at the same addresses.
account = require_admin_access(AccountView.as_view())
site_history = require_admin_access(SiteHistoryView.as_view())
site_history_results = require_admin_access(SiteHistoryView.as_view(results_only=True))

urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("admin/jsi18n/", AdminWords.as_view()),
    path("admin/account/", account),
    path("admin/reports/site-history/", site_history),
    path("admin/reports/site-history/results/", site_history_results),
    # Outside Wagtail's own: half of it is for people who are not signed in yet.
    path("admin/second-factor/", include("cms.second_factor.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v1/", api.urls),
    path("", include("commerce.urls")),
    path("", include("products.urls")),
    path("", include("home.urls.plain")),
]
if settings.MEDIA_URL.startswith("/"):
    urlpatterns.append(path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", media))

urlpatterns += i18n_patterns(
    path("", include("home.urls.localized")),
    path("", include("stories.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=True,
)
