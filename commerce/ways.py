"""Where a purchase link leads at this moment: one question to the database, no models built.

The hottest read of the program. Its SQL is written by hand: the ORM takes longer to write it anew
for every click than a database to answer it, and what it writes is three times as long. PostgreSQL takes
longer to plan it than to answer it, so each connection plans it once. Its values have names: Django rewrites a text with
places for SQLite at every call, which takes as long as the answer.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from weakref import WeakSet

from django.db import DatabaseError

from commerce.unavailable import KILLED, closing_reason
from products.models.offers import is_sold, target_of
from products.models.verification import holds

_QUESTION = """
SELECT o.id, o.platform, o.url, o.active, o.promotion_url, o.promotion_expires_on, o.sold_from, o.sold_until,
o.net_grams, o.stock_grams, p.season_start, p.season_end, p.sold_all_year, p.stock_grams, v.state, v.valid_until,
EXISTS (SELECT 1 FROM stories_storykill k WHERE k.story_id = l.story_id AND k.lifted_at IS NULL),
EXISTS (SELECT 1 FROM commerce_click c WHERE c.link_id = l.code AND c.visitor = %(visitor)s AND c.at > %(since)s)
FROM commerce_purchaselink l
JOIN products_offer o ON o.id = l.offer_id
JOIN products_product p ON p.id = o.product_id
LEFT JOIN products_verification v ON v.id = p.current_verification_id
WHERE l.code = %(code)s
"""


_PREPARE = "PREPARE purchase_way (text, timestamptz, text) AS " + _QUESTION % {
    "visitor": "$1",
    "since": "$2",
    "code": "$3",
}
_EXECUTE = "EXECUTE purchase_way (%(visitor)s, %(since)s, %(code)s)"
# Connections that have the plan.
_planned: WeakSet = WeakSet()


@dataclass(frozen=True, slots=True)
class Way:
    """`reason` says why nobody may be sent to `url` now, empty where somebody may. `repeat`: was here just now."""

    url: str
    platform: str
    reason: str
    repeat: bool


@dataclass(slots=True)
class _Verification:
    state: str
    valid_until: date | None

    def holds(self, on: date | None = None) -> bool:
        return holds(self.state, self.valid_until, on)


@dataclass(slots=True)
class _Product:
    season_start: int | None
    season_end: int | None
    sold_all_year: bool
    stock_grams: int | None
    current_verification: _Verification | None


@dataclass(slots=True)
class _Offer:
    pk: int
    platform: str
    url: str
    active: bool
    promotion_url: str
    promotion_expires_on: date | None
    sold_from: date | None
    sold_until: date | None
    net_grams: int
    stock_grams: int | None
    product: _Product

    def sold_on(self, day: date) -> bool:
        return is_sold(self.sold_from, self.sold_until, day)

    def target(self, day: date) -> str:
        return target_of(self.url, self.promotion_url, self.promotion_expires_on, day)


def way_of(database, cursor, code: str, on: date, visitor: str, since: Any) -> Way | None:
    """Return where the link leads on the day `on`, and whether `visitor` took it after `since` (as the database
    takes times); None for nobody's code. `cursor` is one of `database`'s, so that a click needs but one."""
    row = _answer_to(database, cursor, {"visitor": visitor, "since": since, "code": code})
    if row is None:
        return None
    *columns, start, end, all_year, grams, state, valid_until, killed, repeat = row
    verification = _Verification(state, valid_until) if state else None
    offer = _Offer(*columns, _Product(start, end, all_year, grams, verification))
    return Way(offer.target(on), offer.platform, KILLED if killed else closing_reason(offer, on), bool(repeat))


def _answer_to(database, cursor, values: dict[str, Any]) -> tuple | None:
    if database.vendor == "postgresql":
        try:
            return _planned_answer(database.connection, cursor, values)
        except DatabaseError:
            if database.in_atomic_block:
                raise
            # A pooler in between may lead to a server process that has no plan, or another's.
    cursor.execute(_QUESTION, values)
    return cursor.fetchone()


def _planned_answer(server, cursor, values: dict[str, Any]) -> tuple | None:
    if server not in _planned:
        cursor.execute(_PREPARE)
        _planned.add(server)
    cursor.execute(_EXECUTE, values)
    return cursor.fetchone()
