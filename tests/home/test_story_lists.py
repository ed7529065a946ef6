"""Pages of stories by tag, author, product and place, each with its own address, feed and empty state."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stories.models import StoryIndexPage
from tests.home.conftest import WORDS
from tests.home.pages import soup
from tests.stories.factories import block, card, make_story, release_story


@pytest.fixture
def tagged(village):
    index = StoryIndexPage.objects.get(locale__language_code="zh-hans")
    story = make_story(index, village.people["author"], [block("text", WORDS), card(village.product)], title="霜降")
    story.tags.add("采收 二", "脐橙")
    story.save_revision(user=village.people["author"])
    return release_story(story, village.people)


def titles(page) -> list[str]:
    return [tag.get_text() for tag in page.select(".card h3")]


def test_a_tag_has_a_page_that_the_story_leads_to(client, tagged):
    link = sorted(soup(client, tagged.url).select(".tags a"), key=lambda tag: len(tag.get_text()), reverse=True)
    assert {tag.get_text() for tag in link} == {"采收 二", "脐橙"}
    page = soup(client, link[1]["href"])
    assert page.h1.get_text() == "脐橙"
    assert titles(page) == ["霜降"]
    assert "脐橙" in page.find("meta", attrs={"name": "description"})["content"]
    assert page.find("link", rel="canonical")
    feeds = [tag["href"] for tag in page.find_all("link", type="application/rss+xml")]
    assert "霜降" in client.get(feeds[-1]).content.decode()


def test_a_tag_without_stories_in_this_language_says_so(client, tagged):
    page = soup(client, soup(client, tagged.url).select(".tags a")[1]["href"].replace("/zh-hans/", "/en/"))
    assert page.select_one(".empty")
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_an_author_has_a_page_that_the_story_leads_to(client, village):
    byline = soup(client, village.article.url).select_one(".byline a")
    page = soup(client, byline["href"])
    assert page.h1.get_text() == village.people["author"].display_name("zh-hans")
    assert len(titles(page)) == 3
    assert byline["href"] == f"/zh-hans/authors/{village.people['author'].pk}/"


@pytest.mark.parametrize(
    "address", ["tags/none-of-ours/", "authors/999999/", "about-product/NONE/", "places/999999/stories/"]
)
def test_what_is_not_known_is_not_found(client, village, address):
    assert client.get(f"/zh-hans/{address}").status_code == 404


def test_who_wrote_nothing_has_no_page(client, village):
    assert client.get(f"/zh-hans/authors/{village.people['confirmer'].pk}/").status_code == 404
    assert client.get(f"/en/feeds/authors/{village.people['confirmer'].pk}.rss").status_code == 404


@pytest.mark.parametrize("address", ["about-product/BJ-ORANGE/", "places/433125/stories/"])
def test_all_stories_of_a_product_and_of_a_place(client, village, address):
    page = soup(client, f"/zh-hans/{address}")
    assert len(titles(page)) == 3
    assert page.select_one(".page-head a")["href"]


def test_lists_are_paged(client, village, monkeypatch):
    monkeypatch.setattr("home.story_lists.PER_PAGE", 2)
    page = soup(client, "/zh-hans/about-product/BJ-ORANGE/?page=2")
    assert len(titles(page)) == 1
    assert page.select_one('.pages a[rel="prev"]')["href"] == "?page=1"


def test_a_list_costs_the_same_however_long(client, village, tagged):
    counts = []
    for _more in range(2):
        client.get("/zh-hans/places/433125/stories/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/zh-hans/places/433125/stories/")
        counts.append(len(seen))
        index = StoryIndexPage.objects.get(locale__language_code="zh-hans")
        parts = [block("text", WORDS), card(village.product)]
        release_story(make_story(index, village.people["author"], parts, title="又一篇"), village.people)
    assert counts[0] == counts[1] <= 8
