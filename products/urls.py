"""Addresses of this room outside the language trees."""

from django.urls import path

from products import recommend_views, views

app_name = "products"
urlpatterns = [
    path("verify/<slug:code>", views.verify, name="verify"),
    path("verify/<slug:code>/qr.svg", views.qr_file, name="qr"),
    path("places/search.json", views.place_search, name="place-search"),
    path("recommend/", recommend_views.recommend, name="recommend"),
    path("recommend/<slug:token>/", recommend_views.recommendation, name="recommendation"),
]
