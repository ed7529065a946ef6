"""Addresses of this room; they carry no language, as they are printed and stored by others."""

from django.urls import path

from commerce.redirect import go

app_name = "commerce"
urlpatterns = [path("go/<slug:code>", go, name="go")]
