"""RSS and JSON Feed of the one channel that asks for them."""

from datetime import datetime
from email.utils import parsedate_to_datetime

import pytest
from defusedxml import ElementTree

from channels import tokens
from channels.models import Edition
from products import services
from tests.channels.http import assert_problem
from tests.channels.pure.reading import dangers
from tests.channels.test_from_story_to_feed import work_off
from tests.stories.factories import PARAGRAPH, block, card, make_story, orange, release_story

pytestmark = pytest.mark.django_db

RSS, JSON = (f"/api/v1/channels/qq-browser/feed.{kind}" for kind in ("rss", "json"))
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
UPDATED = "{http://www.w3.org/2005/Atom}updated"


@pytest.fixture
def product(people, stories_zh):
    return orange(people)


@pytest.fixture
def story(people, stories_zh, product):
    story = make_story(stories_zh, people["author"], [block("text", PARAGRAPH), card(product)])
    story = release_story(story, people)
    work_off()
    return story


@pytest.fixture
def get(client, site):
    secret = tokens.issue("qq-browser")[1]

    def call(path: str, **headers):
        return client.get(path, headers={"authorization": f"Bearer {secret}", **headers})

    return call


def rss_items(response) -> list:
    return ElementTree.fromstring(response.content).findall("channel/item")


def test_rss_has_the_story_with_its_whole_text(get, story):
    response = get(RSS)
    assert response["Content-Type"].startswith("application/rss+xml")
    channel = ElementTree.fromstring(response.content).find("channel")
    assert all(channel.find(name).text for name in ("title", "link", "description"))
    [item] = channel.findall("item")
    assert item.find("title").text == story.title
    assert item.find("guid").text == f"urn:fengshou:story:{story.pk}"
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.find("link").text.startswith("http")
    assert parsedate_to_datetime(item.find("pubDate").text)
    assert datetime.fromisoformat(item.find(UPDATED).text)
    assert item.find("enclosure").get("type") == "image/jpeg"
    assert "【核】" in item.find(CONTENT).text
    assert dangers(item.find(CONTENT).text, {"p", "h2", "strong", "em", "img", "ul", "ol", "li", "blockquote"}) == []


def test_the_json_feed_is_one_and_has_the_same_story(get, story):
    response = get(JSON)
    assert response["Content-Type"].startswith("application/feed+json")
    data = response.json()
    assert data["version"] == "https://jsonfeed.org/version/1.1"
    assert data["title"]
    assert data["feed_url"].endswith(JSON)
    [item] = data["items"]
    assert item["id"] == f"urn:fengshou:story:{story.pk}"
    assert item["title"] == story.title
    assert item["content_html"].startswith("<p>")
    assert item["date_published"] == item["date_modified"]
    assert item["image"].startswith("http")
    assert item["language"] == "zh-Hans"


@pytest.mark.parametrize("path", [RSS, JSON])
def test_what_did_not_change_is_not_sent_again(get, story, path):
    first = get(path)
    assert get(path, **{"if-none-match": first["ETag"]}).status_code == 304
    assert get(path, **{"if-none-match": '"other"'}).status_code == 200
    assert "private" in first["Cache-Control"]


def test_a_new_version_keeps_its_id_and_the_day_it_first_came_out(get, people, story):
    before = get(JSON)
    story.summary = "霜降以后再来看一次。"
    story.save_revision(user=people["author"])
    release_story(story, people)
    work_off()
    after = get(JSON)
    assert after["ETag"] != before["ETag"]
    [was], [now] = before.json()["items"], after.json()["items"]
    assert (now["id"], now["date_published"]) == (was["id"], was["date_published"])
    assert now["summary"] == "霜降以后再来看一次。"
    assert now["date_modified"] >= was["date_modified"]
    assert rss_items(get(RSS))[0].find("guid").text == now["id"]


def test_a_withdrawn_story_is_gone_from_both(get, people, story, product):
    services.withdraw(product, people["confirmer"], "重新核验")
    assert get(JSON).json()["items"] == []
    assert rss_items(get(RSS)) == []


def test_stored_html_is_cleaned_on_its_way_out(get, story):
    edition = Edition.objects.get(channel="qq-browser")
    edition.envelope = edition.envelope.replace('"content":"', '"content":"<script>alert(1)</script><a onclick=x>y</a>')
    edition.save()
    assert "script" not in get(JSON).json()["items"][0]["content_html"]
    assert "onclick" not in rss_items(get(RSS))[0].find(CONTENT).text


def test_only_with_a_token_and_only_where_the_spec_asks_for_it(get, client, story):
    assert_problem(client.get(RSS), 401, "token_missing")
    secret = tokens.issue("tencent-news")[1]
    headers = {"authorization": f"Bearer {secret}"}
    assert_problem(client.get("/api/v1/channels/tencent-news/feed.rss", headers=headers), 404, "feed_unknown")
    assert_problem(client.get(JSON, headers=headers), 403, "token_foreign")
