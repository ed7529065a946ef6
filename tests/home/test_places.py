"""A page for every place: its products, its stories, what it brought, and the way up and down."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from home.structured_data import script
from products.models import Place
from tests.factories import PlaceFactory, verified_product
from tests.home.conftest import product_pages
from tests.home.pages import soup
from tests.stories.factories import small_photo

HUNAN, XIANGXI, BAOJING = "430000", "433100", "433125"
COUNTY = f"/zh-hans/places/{BAOJING}/"


@pytest.fixture
def xiangxi(sold):
    """The village of the other tests, with what its county lies in, and an empty county beside it."""
    PlaceFactory(code=HUNAN, level="province", name_zh="湖南省", name_en="Hunan")
    PlaceFactory(code=XIANGXI, level="prefecture", name_zh="湘西州", name_en="Xiangxi", parent_id=HUNAN)
    PlaceFactory(code="433127", name_zh="永顺县", name_en="Yongshun", parent_id=XIANGXI)
    Place.objects.filter(code=BAOJING).update(name_en="Baojing", parent=XIANGXI)
    return sold


def cards(page, kind: str) -> list[str]:
    return [tag.get_text() for tag in page.select(f".cards--{kind} h3")]


def ways(page) -> dict[str, str]:
    return {link.get_text(strip=True): link["href"] for link in page.select("nav.eyebrow a")}


@pytest.mark.parametrize("code", [HUNAN, XIANGXI, BAOJING])
def test_a_place_shows_what_comes_from_it_and_from_what_lies_in_it(client, xiangxi, code):
    page = soup(client, f"/zh-hans/places/{code}/")
    assert cards(page, "products") == ["保靖脐橙"]
    assert set(cards(page, "stories")) == {"保靖的橘子熟了", "四张图", "摘橘子的一天"}
    assert [tag.b.get_text() for tag in page.find_all(class_="figure-number")] == ["15", "2", "84.00"]


def test_each_language_has_its_own_words_and_stories(client, xiangxi):
    page = soup(client, f"/en/places/{BAOJING}/")
    assert page.h1.get_text() == "Baojing"
    assert cards(page, "products") == ["Baojing oranges"]
    assert cards(page, "stories") == ["The oranges are ripe"]
    assert ways(page) == {"Places": "/en/places/", "Hunan": "/en/places/430000/", "Xiangxi": "/en/places/433100/"}
    assert page.find("a", class_="language")["href"] == COUNTY
    assert page.find("link", rel="canonical")["href"] == f"http://testserver/en/places/{BAOJING}/"
    hreflangs = {link["hreflang"]: link["href"] for link in page.find_all("link", hreflang=True)}
    assert hreflangs["zh-Hans"] == f"http://testserver{COUNTY}"


def test_the_way_down_leads_to_what_has_products(client, xiangxi):
    down = lambda code: [link["href"] for link in soup(client, f"/en/places/{code}/").select("ul.filters a")]  # noqa: E731
    assert down(HUNAN) == [f"/en/places/{XIANGXI}/"]
    assert down(XIANGXI) == [f"/en/places/{BAOJING}/"]
    assert down(BAOJING) == []


def test_a_county_without_a_prefecture_hangs_on_its_province(client, xiangxi):
    PlaceFactory(code="420000", level="province", name_zh="湖北省", name_en="Hubei")
    county = PlaceFactory(code="429004", name_zh="仙桃市", name_en="Xiantao", parent_id="420000")
    product = verified_product(xiangxi.people, slug="eels", code="EELS", place=county, photo=small_photo())
    product_pages(product, xiangxi.people)
    page = soup(client, "/en/places/420000/")
    assert [link["href"] for link in page.select("ul.filters a")] == ["/en/places/429004/"]
    assert not page.find_all(class_="figure-number")
    assert cards(soup(client, f"/en/places/{HUNAN}/"), "products") == ["Baojing oranges"]


def test_an_empty_place_says_so_and_asks_for_a_recommendation(client, xiangxi):
    page = soup(client, "/en/places/433127/")
    assert [link["href"] for link in page.select(".empty a")] == ["/recommend/"]
    assert "Yongshun" in page.select_one(".empty").get_text()
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert not soup(client, COUNTY).find("meta", attrs={"name": "robots"})


@pytest.mark.parametrize("code", ["433128", "43", "4331250", "x", "保靖", "%00", "433125%27", "x" * 500])
def test_unknown_codes(client, xiangxi, code):
    assert client.get(f"/zh-hans/places/{code}/").status_code == 404


def test_without_a_language_the_reader_is_sent_to_one(client, xiangxi):
    assert client.get(f"/places/{BAOJING}/").headers["Location"] == COUNTY


@pytest.mark.parametrize("number", ["0", "x", "99999999999999999999", "-1"])
def test_a_page_number_that_is_none(client, xiangxi, number):
    assert cards(soup(client, f"{COUNTY}?page={number}"), "products") == ["保靖脐橙"]


def test_the_index_counts_products_by_province(client, xiangxi):
    page = soup(client, "/en/places/")
    assert [link["href"] for link in page.select(".places a")] == ["/en/places/430000/", "/en/places/433125/"]
    assert "1 product" in page.select_one(".places .meta").get_text()


def test_an_empty_index_asks_for_a_recommendation(client, xiangxi):
    Page.objects.filter(pk__in=[page.pk for page in xiangxi.pages.values()]).update(live=False)
    assert soup(client, "/en/places/").select_one(".empty a")["href"] == "/recommend/"


def test_product_pages_and_cards_lead_to_the_county(client, xiangxi):
    assert soup(client, xiangxi.pages["zh-hans"].url).select_one(".product-head .eyebrow a")["href"] == COUNTY
    for url in ("/zh-hans/products/", "/zh-hans/"):
        assert soup(client, url).select_one(".card .eyebrow a")["href"] == COUNTY, url
    assert soup(client, "/en/products/").select_one(".card .eyebrow a")["href"] == f"/en/places/{BAOJING}/"


def test_breadcrumbs_for_search_engines(client, xiangxi):
    Place.objects.filter(code=BAOJING).update(name_en="</script><b>&amp;")
    page = soup(client, f"/en/places/{BAOJING}/")
    data = json.loads(page.find("script", type="application/ld+json").string)
    assert data["@type"] == "BreadcrumbList"
    assert [item["name"] for item in data["itemListElement"]] == ["Places", "Hunan", "Xiangxi", "</script><b>&amp;"]
    assert data["itemListElement"][-1]["item"] == f"http://testserver/en/places/{BAOJING}/"
    assert [item["position"] for item in data["itemListElement"]] == [1, 2, 3, 4]


@pytest.mark.parametrize("text", ["</script>", "<!--", "a & b", "\u2028", '"', "\\"])
def test_structured_data_cannot_leave_its_block(text):
    html = script({"name": text})
    inside = html.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&") & set(inside)
    assert json.loads(inside) == {"@context": "https://schema.org", "name": text}


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_the_number_of_queries_does_not_grow(client, xiangxi):
    urls = [f"/zh-hans/places/{code}/" for code in (HUNAN, XIANGXI, BAOJING)] + ["/zh-hans/places/"]
    before = [queries(client, url) for url in urls]
    assert max(before) <= 19
    for number in range(3):
        more = verified_product(
            xiangxi.people,
            slug=f"more-{number}",
            code=f"MORE-{number}",
            photo=small_photo(),
            place=PlaceFactory(code=f"43312{number}", name_zh="县", name_en="County", parent_id=XIANGXI),
        )
        product_pages(more, xiangxi.people)
    assert [queries(client, url) for url in urls] == before
