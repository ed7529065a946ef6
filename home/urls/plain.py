"""Addresses without a language."""

from django.urls import path

from home.views.front_door import front_door
from home.views.impact import impact_json

urlpatterns = [
    path("", front_door, name="front-door"),
    path("impact.json", impact_json, name="impact-json"),
]
