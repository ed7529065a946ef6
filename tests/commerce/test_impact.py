"""Figures are sums over the ledger, and every breakdown adds up to the totals."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from commerce import block_names, impact
from commerce.breakdowns import BREAKDOWNS
from commerce.impact import Window
from commerce.impact_days import over_time
from commerce.importing import import_orders
from commerce.links import links_for
from commerce.models import Campaign, Click
from commerce.placements import Placement
from products.models import Place
from tests.commerce.factories import csv_file, open_shop, order_row
from tests.factories import PlaceFactory, ProductFactory

CHINA = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def sales(shop, story_list):
    """Two products of two counties in two provinces, three links, orders over three days."""
    place = PlaceFactory(code="620102", name_zh="城关区", name_en="Chengguan")
    nuts = open_shop(story_list, "核桃", product=ProductFactory(photo=None, place=place), sku="900", net_grams=800)
    wechat = links_for(shop.story.pk, "wechat-oa", "wo", [("card-1", shop.offer.pk)])["card-1", shop.offer.pk]

    def row(day, buyer, code="", **fields):
        return order_row(orderTime=f"2026-11-{day:02d} 00:00:00", buyer=buyer, subUnionId=code, **fields)

    rows = [
        row(7, "a", shop.link.code),
        row(7, "b", wechat.code, skuNum="2", estimateCosPrice="55.55"),
        row(8, "a", wechat.code),
        row(8, "c", nuts.link.code, skuId="900", estimateCosPrice="19.90"),
        row(9, "d", skuId="900", estimateCosPrice="20.01"),
        row(9, "e", shop.link.code, skuNum="2", skuReturnNum="2"),
        row(9, "f", shop.link.code, validCode="3"),
    ]
    assert not import_orders(csv_file(rows), "a.csv", "jd").rejected
    # Bought first, sent back later: a sale and its reversal stand in the ledger.
    bought = row(8, "g", shop.link.code)
    import_orders(csv_file([bought]), "b.csv", "jd")
    sent_back = {"skuReturnNum": "1", "modifyTime": "2026-11-20 10:00:00"}
    import_orders(csv_file([bought | sent_back]), "c.csv", "jd")
    for link, day, flag in [(shop.link, 7, ""), (shop.link, 7, "bot"), (wechat, 7, ""), (nuts.link, 9, "")]:
        at = datetime(2026, 11, day, 0, 0, tzinfo=CHINA)
        Click.objects.create(link_id=link.code, at=at, visitor="0" * 16, flag=flag)
    return shop, nuts


TABLES = [impact.by_product, impact.by_county, impact.by_story, impact.by_channel, impact.by_day]


def test_totals(sales):
    figures = impact.totals()
    assert (figures.grams, figures.fen) == (21_600, 2800 + 5555 + 2800 + 1990 + 2001)
    # Who sent all back or cancelled is no buyer; who came twice is one.
    assert (figures.buyers, figures.orders, figures.clicks) == (4, 5, 3)
    assert (figures.kg, figures.yuan) == (Decimal("21.6"), Decimal("151.46"))


@pytest.mark.parametrize("breakdown", TABLES)
@pytest.mark.parametrize("window", [None, Window(date(2026, 11, 8), None), Window(None, date(2026, 11, 7))])
def test_each_breakdown_adds_up_to_the_totals(sales, breakdown, window):
    rows, figures = breakdown(window=window), impact.totals(window=window)
    for name in ("grams", "fen", "orders", "clicks"):
        assert sum(getattr(row.figures, name) for row in rows) == getattr(figures, name), name
    assert sum(row.figures.buyers for row in rows) >= figures.buyers


@pytest.mark.parametrize("breakdown", TABLES)
def test_each_row_is_the_total_of_its_filter(sales, breakdown):
    key_of = {
        impact.by_product: lambda row: {"product": row.subject},
        impact.by_county: lambda row: {"province": row.key},
        impact.by_story: lambda row: {"story": row.subject},
        impact.by_channel: lambda row: {"channel": row.key},
        impact.by_day: lambda row: {"window": Window(row.key, row.key)},
    }[breakdown]
    for row in breakdown():
        if row.key is not None:
            assert impact.totals(**key_of(row)) == row.figures


def test_rows_carry_their_subject_and_most_yuan_comes_first(sales):
    shop, nuts = sales
    products = impact.by_product()
    assert [row.subject for row in products] == [shop.product, nuts.product]
    assert [row.subject.name_en for row in impact.by_county()] == ["Baojing County", "Chengguan"]
    assert [(row.subject, row.figures.fen) for row in impact.by_story()] == [
        (shop.story, 11_155),
        (None, 2001),
        (nuts.story, 1990),
    ]
    assert [(row.key, row.figures.grams) for row in impact.by_channel()] == [
        ("wechat-oa", 15_000),
        ("web", 5800),
        ("", 800),
    ]
    assert [row.key for row in impact.by_day()] == [date(2026, 11, 7), date(2026, 11, 8), date(2026, 11, 9)]
    assert all(row.name("en") for rows in (products, impact.by_story(), impact.by_day()) for row in rows)


def test_days_are_days_in_china(sales):
    """The orders stand at midnight there, which is the day before in UTC."""
    assert impact.totals(window=Window(date(2026, 11, 6), date(2026, 11, 6))) == impact.Figures()
    assert impact.totals(window=Window(date(2026, 11, 9), date(2026, 11, 9))).fen == 2001


def test_filters_combine(sales):
    shop, nuts = sales
    assert impact.totals(product=nuts.product, channel="").fen == 2001
    assert impact.totals(province="430000", window=Window(date(2026, 11, 8), date(2026, 11, 8))).grams == 5000
    assert impact.totals(products=[shop.product, nuts.product]) == impact.totals()
    county, province = nuts.product.place, Place(code=nuts.product.place.province_code, level="province")
    assert impact.totals(place=county) == impact.totals(place=province) == impact.totals(province=province.code)
    assert impact.totals(place=county) == impact.totals(product=nuts.product)
    assert impact.totals(story=shop.story, channel="wechat-oa").fen == 8355


def test_nothing_is_nothing(db):
    assert impact.totals() == impact.Figures()
    assert all(breakdown() == [] for breakdown in TABLES)


@pytest.mark.parametrize("breakdown", TABLES)
def test_the_number_of_queries_does_not_grow(sales, breakdown, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        breakdown()
    with django_assert_max_num_queries(6):
        impact.totals()


def test_a_campaign_is_a_window_and_products(sales):
    shop, _nuts = sales
    campaign = Campaign.objects.create(
        key="two-days", name_zh="两天", name_en="Two days", starts=date(2026, 11, 7), ends=date(2026, 11, 8)
    )
    assert impact.campaign_figures(campaign).fen == 2800 + 5555 + 2800 + 1990
    campaign.products.add(shop.product)
    assert impact.campaign_figures(campaign).fen == 2800 + 5555 + 2800


def test_brand_shop_and_place_add_up_too(sales, shop):
    total = impact.totals()
    for rows in (impact.by_brand(), impact.by_shop(), impact.by_placement()):
        assert sum(row.figures.fen for row in rows) == total.fen
        assert sum(row.figures.grams for row in rows) == total.grams
    assert [row.key for row in impact.by_shop()] == ["jd"]
    assert [row.key for row in impact.by_brand()] == [None]
    assert {row.key for row in impact.by_placement(story=shop.story.pk)} == {"card-1"}


def test_figures_as_files(admin_client, sales, shop):
    from commerce.admin.impact_files import plain

    shop.story.title = "=1+1"
    shop.story.save()
    page = admin_client.get("/admin/impact/")
    assert page.status_code == 200
    text = admin_client.get("/admin/impact/?file=csv").content.decode("utf-8-sig")
    assert "'=1+1" in text
    assert "\n=1+1" not in text
    assert ",=1+1" not in text
    book = admin_client.get("/admin/impact/?file=xlsx&start=2026-11-07&end=2026-11-07")
    assert book.content.startswith(b"PK")
    assert [plain(text) for text in ("a", "-1", "@x", "\tx")] == ["a", "'-1", "'@x", "'\tx"]


def test_the_desk_narrows_breaks_down_and_compares(admin_client, sales, shop):
    shop, nuts = sales
    page = "/admin/impact/?"
    for query, fen in [
        (f"product={nuts.product.pk}", 3991),
        (f"place={nuts.product.place_id}", 3991),
        (f"place={nuts.product.place.province_code}", 0),
        (f"story={shop.story.pk}&channel=wechat-oa", 8355),
        ("channel=-", 2001),
        ("platform=jd&start=2026-11-08", 6791),
        (f"grower={shop.product.producer_id}", 11_155),
    ]:
        answer = admin_client.get(page + query)
        assert answer.status_code == 200
        if "0000" not in query:  # Not a place of ours: the form says so.
            assert answer.context["totals"].fen == fen, query
    compared = admin_client.get(f"{page}start=2026-11-08&end=2026-11-08&by=channel").context
    assert compared["before"].fen == 8355
    assert {row.key: before.fen for row, before in compared["table"].compared()} == {"wechat-oa": 5555, "web": 2800}
    assert [row.value for row in compared["bars"].rows] == ["28.00", "19.90"]
    text = admin_client.get(f"{page}by=shop&file=csv").content.decode("utf-8-sig")
    assert len(text.splitlines()) == 2


@pytest.mark.parametrize("key", BREAKDOWNS)
def test_every_breakdown_is_a_page_of_the_desk(admin_client, sales, key):
    answer = admin_client.get(f"/admin/impact/?by={key}&start=2026-11-01&end=2026-11-30")
    assert all(row.name("en") for row in answer.context["table"].rows)
    if key != "campaign":
        assert sum(row.figures.fen for row in answer.context["table"].rows) == impact.totals().fen


def test_places_in_stories_have_names(sales, monkeypatch):
    shop, _nuts = sales
    known = {shop.story.pk: {"card-1": Placement("card-1", "五千克装", number=2)}}
    monkeypatch.setattr(block_names, "placements_of", lambda stories: known)
    names = {row.key: row.name("en") for row in impact.by_block()}
    assert names[shop.story.pk, "card-1"] == f"{shop.story.title} · 2. 五千克装"
    assert [key for key in names if key[0] is None] == [(None, "")]


def test_campaigns_share_what_both_hold(sales, shop):
    shop, nuts = sales
    for key, products in (("all", []), ("nuts", [nuts.product])):
        campaign = Campaign.objects.create(
            key=key, name_zh=key, name_en=key, starts=date(2026, 11, 8), ends=date(2026, 11, 9)
        )
        campaign.products.set(products)
    assert {row.name(): row.figures.fen for row in impact.by_campaign()} == {"all": 6791, "nuts": 3991}
    assert {row.name(): row.figures.fen for row in impact.by_campaign(products=[shop.product])} == {"all": 2800}
    assert impact.by_campaign(window=Window(None, date(2026, 11, 7))) == []


def test_time_is_shown_in_parts_that_a_reader_can_tell_apart(sales):
    days = over_time()
    assert [(part.start.day, part.end.day, part.figures.fen) for part in days] == [
        (7, 7, 8355),
        (8, 8, 4790),
        (9, 9, 2001),
    ]
    assert [(part.start.day, part.end.day) for part in over_time(least_buyers=3)] == [(7, 9)]
    # The eighth is a Sunday.
    assert [(part.start.day, part.end.day, part.figures.buyers) for part in over_time(most=1)] == [(7, 8, 3), (9, 9, 1)]
    assert over_time(window=Window(None, date(2026, 1, 1))) == []


def test_what_was_given_back_and_what_clicks_brought(sales, shop):
    before = impact.totals().returned_fen
    again = [order_row(id="1", orderId="1", skuNum="2", estimateCosPrice="40.00", buyer="z")]
    assert not import_orders(csv_file(again), "b.csv", "jd").rejected
    back = [{**again[0], "skuReturnNum": "1", "modifyTime": "2026-11-09 10:05:00"}]
    assert not import_orders(csv_file(back), "c.csv", "jd").rejected
    after = impact.totals()
    assert after.returned_fen - before == 2000
    assert sum(row.figures.returned_fen for row in impact.by_product()) == after.returned_fen
    sold = after.fen + after.returned_fen
    assert after.refund_percent == (Decimal(100 * after.returned_fen) / sold).quantize(Decimal("0.1"))
    assert impact.Figures().refund_percent is None
    assert impact.Figures(orders=1, clicks=3).order_percent == Decimal("33.3")
    assert impact.Figures(orders=12_176, clicks=1).order_percent is None


def test_the_days_before():
    assert Window(date(2026, 11, 8), date(2026, 11, 10)).before() == Window(date(2026, 11, 5), date(2026, 11, 7))
    assert Window(date(2026, 11, 8), None).before() is None
    assert Window(date(1, 1, 1), date(1, 1, 2)).before() is None
