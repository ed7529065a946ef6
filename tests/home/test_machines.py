"""What programs read of the public site: feeds, sitemap, rules for robots, structured data."""

import json
import re

import extruct
import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator
from lxml import etree

from stories import approval
from stories.models import StoryPage
from tests.home.pages import soup

# https://www.jsonfeed.org/version/1.1/, as far as our feeds use it; nothing that it does not know.
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        **{name: {"type": "string"} for name in ("title", "description", "language")},
        **{name: {"type": "string", "format": "uri"} for name in ("home_page_url", "feed_url")},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_text"],
                "additionalProperties": False,
                "properties": {
                    **{name: {"type": "string"} for name in ("id", "title", "summary", "content_text", "language")},
                    **{name: {"type": "string", "format": "uri"} for name in ("url", "image", "banner_image")},
                    **{name: {"type": "string", "format": "date-time"} for name in ("date_published", "date_modified")},
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "authors": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "minProperties": 1,
                            "additionalProperties": False,
                            "properties": {name: {"type": "string"} for name in ("name", "url", "avatar")},
                        },
                    },
                    "attachments": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["url", "mime_type"],
                            "properties": {
                                "size_in_bytes": {"type": "integer"},
                                "duration_in_seconds": {"type": "number"},
                            },
                        },
                    },
                },
            },
        },
    },
}
SITEMAP = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
    "v": "http://www.google.com/schemas/sitemap-video/1.1",
}


def parsed(client, url: str) -> feedparser.FeedParserDict:
    answer = client.get(url)
    assert answer.status_code == 200, url
    found = feedparser.parse(answer.content, response_headers={"content-type": answer["Content-Type"]})
    assert not found.bozo, (url, found.get("bozo_exception"))
    return found


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_feed_lists_the_stories_of_its_language(client, village, kind):
    feed = parsed(client, f"/zh-hans/feeds/stories.{kind}")
    assert {entry.link for entry in feed.entries} == {
        f"http://testserver{story.url}" for story in (village.article, village.pictures, village.video)
    }
    assert feed.feed.language == "zh-Hans"
    entry = next(entry for entry in feed.entries if entry.link.endswith(village.article.url))
    assert entry.title == village.article.title
    assert entry.id.startswith("urn:uuid:")
    assert entry.enclosures[0].type == "image/jpeg"
    assert [entry.title for entry in parsed(client, f"/en/feeds/stories.{kind}").entries] == ["The oranges are ripe"]


def test_the_json_feed_says_the_same(client, village):
    answer = client.get("/zh-hans/feeds/stories.json")
    assert answer["Content-Type"].startswith("application/feed+json")
    data = json.loads(answer.content)
    Draft202012Validator(JSON_FEED, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(data)
    assert data["feed_url"] == "http://testserver/zh-hans/feeds/stories.json"
    ids = {item["id"] for item in data["items"]}
    assert ids == {entry.id for entry in parsed(client, "/zh-hans/feeds/stories.rss").entries}
    for item in data["items"]:
        assert item["url"].startswith("http://testserver/zh-hans/")
        assert item["content_text"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+\d\d:\d\d", item["date_published"])


@pytest.mark.parametrize(
    ("address", "titles"),
    [
        ("stories/video", {"摘橘子的一天"}),
        ("stories/pictures", {"四张图"}),
        ("products/BJ-ORANGE", {"保靖的橘子熟了", "四张图", "摘橘子的一天"}),
        ("places/433125", {"保靖的橘子熟了", "四张图", "摘橘子的一天"}),
    ],
)
def test_sections_have_feeds_of_their_own(client, village, address, titles):
    assert {entry.title for entry in parsed(client, f"/zh-hans/feeds/{address}.rss").entries} == titles


@pytest.mark.parametrize(
    "address", ["stories.xml", "stories/poem.rss", "products/NONE.rss", "places/999999.rss", "places/4.rss"]
)
def test_no_feed_of_what_is_not_there(client, village, address):
    assert client.get(f"/zh-hans/feeds/{address}").status_code == 404


def test_an_entry_keeps_its_id_over_edits(client, village):
    def ids() -> set[str]:
        return {entry.id for entry in parsed(client, "/zh-hans/feeds/stories.atom").entries}

    before = ids()
    story = StoryPage.objects.get(pk=village.article.pk)
    story.title, story.slug = "橘子又熟了", "another-address"
    story.save_revision(user=village.people["author"])
    approval.submit(story, village.people["author"])
    approval.approve(story, village.people["editor"])
    assert ids() == before


def test_an_unchanged_feed_is_not_sent_again(client, village):
    for kind in ("rss", "atom", "json"):
        url = f"/zh-hans/feeds/stories.{kind}"
        first = client.get(url)
        again = client.get(url, headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304
        assert not again.content
    StoryPage.objects.filter(pk=village.video.pk).update(live=False)
    assert client.get(url, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_feed_costs_the_same_however_long(client, village):
    client.get("/zh-hans/feeds/stories.rss")  # Makes the sizes of pictures, once.
    with CaptureQueriesContext(connection) as one:
        client.get("/en/feeds/stories.rss")
    with CaptureQueriesContext(connection) as three:
        client.get("/zh-hans/feeds/stories.rss")
    assert len(three) <= len(one) <= 14


def test_pages_lead_to_their_feeds(client, village):
    for page in (village.article, village.pages["zh-hans"]):
        links = soup(client, page.url).find_all("link", type="application/rss+xml")
        assert links
        for link in links:
            parsed(client, link["href"])


def sitemap(client, url: str) -> etree._Element:
    answer = client.get(url)
    assert answer.status_code == 200, url
    assert answer["Content-Type"].startswith("application/xml")
    return etree.fromstring(answer.content)


def test_the_sitemap_leads_to_every_public_page(client, village):
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()
    files = sitemap(client, "/sitemap.xml").xpath("//s:loc/text()", namespaces=SITEMAP)
    found = {}
    for file in files:
        for url in sitemap(client, file).xpath("//s:url", namespaces=SITEMAP):
            found[url.findtext("s:loc", namespaces=SITEMAP)] = url
    pages = [village.article, village.english, village.pictures, village.video, *village.pages.values()]
    wanted = {f"http://testserver{page.url}" for page in pages}
    wanted |= {f"http://testserver/{code}/{path}" for code in ("zh-hans", "en") for path in ("", "impact/", "stories/")}
    wanted |= {f"http://testserver/{code}/places/433125/" for code in ("zh-hans", "en")}
    assert wanted <= set(found)
    for address in found:
        assert client.get(address).status_code == 200, address
    article = found[f"http://testserver{village.article.url}"]
    assert article.xpath("x:link/@hreflang", namespaces=SITEMAP) == ["zh-Hans", "en"]
    assert len(article.xpath("i:image/i:loc", namespaces=SITEMAP)) == 1
    film = found[f"http://testserver{village.video.url}"]
    assert int(film.findtext("v:video/v:duration", namespaces=SITEMAP)) > 0


@pytest.mark.parametrize("address", ["sitemap-nothing.xml", "sitemap-stories.xml?p=9", "sitemap-stories.xml?p=x"])
def test_no_sitemap_beyond_the_last(client, village, address):
    assert client.get(f"/{address}").status_code == 404


def structured(client, page) -> dict[str, dict]:
    html = client.get(page.url).content.decode()
    found = extruct.extract(html, base_url=f"http://testserver{page.url}", syntaxes=["json-ld", "opengraph"])
    assert found["opengraph"]
    return {data["@type"]: data for data in found["json-ld"]}


def test_a_story_says_what_it_is(client, village):
    data = structured(client, village.article)
    article = data["Article"]
    assert article["headline"] == village.article.title
    assert article["inLanguage"] == "zh-Hans"
    assert article["url"] == f"http://testserver{village.article.url}"
    assert article["datePublished"] <= article["dateModified"]
    assert article["author"][0]["name"]
    assert article["image"][0].startswith("http://testserver/")
    assert [step["position"] for step in data["BreadcrumbList"]["itemListElement"]] == [1, 2, 3]
    assert "VideoObject" not in data


def test_every_story_page_is_whole_to_machines(client, village):
    """What search engines ask of an article, and link previews of a page, in both languages and all forms."""
    for story in (village.article, village.english, village.pictures, village.video):
        html = client.get(story.url).content.decode()
        found = extruct.extract(html, base_url=f"http://testserver{story.url}", syntaxes=["json-ld", "opengraph"])
        article = next(data for data in found["json-ld"] if data["@type"] == "Article")
        wanted = {"headline", "image", "datePublished", "dateModified", "author", "publisher", "description", "about"}
        assert wanted <= {name for name, value in article.items() if value}, story
        shown = dict(found["opengraph"][0]["properties"])
        assert {"og:title", "og:type", "og:image", "og:url", "og:description", "og:site_name"} <= set(shown), story
        assert all(shown.values())


def test_a_film_says_how_long_it_is_and_where(client, village):
    film = structured(client, village.video)["VideoObject"]
    assert re.fullmatch(r"PT\d+\.\d{3}S", film["duration"])
    assert film["contentUrl"].startswith("http://testserver/")
    assert film["thumbnailUrl"]
    assert film["uploadDate"]
