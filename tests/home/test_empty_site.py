"""What a new installation answers before anything was written."""

import pytest

from tests.home.pages import soup


def test_an_empty_site_says_so(client, site):
    for url in ("/zh-hans/", "/zh-hans/stories/", "/zh-hans/products/", "/en/impact/"):
        assert soup(client, url).find(class_="empty"), url


@pytest.mark.parametrize("url", ["/zh-hans/nothing/", "/en/stories/nothing/", "/verify/NOTHING"])
def test_unknown_addresses(client, site, url):
    page = soup(client, url, status=404)
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert page.select_one(".search-form")


def test_the_fault_page_needs_no_database():
    from django.template.loader import get_template

    assert "500" in get_template("500.html").render()


@pytest.mark.parametrize(
    ("accept", "home"),
    [("zh-CN,zh;q=0.9", "/zh-hans/"), ("en-GB,en;q=0.8", "/en/"), ("fr", "/zh-hans/"), ("", "/zh-hans/")],
)
def test_the_front_door_speaks_the_readers_language(client, site, accept, home):
    answer = client.get("/", HTTP_ACCEPT_LANGUAGE=accept)
    assert (answer.status_code, answer["Location"]) == (302, home)
    assert "Accept-Language" in answer["Vary"]
