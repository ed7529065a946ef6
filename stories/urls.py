"""Addresses of this room under each language."""

from django.urls import re_path

from stories.sign_off_page import sign_off

app_name = "story_pages"
urlpatterns = [
    # Nothing but what may be a token ever reaches the database.
    re_path(r"^sign-off/(?P<token>[A-Za-z0-9_-]{20,80})/$", sign_off, name="sign_off"),
]
