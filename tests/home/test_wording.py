"""Numbers, months and drawings."""

import re
from datetime import date
from math import tau

import pytest
from django.utils import translation

from home import drawings, wording


@pytest.mark.parametrize(("grams", "text"), [(49_960_000, "49,960"), (1_250, "1.25"), (0, "0"), (-500, "-0.5")])
def test_kilograms(grams, text):
    assert wording.grams_as_kg(grams) == text


@pytest.mark.parametrize(
    ("fen", "price", "account"), [(2800, "28", "28.00"), (560, "5.6", "5.60"), (28_000_000, "280,000", "280,000.00")]
)
def test_yuan(fen, price, account):
    assert wording.fen_as_price(fen) == price
    assert wording.fen_as_yuan(fen) == account


def test_price_of_a_kilogram_rounds_half_up():
    assert wording.fen_per_kg(2800, 5000) == 560
    assert wording.fen_per_kg(1, 2000) == 1


def test_days_follow_the_language():
    with translation.override("en"):
        assert wording.day(date(2027, 4, 30)) == "30 April 2027"
    with translation.override("zh-hans"):
        assert wording.day(date(2027, 4, 30)) == "2027年4月30日"


def test_months_run_over_new_year():
    with translation.override("en"):
        assert wording.months((11, 12, 1)) == "November to January"
        assert wording.months((6,)) == "June"
        assert wording.months(tuple(range(1, 13))) == "all year"
        assert wording.months(()) == ""


def test_the_ring_lights_the_months_of_harvest():
    ring = drawings.season_ring((11, 12, 1), 11, "Harvest")
    lit = re.search(r'class="ring__harvest".*?stroke-dasharray="([^"]+)"', ring)[1]
    lengths = [float(length) for length in lit.split()]
    # Three months and the gaps between them, then nothing for nine; all of it once around.
    assert len(lengths) == 6
    assert lengths[0] == lengths[2] == lengths[4]
    assert sum(lengths) == pytest.approx(tau * drawings.RADIUS, abs=0.05)
    assert lengths[5] == pytest.approx(sum(lengths) * 9.14 / 12, abs=0.05)
    assert "rotate(212.1" in ring
    assert drawings.season_ring((), 1, "x") == ""


@pytest.mark.parametrize(
    ("start", "end", "chinese", "english"),
    [
        (date(2026, 11, 7), date(2026, 11, 8), "2026年11月7日至8日", "7–8 November 2026"),
        (date(2026, 10, 30), date(2026, 11, 8), "2026年10月30日至11月8日", "30 October – 8 November 2026"),
        (date(2025, 12, 31), date(2026, 1, 1), "2025年12月31日至2026年1月1日", "31 December 2025 – 1 January 2026"),
        (date(2026, 11, 7), date(2026, 11, 7), "2026年11月7日", "7 November 2026"),
    ],
)
def test_a_span_of_days_says_the_year_once(start, end, chinese, english):
    with translation.override("zh-hans"):
        assert wording.days(start, end) == chinese
    with translation.override("en"):
        assert wording.days(start, end) == english


def test_a_span_of_days_may_be_open():
    with translation.override("en"):
        assert wording.days(date(2026, 11, 7), None) == "Since 7 November 2026"
        assert wording.days(None, date(2026, 11, 8)) == "Until 8 November 2026"
        assert wording.days(None, None) == ""
