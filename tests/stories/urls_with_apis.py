"""The program's addresses, plus Wagtail's own write APIs, which we do not mount: were they, nothing would get out."""

from django.urls import include, path
from wagtail.admin.api import urls as admin_api_urls
from wagtail.api.v3.urls import api

from cms.urls import urlpatterns as our_own

urlpatterns = [path("admin/api/", include(admin_api_urls)), path("api/v3/", api.urls), *our_own]
