"""Addresses under /zh-hans/ and /en/."""

from django.urls import path

from home.views.impact import impact
from home.views.search import search

app_name = "home"
urlpatterns = [
    path("search/", search, name="search"),
    path("impact/", impact, name="impact"),
]
