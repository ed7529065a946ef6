"""Addresses under /zh-hans/ and /en/."""

from django.urls import path, re_path

from home.views.about import about
from home.views.campaigns import campaign, campaigns
from home.views.feeds import author_feed, place_feed, product_feed, stories_feed, tag_feed
from home.views.impact import impact
from home.views.offline import offline
from home.views.places import place, places
from home.views.privacy import privacy
from home.views.search import search, suggest
from home.views.story_lists import author, place_stories, product_stories, tag

app_name = "home"
KIND = r"(?P<kind>rss|atom|json)"
urlpatterns = [
    path("search/", search, name="search"),
    path("search/suggest.json", suggest, name="suggest"),
    path("impact/", impact, name="impact"),
    path("about/verification/", about, name="about"),
    path("privacy/", privacy, name="privacy"),
    path("offline/", offline, name="offline"),
    path("campaigns/", campaigns, name="campaigns"),
    path("campaigns/<slug:key>/", campaign, name="campaign"),
    path("places/", places, name="places"),
    # Nothing but a code ever reaches the database.
    re_path(r"^places/(?P<code>[0-9]{6})/$", place, name="place"),
    re_path(r"^places/(?P<code>[0-9]{6})/stories/$", place_stories, name="place-stories"),
    re_path(r"^about-product/(?P<code>[A-Za-z0-9-]{1,40})/$", product_stories, name="product-stories"),
    re_path(r"^tags/(?P<slug>[\w-]{1,100})/$", tag, name="tag"),
    re_path(r"^authors/(?P<pk>[0-9]{1,9})/$", author, name="author"),
    re_path(rf"^feeds/stories\.{KIND}$", stories_feed, name="stories-feed"),
    re_path(rf"^feeds/stories/(?P<form>article|pictures|video)\.{KIND}$", stories_feed, name="form-feed"),
    re_path(rf"^feeds/products/(?P<code>[A-Za-z0-9-]{{1,40}})\.{KIND}$", product_feed, name="product-feed"),
    re_path(rf"^feeds/places/(?P<code>[0-9]{{6}})\.{KIND}$", place_feed, name="place-feed"),
    re_path(rf"^feeds/tags/(?P<slug>[\w-]{{1,100}})\.{KIND}$", tag_feed, name="tag-feed"),
    re_path(rf"^feeds/authors/(?P<pk>[0-9]{{1,9}})\.{KIND}$", author_feed, name="author-feed"),
]
