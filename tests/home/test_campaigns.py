"""Campaigns before the public: what is hoped for, how far it is, in both languages."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from commerce.campaign_progress import Goal, progress_of
from commerce.models import Campaign, CampaignOffer, CampaignStory, LedgerEntry
from products.models import Offer
from tests.home.pages import soup

DAY = date(2026, 11, 7)


@pytest.fixture
def campaign(sold) -> Campaign:
    """Of 20 kg hoped for 15 are sold, in two days that are long over; nothing is hoped for in households."""
    made = Campaign.objects.create(
        key="two-days", name_zh="两日橙", name_en="Two Days", line_zh="一句话", line_en="A line",
        starts=DAY, ends=DAY + timedelta(days=1), goal_grams=20_000, goal_fen=8_000,
    )  # fmt: skip
    made.products.add(sold.product)
    return made


def numbers(page) -> list[tuple[str, str]]:
    return [(tag.b.get_text(), tag.span.get_text()) for tag in page.find_all(class_="figure-number")]


def test_its_progress_against_the_goal(campaign):
    progress = progress_of(campaign)
    assert progress.measures == (Goal("grams", 15_000, 20_000), Goal("households", 2, 0), Goal("fen", 8_400, 8_000))
    assert [(goal.unit, goal.percent) for goal in progress.goals] == [("grams", 75), ("fen", 105)]


def test_its_page_in_both_languages(client, campaign):
    page = soup(client, "/en/campaigns/two-days/")
    assert page.h1.get_text() == "Two Days"
    assert numbers(page) == [("15", "kilograms, of 20 hoped for"), ("2", "buyers"), ("84", "yuan, of 80 hoped for")]
    assert [tag.get_text() for tag in page.select(".goal__bar .meta")] == ["75%", "105%"]
    assert page.find("link", rel="canonical")["href"].endswith("/en/campaigns/two-days/")
    others = {tag["hreflang"]: tag["href"] for tag in page.find_all("link", rel="alternate", hreflang=True)}
    assert others["zh-Hans"].endswith("/zh-hans/campaigns/two-days/")
    assert "两日橙" in soup(client, "/zh-hans/campaigns/two-days/").h1.get_text()


def test_products_and_stories_of_the_readers_language(client, campaign, sold):
    page = soup(client, "/zh-hans/campaigns/two-days/")
    titles = {tag.get_text() for tag in page.select(".cards--stories h3")}
    assert len(page.select(".cards--products article")) == 1
    assert len(titles) == 3
    # Named stories alone, or their translation.
    CampaignStory.objects.create(campaign=campaign, story=sold.article)
    assert len(soup(client, "/zh-hans/campaigns/two-days/").select(".cards--stories h3")) == 1
    [english] = soup(client, "/en/campaigns/two-days/").select(".cards--stories h3 a")
    assert english["href"] == sold.english.url


def test_an_offer_with_its_own_target(client, campaign, sold, settings):
    offer = LedgerEntry.objects.first().line.offer
    CampaignOffer.objects.create(campaign=campaign, offer=offer, kind="presale", target_grams=30_000)
    # So few buyers stand for no figure by themselves.
    settings.IMPACT_MIN_BUYERS = 5
    [row] = soup(client, "/en/campaigns/two-days/").select(".campaign-offers li")
    assert "Pre-sale" in row.get_text()
    assert not row.select(".goal")
    settings.IMPACT_MIN_BUYERS = 0
    [row] = soup(client, "/en/campaigns/two-days/").select(".campaign-offers li")
    assert row.select_one(".goal .meta").get_text() == "50%"


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [(-3, 2, "3 days left"), (-3, 0, "Last day"), (2, 9, "Begins on"), (-9, -1, "Over")],
    ids=["running", "last", "coming", "over"],
)
def test_how_long_it_still_runs(client, sold, starts, ends, words):
    today = timezone.localdate()
    days = {"starts": today + timedelta(days=starts), "ends": today + timedelta(days=ends)}
    Campaign.objects.create(key="now", name_zh="现在", name_en="Now", **days)
    assert words in soup(client, "/en/campaigns/now/").select_one(".campaign-days").get_text()
    listed = soup(client, "/en/campaigns/")
    assert bool(listed.select(".campaign-card")) == (words != "Over")
    assert bool(listed.select(".campaigns__over li")) == (words == "Over")


def test_it_is_found(client, campaign):
    assert client.get("/en/campaigns/none/").status_code == 404
    for path in ("/en/campaigns/", "/zh-hans/campaigns/two-days/"):
        assert path in client.get("/sitemap-views.xml").content.decode()
    assert soup(client, "/en/impact/?campaign=two-days").select(".goal__bar")
    assert "/en/campaigns/two-days/" in str(soup(client, "/en/impact/?campaign=two-days").main)


def test_the_queries_of_a_page_do_not_grow(client, campaign, sold, django_assert_max_num_queries):
    soup(client, "/zh-hans/campaigns/two-days/")
    for number, offer in enumerate(Offer.objects.filter(product=sold.product)):
        CampaignOffer.objects.create(campaign=campaign, offer=offer, sort_order=number, target_fen=100)
    for story in (sold.article, sold.pictures, sold.video):
        CampaignStory.objects.create(campaign=campaign, story=story)
    with django_assert_max_num_queries(40):
        soup(client, "/zh-hans/campaigns/two-days/")
