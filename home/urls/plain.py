"""Addresses without a language."""

from django.urls import path, re_path

from home.views.components import components
from home.views.front_door import front_door
from home.views.impact import impact_badge, impact_json
from home.views.machines import robots, sitemap, sitemap_index
from home.views.offline import service_worker
from home.views.sharing import share_card

urlpatterns = [
    path("", front_door, name="front-door"),
    path("components/", components, name="components"),
    path("impact.json", impact_json, name="impact-json"),
    path("robots.txt", robots, name="robots"),
    path("service-worker.js", service_worker, name="service-worker"),
    path("sitemap.xml", sitemap_index, name="sitemap-index"),
    path("sitemap-<slug:section>.xml", sitemap, name="sitemap"),
    path("impact.svg", impact_badge, name="impact-badge"),
    re_path(r"^share/(?P<story_id>[0-9]{1,9})\.png$", share_card, name="share-card"),
]
