"""When a product is harvested."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Protocol

from django.db.models import F, Q
from django.utils import timezone


@dataclass(frozen=True)
class Season:
    """`months` are 1–12 in order of harvest; `next_start` is the month of the next harvest while out of season.

    `in_season` is None where the months are not known.
    """

    in_season: bool | None
    months: tuple[int, ...]
    next_start: int | None


class Grows(Protocol):
    """What has a season: a `Product`, or the two columns alone. Months are 1–12."""

    @property
    def season_start(self) -> int | None: ...
    @property
    def season_end(self) -> int | None: ...


def season_of(product: Grows, on: date | None = None) -> Season:
    """The season on the day `on` (default: today in China). November to January runs over New Year."""
    start, end = product.season_start, product.season_end
    if not start or not end:
        return Season(None, (), None)
    months = _months(start, end)
    in_season = (on or timezone.localdate()).month in months
    return Season(in_season, months, None if in_season else start)


@cache
def _months(start: int, end: int) -> tuple[int, ...]:
    return tuple((start - 1 + offset) % 12 + 1 for offset in range((end - start) % 12 + 1))


def harvested_in(month: int, product: str = "product__") -> Q:
    """Of rows with a product behind the look-up `product`: those in harvest in `month` (1–12); a season may run over
    New Year."""
    start, end = f"{product}season_start", f"{product}season_end"
    begun, not_over = Q(**{f"{start}__lte": month}), Q(**{f"{end}__gte": month})
    return (begun & not_over) | (Q(**{f"{start}__gt": F(end)}) & (begun | not_over))
