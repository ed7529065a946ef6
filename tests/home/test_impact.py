"""The impact page and its JSON say the same, for any window."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from commerce.models import Campaign
from tests.commerce.factories import order_row
from tests.commerce.lines import take
from tests.factories import PlaceFactory
from tests.home.pages import soup

DAY = date(2026, 11, 7)


def shown(client, query: str = "") -> list[str]:
    page = BeautifulSoup(client.get(f"/en/impact/{query}").content, "html.parser")
    return [tag.b.get_text() for tag in page.find_all(class_="figure-number")]


def test_page_and_json_agree(client, sold):
    total = client.get("/impact.json").json()["total"]
    assert total == {"grams": 15000, "kg": 15.0, "buyers": 2, "orders": 2, "fen": 8400, "yuan": "84.00", "clicks": 0}
    assert shown(client) == ["15", "2", "84.00"]


def test_every_breakdown_adds_up(client, sold):
    figures = client.get("/impact.json").json()
    for table in ("product", "brand", "grower", "county", "province", "story", "channel"):
        table = f"by_{table}"
        assert sum(row["fen"] for row in figures[table]) == figures["total"]["fen"], table
        assert sum(row["grams"] for row in figures[table]) == figures["total"]["grams"], table


@pytest.mark.parametrize(
    ("query", "kilograms"),
    [
        ("?from=2026-11-07&to=2026-11-07", "15"),
        ("?from=2026-11-08", "0"),
        ("?to=2026-11-06", "0"),
        ("?from=&to=", "15"),
        ("?from=0001-01-01&to=9999-12-31", "15"),
        ("?from=9999-12-31&to=9999-12-31", "0"),
        ("?from=0001-01-01&to=0001-01-01", "0"),
    ],
)
def test_a_window_narrows_both(client, sold, query, kilograms):
    assert shown(client, query)[0] == kilograms
    assert client.get(f"/impact.json{query}").json()["total"]["kg"] == float(kilograms)


def test_a_campaign_counts_its_days_and_products_alone(client, sold):
    campaign = Campaign.objects.create(key="baojing", name_zh="保靖", name_en="Baojing", starts=DAY, ends=DAY)
    campaign.products.add(sold.product)
    other = Campaign.objects.create(key="other", name_zh="别的", name_en="Other", starts=DAY, ends=DAY)
    other.products.add(sold.product.__class__.objects.create(**_another(sold.product)))
    assert shown(client, "?campaign=baojing") == ["15", "2", "84.00"]
    assert shown(client, "?campaign=other")[0] == "0"
    body = client.get("/impact.json?campaign=other").json()
    assert (body["total"]["fen"], body["by_product"], body["from"]) == (0, [], "2026-11-07")


def _another(product) -> dict:
    return {
        "code": "OTHER",
        "slug": "other",
        "kind": "tea",
        "name_zh": "茶",
        "name_en": "Tea",
        "place": product.place,
        "producer": product.producer,
    }


@pytest.mark.parametrize(
    "query", ["?from=2026-13-01", "?from=tomorrow", "?from=2026-11-08&to=2026-11-07", "?campaign=nothing", "?to='--"]
)
def test_nonsense_is_said_and_answered_with_400(client, village, query):
    answer = client.get(f"/en/impact/{query}")
    assert answer.status_code == 400
    assert BeautifulSoup(answer.content, "html.parser").select_one(".error").get_text(strip=True)
    problem = client.get(f"/impact.json{query}")
    assert problem.status_code == 400
    assert problem["Content-Type"] == "application/problem+json"
    assert problem.json()["code"] == "impact.bad_window"
    assert "\\u" not in problem.text


def test_stories_are_named_in_the_readers_language(client, sold):
    way = soup(client, sold.article.url).select_one("#buy .button")["href"]
    client.get(way, headers={"user-agent": "Mozilla/5.0 (iPhone) AppleWebKit/605 Safari/604"})
    names = {code: soup(client, f"/{code}/impact/?by=story").find(id="by") for code in ("en", "zh-hans")}
    assert "The oranges are ripe (中文)" in names["en"].get_text()
    assert "保靖的橘子熟了" in names["zh-hans"].get_text()
    assert "保靖的橘子熟了" not in names["en"].get_text()


def test_rows_of_few_buyers_stand_together(client, sold, settings):
    settings.IMPACT_MIN_BUYERS = 3
    figures = client.get("/impact.json").json()
    assert [row["name"] for row in figures["by_product"]] == ["其余合计"]
    assert figures["by_product"][0]["fen"] == figures["total"]["fen"]
    settings.IMPACT_MIN_BUYERS = 2
    assert "其余合计" not in [row["name"] for row in client.get("/impact.json").json()["by_product"]]


@pytest.mark.parametrize(("language", "said"), [("en", "15 kg · 84.00 yuan"), ("zh-hans", "15 公斤 · 84.00 元")])
def test_the_badge_for_other_sites(client, sold, language, said):
    badge = client.get(f"/impact.svg?lang={language}")
    assert badge["Content-Type"] == "image/svg+xml"
    assert said in badge.content.decode()
    assert "max-age" in badge["Cache-Control"]
    assert client.get("/impact.svg?from=nonsense").status_code == 400


def test_one_breakdown_at_a_time_and_each_chart_has_its_table(client, sold, settings):
    settings.IMPACT_MIN_BUYERS = 1
    PlaceFactory(code="430000", level="province", name_en="Hunan")
    for query, key, name in (
        ("", "product", "Baojing"),
        ("?by=province", "province", "Hunan"),
        ("?by=author", "product", ""),
    ):
        page = soup(client, f"/en/impact/{query}")
        assert [tag["id"] for tag in page.find_all("h2", id=True)] == ["over-time", f"by-{key}"]
        assert name in page.find(id="by").get_text()
        charts = page.select("svg[role=img]")
        assert len(charts) == len(page.select("details table")) == 2
        for chart in charts:
            named = [page.find(id=name).get_text() for name in chart["aria-labelledby"].split()]
            assert all(named)
            assert chart.select("rect.chart__bar")
    assert not soup(client, "/en/impact/?from=2020-01-01&to=2020-01-02").select("svg[role=img]")


def test_the_window_is_kept_when_the_breakdown_changes(client, sold):
    page = soup(client, "/en/impact/?from=2026-11-07&by=county")
    links = [link["href"] for link in page.select("#by nav a")]
    assert "?from=2026-11-07&by=brand#by" in links
    assert page.find("input", attrs={"name": "by"})["value"] == "county"


def test_days_of_few_buyers_are_not_shown_alone(client, sold, settings):
    settings.IMPACT_MIN_BUYERS = 3
    take(*(order_row(orderTime=f"2026-11-{day:02d} 10:00:00", buyer=str(day)) for day in (9, 10, 12, 13)))
    days = [row.th.get_text() for row in soup(client, "/en/impact/").select("section:has(#over-time) tbody tr")]
    assert days == ["7–9 November 2026", "10–13 November 2026"]


def test_the_page_asks_no_more_with_more_orders(client, sold, django_assert_max_num_queries):
    client.get("/en/impact/")
    take(*(order_row(orderTime=f"2026-{month:02d}-09 10:00:00") for month in range(1, 12)))
    with django_assert_max_num_queries(30):
        client.get("/en/impact/")
