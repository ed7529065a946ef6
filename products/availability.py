"""Whether a product may be bought today: in season and not sold out. Its verification is asked elsewhere.

Out of season or sold out pauses the offers, not the story: readers learn why and when the next harvest is.
One shop that has sold out pauses its own offer alone: readers are shown the other shops.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from products.season import Grows, season_of

SOLD_OUT, OUT_OF_SEASON = "sold_out", "out_of_season"


@dataclass(frozen=True, slots=True)
class Pause:
    """Why offers rest. `next_month` (1–12) is the month in which the next harvest begins, None where unknown."""

    kind: str
    next_month: int | None


class InStock(Protocol):
    """What decides whether a shop has any left of its offer."""

    @property
    def net_grams(self) -> int: ...
    @property
    def stock_grams(self) -> int | None: ...


class InSeason(Grows, Protocol):
    """What decides whether a product may be bought today."""

    @property
    def sold_all_year(self) -> bool: ...
    @property
    def stock_grams(self) -> int | None: ...


def is_sold_out(offer: InStock) -> bool:
    """Whether what a shop has left no longer makes one unit. What nobody counted is not sold out."""
    return offer.stock_grams is not None and offer.stock_grams < offer.net_grams


def pause_of(product: InSeason, on: date | None = None) -> Pause | None:
    """Return why the product cannot be bought on the day `on` (default: today in China), or None.

    Sold out is only what somebody counted and orders used up (`products.stock`). What keeps all year is
    never out of season; nor is a product whose months nobody entered.
    """
    season = season_of(product, on)
    harvested_all_year = len(season.months) == 12
    next_month = product.season_start if season.months and not harvested_all_year else None
    if product.stock_grams is not None and product.stock_grams <= 0:
        return Pause(SOLD_OUT, next_month)
    if season.in_season is False and not product.sold_all_year:
        return Pause(OUT_OF_SEASON, next_month)
    return None
