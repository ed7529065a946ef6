"""Roll-ups say what the ledger says, to the fen and the buyer, whatever happens in which order."""

import random
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commerce import impact, impact_raw
from commerce.importing import undoing
from commerce.links import links_for
from commerce.models import (
    Click,
    ClickRollUp,
    ImportState,
    LedgerEntry,
    Level,
    OrderImport,
    OrderLine,
    PurchaseLink,
    RollUp,
    RollUpMark,
)
from commerce.rollups import checking, making
from commerce.rollups.click_rolling import roll_up_clicks
from commerce.rollups.making import roll_up
from commerce.rollups.periods import after, cover, parts, start_of, stretches
from commerce.windows import Window
from products.models import Brand
from tests.commerce.factories import open_shop, order_row
from tests.commerce.lines import take
from tests.factories import PlaceFactory, ProductFactory, UserFactory

CHINA = ZoneInfo("Asia/Shanghai")
DAYS = ["2025-12-31", "2026-01-01", "2026-01-15", "2026-02-01", "2026-02-02", "2026-02-28", "2026-03-01"]
WINDOWS = [*DAYS, "2025-01-01", "2026-01-31", "2026-12-31", None]
COLUMNS = {
    impact.by_product: "product_id",
    impact.by_brand: "product__brand_id",
    impact.by_grower: "product__producer_id",
    impact.by_county: "place_id",
    impact.by_story: "story_id",
    impact.by_author: "story__authors",
    impact.by_placement: "placement",
    impact.by_channel: "channel",
    impact.by_shop: "platform",
    impact.by_day: "day",
}


@pytest.fixture
def shops(shop, story_list):
    """Two products of two provinces, one with a brand; two stories, one with two authors; three links."""
    place = PlaceFactory(code="620102", name_zh="城关区", name_en="Chengguan")
    other = ProductFactory(photo=None, place=place)
    other.brand = Brand.objects.create(slug="b", name_zh="牌", name_en="Brand", owner=other.producer)
    other.save()
    nuts = open_shop(story_list, "核桃", product=other, sku="900", net_grams=800)
    shop.story.authors = [UserFactory(), UserFactory()]
    shop.story.save()
    links_for(shop.story.pk, "wechat-oa", "wo", [("card-2", shop.offer.pk)])
    return shop, nuts


def agree(**filters) -> None:
    """Every breakdown and the totals are what the ledger says."""
    assert impact.totals(**filters) == impact_raw.totals(**filters)
    for breakdown, column in COLUMNS.items():
        rows = breakdown(**filters)
        assert {row.key: row.figures for row in rows} == impact_raw.figures_by(column, **filters), column
        assert len(rows) == len({row.key for row in rows})
    for row in impact.by_province(**filters):
        assert "province" in filters or row.figures == impact_raw.totals(**filters | {"province": row.key})


def forget_all() -> None:
    for model in (LedgerEntry, OrderLine, OrderImport, Click, RollUp, ClickRollUp, RollUpMark):
        model.objects.all().delete()


ROWS = st.fixed_dictionaries(
    {
        "line": st.integers(1, 6),
        "day": st.sampled_from(DAYS),
        "sku": st.sampled_from(["777000000005", "900", "unknown"]),
        "link": st.integers(0, 3),
        "number": st.integers(1, 3),
        "back": st.integers(0, 3),
        "state": st.sampled_from(["15", "16", "16", "17", "3"]),
        "minute": st.integers(0, 9),
    }
)
STEPS = st.one_of(
    st.tuples(st.just("take"), st.lists(ROWS, min_size=1, max_size=6)),
    st.tuples(st.just("click"), st.tuples(st.integers(0, 2), st.sampled_from(DAYS), st.sampled_from(["", "", "bot"]))),
    st.tuples(st.just("undo"), st.integers(0, 3)),
    st.tuples(st.just("roll"), st.booleans()),
)


def row_of(fields: dict, codes: list[str]) -> dict:
    line = fields["line"]
    return order_row(
        id=str(line),
        orderId=str(line // 2),
        buyer=f"jd_{line // 3}",
        skuId=fields["sku"],
        orderTime=f"{fields['day']} 00:30:00",
        modifyTime=f"2026-03-08 10:0{fields['minute']}:00",
        skuNum=str(fields["number"]),
        skuReturnNum=str(min(fields["back"], fields["number"])),
        validCode=fields["state"],
        actualCosPrice="28.00",
        subUnionId=[*codes, ""][fields["link"]],
    )


def carry_out(what: str, given, codes: list[str]) -> None:
    if what == "take":
        take(*(row_of(fields, codes) for fields in given), name=f"{random.random()}.csv")
    elif what == "click":
        number, day, flag = given
        at = datetime.fromisoformat(day).replace(tzinfo=CHINA) + timedelta(hours=7 * number)
        Click.objects.create(link_id=codes[number], at=at, visitor="0" * 16, flag=flag)
    elif what == "undo":
        done = list(OrderImport.objects.filter(state=ImportState.DONE))
        if given < len(done):
            undoing.undo(done[given])
    else:
        roll_up(rested=given)
        roll_up_clicks()


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    steps=st.lists(STEPS, min_size=2, max_size=10),
    ends=st.tuples(st.sampled_from(WINDOWS), st.sampled_from(WINDOWS)),
)
def test_whatever_happens_roll_ups_are_the_ledger(shops, steps, ends):
    forget_all()
    shop, nuts = shops
    codes = list(PurchaseLink.objects.order_by("code").values_list("code", flat=True))
    for what, given_ in steps:
        carry_out(what, given_, codes)
    window = Window(*(end and date.fromisoformat(end) for end in ends))
    for filters in (
        {"window": window},
        {"window": window, "products": [nuts.product]},
        {"window": window, "story": shop.story, "channel": "wechat-oa"},
        {"window": window, "author": shop.story.authors.all()[0], "province": "430000"},
        {"window": window, "brand": nuts.product.brand, "platform": "jd"},
        {"window": window, "grower": shop.product.producer},
    ):
        agree(**filters)
    assert checking.differences() == []
    roll_up(rested=False)
    agree(window=window)
    assert checking.differences() == []


@pytest.fixture
def rolled(shops):
    """Orders and clicks of three months, rolled up."""
    codes = list(PurchaseLink.objects.order_by("code").values_list("code", flat=True))
    for number, day in enumerate(DAYS):
        fields = {"line": number, "day": day, "sku": "900", "link": number % 4, "number": 2, "back": 0, "minute": 0}
        take(row_of(fields | {"state": "16"}, codes), name=f"{number}.csv")
        carry_out("click", (number % 3, day, ""), codes)
    call_command("roll_up_impact", "--now")
    return codes


def test_what_is_rolled_up_is_not_summed_again(rolled, django_assert_max_num_queries):
    """All entries lie under the marks, so that no page asks the ledger for more than what is newer."""
    with django_assert_max_num_queries(5) as asked:
        assert impact.totals(window=Window(date(2025, 12, 31), date(2026, 3, 1))).orders == 4
    of_ledger = [query["sql"] for query in asked if "commerce_ledgerentry" in query["sql"]]
    assert len(of_ledger) == 1
    assert '"id" >' in of_ledger[0]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by how many rows there are")
def test_clicks_of_a_window_are_looked_for_by_what_is_newer(rolled, django_assert_max_num_queries):
    """By the moment, all that is rolled up would be gone through for the few that are not."""
    with django_assert_max_num_queries(5) as asked:
        impact.totals(window=Window(date(2025, 12, 31), date(2026, 3, 1)))
    (of_clicks,) = [query["sql"] for query in asked if '"commerce_click"' in query["sql"]]
    with connection.cursor() as cursor:
        plan = [step for *_numbers, step in cursor.execute(f"EXPLAIN QUERY PLAN {of_clicks}").fetchall()]
    assert "SEARCH commerce_click USING INTEGER PRIMARY KEY (rowid>?)" in plan


def test_a_late_row_is_seen_at_once_and_rolled_up_later(rolled):
    before = impact.totals()
    take(order_row(orderTime=f"{DAYS[2]} 10:00:00", buyer="late"), name="late.csv")
    assert impact.totals().orders == before.orders + 1
    agree()
    assert roll_up() == 1  # The day; its month and year rest.
    agree()
    assert roll_up(rested=False) == 2
    assert roll_up(rested=False) == 0
    agree()


def test_one_worker_at_a_time(rolled):
    take(order_row(orderTime=f"{DAYS[2]} 10:00:00"), name="late.csv")
    mark = RollUpMark.objects.get(name=Level.DAY)
    mark.lease_owner, mark.lease_until = "another", datetime.now(CHINA) + timedelta(minutes=1)
    mark.save()
    assert roll_up(rested=False) == 0
    with pytest.raises(making.LeaseLost):
        making.write(Level.DAY, date(2026, 1, 15), {}, "mine")
    RollUpMark.objects.update(lease_until=datetime.now(CHINA) - timedelta(minutes=1))
    assert roll_up(rested=False) == 3
    agree()


def test_differences_are_found_said_and_healed(rolled, capsys):
    RollUp.objects.filter(grouping="product", level="month").first().delete()
    wrong = RollUp.objects.filter(grouping="total", level="day", start=DAYS[2]).get()
    RollUp.objects.filter(pk=wrong.pk).update(fen=wrong.fen + 1)
    ClickRollUp.objects.filter(grouping="total", level="year").update(clicks=99)
    twice = ClickRollUp.objects.filter(grouping="offer", level="day", start=DAYS[0]).get()
    twice.pk = None
    twice.save()
    found = checking.differences()
    assert any(f"total day {DAYS[2]}" in line and f"{wrong.fen + 1}" in line for line in found)
    assert any("product month" in line for line in found)
    assert any("clicks total year" in line and "99" in line for line in found)
    assert any(f"clicks offer day {DAYS[0]}" in line and "2, not 1" in line for line in found)
    call_command("check_impact", "--dry-run")
    assert checking.differences() == found
    call_command("check_impact")
    assert f"total day {DAYS[2]}" in capsys.readouterr().out
    assert checking.differences() == []
    agree()


def test_a_span_is_what_its_parts_are():
    for level, start in ((Level.YEAR, date(2024, 1, 1)), (Level.MONTH, date(2024, 2, 1))):
        days = [start]
        while len(days) < (after(level, start) - start).days:
            days.append(days[-1] + timedelta(days=1))
        assert {start_of(level, day) for day in days} == {start}
        made = list(parts(level, start))
        assert made[0] == start
        assert len(made) == (12 if level == Level.YEAR else 29)


@settings(max_examples=200)
@given(
    first=st.none() | st.dates(date(2023, 1, 1), date(2026, 12, 31)),
    last=st.none() | st.dates(date(2023, 1, 1), date(2026, 12, 31)),
    unrolled=st.sets(st.dates(date(2024, 1, 1), date(2025, 12, 31)), max_size=3),
)
def test_a_window_is_covered_once(first, last, unrolled):
    window, years = Window(first, last), {date(2024, 1, 1), date(2025, 1, 1)}
    wanted = [
        day
        for number in range(731)
        if (first or date.min) <= (day := date(2024, 1, 1) + timedelta(days=number)) <= (last or date.max)
    ]
    lacking = {level: {start_of(level, day) for day in unrolled} for level in Level}
    found = cover(window, years, list(Level), lacking)
    spans = [(level, start) for level, starts in found.spans.items() for start in starts]
    covered = [*found.days, *(day for span in spans for day in _days(*span))]
    assert sorted(covered) == wanted
    assert unrolled.isdisjoint(day for span in spans for day in _days(*span))
    assert set(found.days) <= unrolled
    runs = [run for run in stretches(window, list(Level)) if run[1] is None or run[2] is None or run[1] < run[2]]
    held = [
        day
        for level, begin, stop in runs
        for year in years
        for start in (_starts(level, year))
        if (begin or date.min) <= start < (stop or date.max)
        for day in _days(level, start)
    ]
    assert sorted(held) == wanted


def _days(level: str, start: date) -> list[date]:
    return [start + timedelta(days=number) for number in range((after(level, start) - start).days)]


def _starts(level: str, year: date) -> list[date]:
    return sorted({start_of(level, day) for day in _days(Level.YEAR, year)})
