"""The line of an offer's prices: steps that stay inside the drawing."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from products.price_chart import HEIGHT, WIDTH, Price, chart_of

START = datetime(2026, 1, 1, tzinfo=UTC)


def prices(*steps: tuple[int, int]) -> list[Price]:
    """(days after the first, fen)."""
    return [
        Price(START + timedelta(days=day), Decimal(fen).scaleb(-2), Decimal(1), 1000, None)
        for day, fen in sorted(steps)
    ]


def points(chart) -> list[tuple[int, int]]:
    return [tuple(map(int, point.split(","))) for point in chart.points.split()]


def test_a_price_holds_until_the_next():
    chart = chart_of(prices((0, 2800), (5, 3200)), START + timedelta(days=10))
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points(chart)
    assert (x0, x1, x2, x3) == (0, WIDTH // 2, WIDTH // 2, WIDTH)
    assert y0 == y1 == chart.low_at > y2 == y3 == chart.high_at
    assert (chart.low, chart.high) == (Decimal("28.00"), Decimal("32.00"))


def test_one_price_is_no_line():
    assert chart_of(prices((0, 2800)), START) is None
    assert chart_of([], START) is None


@given(st.lists(st.tuples(st.integers(0, 3_000), st.integers(1, 10**7)), min_size=2, max_size=8), st.integers(0, 4_000))
def test_every_point_lies_in_the_drawing_and_time_goes_right(steps, until):
    found = points(chart_of(prices(*steps), START + timedelta(days=until)))
    assert len(found) == 2 * len(steps)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in found)
    assert [x for x, _y in found] == sorted(x for x, _y in found)
