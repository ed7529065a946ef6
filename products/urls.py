"""Addresses of this room outside the language trees."""

from django.urls import path

from products import views

app_name = "products"
urlpatterns = [path("verify/<slug:code>", views.verify, name="verify")]
