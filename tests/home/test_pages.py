"""Every public page answers in both languages, with the facts and without anything the policy forbids."""

import re
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home import sheets
from home.templatetags.site import canonical
from products import services
from products.models import Offer
from tests.factories import OfferFactory, verified_product
from tests.home.conftest import product_pages
from tests.home.pages import soup
from tests.stories.factories import small_photo


def addresses(village) -> list[str]:
    views = [
        f"/{code}/{path}"
        for code in ("zh-hans", "en")
        for path in ("", "impact/", "search/?q=x", "places/", "about/verification/", "about-product/BJ-ORANGE/")
    ]
    pages = [f"/{code}/{path}/" for code in ("zh-hans", "en") for path in ("stories", "products")]
    stories = [village.article, village.english, village.pictures, village.video]
    places = [f"/{code}/places/433125/" for code in ("zh-hans", "en")]
    return [*views, *places, *pages, *(page.url for page in [*stories, *village.pages.values()]), "/verify/BJ-ORANGE"]


def test_all_pages_keep_the_policy(client, sold):
    for url in addresses(sold):
        page = soup(client, url)
        assert not page.find_all(style=True), url
        assert [sheet.string for sheet in page.find_all("style")] == [sheets.common()], url
        # Data for search engines is not run; what runs is a file of our own.
        for script in page.find_all("script"):
            assert script.get("type") == "application/ld+json" or script["src"].startswith("/static/fengshou/"), url
        assert not page.find_all(lambda tag: any(name.startswith("on") for name in tag.attrs)), url
        assert len(page.find_all("h1")) == 1, url
        levels = [int(tag.name[1]) for tag in page.find_all(["h1", "h2", "h3", "h4"])]
        assert all(after - before <= 1 for before, after in pairwise(levels)), (url, levels)
        ids = [tag["id"] for tag in page.find_all(id=True)]
        assert len(ids) == len(set(ids)), url
        for image in page.find_all("img"):
            assert image.has_attr("alt"), url
            assert int(image["width"]) > 0, url
            assert int(image["height"]) > 0, url


def test_pages_name_their_language_and_their_translation(client, village):
    page = soup(client, village.article.url)
    assert page.html["lang"] == "zh-Hans"
    hreflangs = {link["hreflang"]: link["href"] for link in page.find_all("link", hreflang=True)}
    assert hreflangs == {
        "zh-Hans": f"http://testserver{village.article.url}",
        "en": f"http://testserver{village.english.url}",
    }
    assert page.find("link", rel="canonical")["href"] == f"http://testserver{village.article.url}"
    assert page.find("a", class_="language")["href"] == village.english.url
    assert soup(client, village.english.url).html["lang"] == "en"


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("", ""),
        ("?page=2", "?page=2"),
        ("?page=1", ""),
        ("?form=video", ""),
        ("?form=video&page=2", ""),
        ("?from=x", ""),
    ],
)
def test_part_of_a_list_leads_to_the_whole(rf, settings, asked, leads_to):
    context = {"request": rf.get(f"/en/stories/{asked}")}
    assert canonical(context) == f"{settings.SITE_URL}/en/stories/{leads_to}"


def test_without_a_translation_the_switch_leads_home(client, village):
    assert soup(client, village.pictures.url).find("a", class_="language")["href"] == "/en/"


def test_the_switch_keeps_the_query_of_a_view(client, village):
    page = soup(client, "/en/impact/?from=2026-11-01")
    assert page.find("a", class_="language")["href"] == "/zh-hans/impact/?from=2026-11-01"


def test_reading_sets_no_cookie(client, sold):
    for url in addresses(sold):
        assert not client.get(url).cookies, url


def test_home_shows_stories_products_and_figures(client, sold):
    page = soup(client, "/zh-hans/")
    text = page.get_text(" ")
    assert "保靖的橘子熟了" in text
    assert "保靖脐橙" in text
    assert [tag.b.get_text() for tag in page.find_all(class_="figure-number")] == ["15", "2", "84.00"]


def test_story_list_filters_by_form(client, village):
    titles = [tag.get_text() for tag in soup(client, "/zh-hans/stories/?form=video").select(".card h3")]
    assert titles == ["摘橘子的一天"]
    assert len(soup(client, "/zh-hans/stories/?form=nonsense").select(".card h3")) == 3


def test_article_has_its_parts(client, village):
    page = soup(client, village.article.url)
    assert page.select_one(".prose strong").get_text() == "熟了"
    assert page.select_one(".prose blockquote footer").get_text() == "果农"
    assert page.select_one(".seal--verified")
    assert len(page.select(".steps li")) == 4
    buttons = page.select("#buy .button")
    assert len(buttons) == 2
    assert all(re.fullmatch(r"http://testserver/go/[a-z0-9-]+", button["href"]) for button in buttons)
    assert "5.6" in buttons[0].get_text()
    assert page.select_one('.purchase-bar a[href="#buy"]')


def test_picture_story_numbers_its_pictures(client, village):
    page = soup(client, village.pictures.url)
    assert [tag.get_text() for tag in page.select(".plate__count")] == [f"{n} / 4" for n in range(1, 5)]
    first, second = page.select(".plate img")[:2]
    assert first["fetchpriority"] == "high"
    assert second["loading"] == "lazy"


def test_video_story_starts_with_its_film(client, village):
    video = soup(client, village.video.url).video
    assert video["poster"].startswith("/media/images/")
    assert video.source["type"] == "video/mp4"
    assert video.track["srclang"] == "zh-Hans"
    assert (int(video["width"]), int(video["height"])) == (320, 240)


def test_product_page_has_record_offers_and_stories(client, village):
    page = soup(client, village.pages["en"].url)
    assert page.h1.get_text() == "Baojing oranges"
    assert [tag.get_text() for tag in page.select(".steps h3")] == ["Recommended", "Visited", "Assessed", "Confirmed"]
    buttons = page.select(".shops .button")
    assert [" ".join(button.get_text().split()) for button in buttons] == [
        "Buy at JD.com · 5.6 yuan/kg",
        "Buy at Taobao / Tmall · 6 yuan/kg",
    ]
    assert page.select_one('.purchase-bar a[href="#buy"]')
    assert page.select_one("#buy .shops")
    in_the_story = soup(client, village.english.url).select("#buy .button")
    assert [button["href"] for button in buttons] == [button["href"] for button in in_the_story]
    assert client.get(buttons[0]["href"]).status_code == 302
    assert page.select_one(".fact-table td").get_text(strip=True) == "450 m"
    assert page.select_one(".ring")["aria-label"] == "Harvest: November to January"
    assert "steal" not in str(page)
    assert "alert(1)" not in str(page)


def test_a_withdrawn_product_is_struck_everywhere(client, village):
    services.withdraw(village.product, village.people["admin"], "掺了外地果")
    story = soup(client, village.article.url)
    assert story.select_one(".notice--withdrawn a")["href"] == "/verify/BJ-ORANGE?lang=zh-hans"
    assert "保靖脐橙" in story.select_one(".notice--withdrawn b").get_text()
    assert story.select_one(".byline .seal--withdrawn")
    assert not story.select("#buy .button")
    assert not story.select(".purchase-bar")
    product = soup(client, village.pages["zh-hans"].url)
    assert product.select_one(".seal--withdrawn")
    assert not product.select(".shops")
    record = soup(client, "/verify/bj-orange")
    assert "掺了外地果" in record.select_one(".notice--withdrawn").get_text()
    card = soup(client, "/zh-hans/products/").select_one(".card")
    assert card.select_one(".seal--withdrawn")
    assert not card.select(".price b")
    assert not soup(client, "/zh-hans/").select(".card--product")


def test_the_purchase_link_says_why_not(client, village):
    way = soup(client, village.article.url).select_one("#buy .button")["href"]
    services.withdraw(village.product, village.people["admin"], "掺了外地果")
    page = soup(client, way, status=410)
    assert page.select_one(".seal--withdrawn")
    assert page.select_one('a[href="/verify/BJ-ORANGE?lang=zh-hans"]')


def test_a_product_without_a_story_names_its_shops(client, village):
    product = verified_product(village.people, slug="walnuts", code="WALNUT", photo=small_photo())
    OfferFactory(product=product, price_fen=2800, net_grams=1000)
    page = soup(client, product_pages(product, village.people)["en"].url)
    assert "28 yuan/kg" in page.select_one(".shops").get_text()
    assert not page.select(".shops .button")
    assert "first story" in page.select_one(".offer").get_text()


def test_one_address_takes_either_language(client, village):
    way = soup(client, village.article.url).select_one("#buy .button")["href"].removeprefix("http://testserver")
    Offer.objects.update(active=False)
    for path in ("/verify/BJ-ORANGE", way):
        page = soup(client, f"{path}?lang=en")
        assert page.html["lang"] == "en"
        assert page.find("a", class_="language")["href"] == f"{path}?lang=zh-hans"
        assert soup(client, f"{path}?lang=zh-hans").html["lang"] == "zh-Hans"
    answer = client.get("/verify/BJ-ORANGE?lang=xx", headers={"accept-language": "en"})
    assert b'<html lang="en">' in answer.content
    record = soup(client, "/verify/BJ-ORANGE?lang=en")
    assert record.find("link", rel="canonical")["href"] == "http://testserver/verify/BJ-ORANGE?lang=en"
    assert client.get("/en/?lang=zh-hans").headers["Content-Language"] == "en"


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_lists_cost_the_same_however_long(client, village):
    urls = ["/zh-hans/", "/zh-hans/products/", "/zh-hans/stories/"]
    before = [queries(client, url) for url in urls]
    for number in range(3):
        more = verified_product(village.people, slug=f"more-{number}", code=f"MORE-{number}", photo=small_photo())
        product_pages(more, village.people)
    assert [queries(client, url) for url in urls] == before
    assert queries(client, village.article.url) <= 20
