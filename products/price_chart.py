"""What an offer has cost over time: rows for a table, and a line to draw beside it.

A price holds until the next one, so the line goes in steps. It is drawn in fractions of the picture, so that a
template only writes them down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from products.models import Offer

# The drawing's own units; the page scales it. Below and above the line some air is left.
WIDTH, HEIGHT, AIR = 240, 90, 10


@dataclass(frozen=True, slots=True)
class Price:
    """From `since` on. Yuan for one unit and for a kilogram; `change` is in yuan a unit, None for the first."""

    since: datetime
    yuan: Decimal
    yuan_per_kg: Decimal
    net_grams: int
    change: Decimal | None


@dataclass(frozen=True, slots=True)
class Chart:
    """`points` are those of an SVG polyline; `low` and `high` are yuan and where they stand, from the top."""

    points: str
    low: Decimal
    high: Decimal
    low_at: int
    high_at: int
    first: datetime
    last: datetime
    count: int
    width: int = WIDTH
    height: int = HEIGHT


def price_rows(offer: Offer) -> list[Price]:
    """Return what the offer has cost, oldest first. One query."""
    rows: list[Price] = []
    for fen, grams, since in offer.prices.order_by("since", "id").values_list("price_fen", "net_grams", "since"):
        yuan = Decimal(fen).scaleb(-2)
        per_kg = (yuan * 1000 / grams).quantize(Decimal("0.01"))
        rows.append(Price(since, yuan, per_kg, grams, yuan - rows[-1].yuan if rows else None))
    return rows


def chart_of(prices: Sequence[Price], until: datetime) -> Chart | None:
    """Return the line from the first price to `until`; None where there is nothing to compare."""
    if len(prices) < 2:
        return None
    first = prices[0].since
    last = max(until, prices[-1].since)
    low, high = min(price.yuan for price in prices), max(price.yuan for price in prices)

    def across(moment: datetime) -> int:
        return round(WIDTH * ((moment - first) / (last - first))) if last > first else 0

    def down(yuan: Decimal) -> int:
        share = (high - yuan) / (high - low) if high > low else Decimal("0.5")
        return round(AIR + (HEIGHT - 2 * AIR) * share)

    corners = []
    for price, after in zip(prices, [*prices[1:], None], strict=True):
        corners += [(across(price.since), down(price.yuan)), (across(after.since if after else last), down(price.yuan))]
    points = " ".join(f"{x},{y}" for x, y in corners)
    return Chart(points, low, high, down(low), down(high), first, last, len(prices))
