"""Impact: kilograms, buyers, orders, yuan and clicks, as sums over the ledger.

Every function takes the same filters and asks the database a fixed number of questions, however long
the ledger is. Grams and fen of any breakdown add up to the totals exactly; buyers and orders are
distinct within each figure, so those of a breakdown may add up to more.

A buyer or an order counts where something is left after returns. Clicks are those that were not
flagged. What an order does not say is not guessed: orders without one of our links stand under an
empty story and channel ("unattributed").
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from commerce.channel_names import channel_name
from commerce.models import Campaign, Click, EntryKind, EntryReason, LedgerEntry
from commerce.windows import Window
from products.models import Brand, Place, Platform, Product
from stories.models import StoryPage

__all__ = [
    "Figures",
    "Row",
    "Window",
    "by_brand",
    "by_channel",
    "by_county",
    "by_day",
    "by_placement",
    "by_product",
    "by_shop",
    "by_story",
    "campaign_figures",
    "totals",
]

_RETURNED = Q(kind=EntryKind.REVERSAL, reason__in=[EntryReason.RETURNED, EntryReason.REFUNDED])


@dataclass(frozen=True, slots=True)
class Figures:
    """`grams` and `fen` are integers after returns; `buyers` and `orders` are distinct.

    `returned_fen` is what was given back for returns, which `fen` no longer holds.
    """

    grams: int = 0
    buyers: int = 0
    orders: int = 0
    fen: int = 0
    clicks: int = 0
    returned_fen: int = 0

    @property
    def kg(self) -> Decimal:
        return Decimal(self.grams) / 1000

    @property
    def yuan(self) -> Decimal:
        return Decimal(self.fen) / 100

    @property
    def refund_percent(self) -> Decimal | None:
        """Of what was sold, how much was given back, with one place; None where nothing was sold."""
        return _percent(self.returned_fen, self.fen + self.returned_fen)

    @property
    def order_percent(self) -> Decimal | None:
        """Orders for a hundred clicks, with one place; None without a click."""
        return _percent(self.orders, self.clicks)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a breakdown. `key` is the product or story id, county code, channel key or day (empty or None:
    unattributed); `subject` the Product, Brand, Place, StoryPage, Platform, key or date itself."""

    key: Any
    subject: Any
    figures: Figures

    def name(self, language: str | None = None) -> str:
        """What to call it."""
        if not self.subject:
            return gettext("Unattributed")
        if isinstance(self.subject, StoryPage):
            return self.subject.title
        if isinstance(self.subject, date):
            return date_format(self.subject)
        if isinstance(self.subject, Platform):
            return str(self.subject.label)
        if isinstance(self.subject, str):
            return channel_name(self.subject)
        return self.subject.name(language)


@dataclass(frozen=True, slots=True)
class _Filters:
    """The same selection for ledger entries and for clicks."""

    window: Window | None = None
    product: Product | int | None = None
    products: Iterable[Product] | None = None
    story: StoryPage | int | None = None
    channel: str | None = None
    province: str | None = None
    place: Place | None = None

    def entries(self) -> QuerySet[LedgerEntry]:
        return LedgerEntry.objects.order_by().filter(
            **(self.window.days() if self.window else {}), **self._filters("product", "story", "channel", "place")
        )

    def clicks(self) -> QuerySet[Click]:
        return Click.objects.order_by().filter(
            flag="",
            **(self.window.moments() if self.window else {}),
            **self._filters("link__offer__product", "link__story", "link__channel", "link__offer__product__place"),
        )

    def _filters(self, product: str, story: str, channel: str, place: str) -> dict:
        wanted = {
            product: self.product,
            f"{product}__in": list(self.products) if self.products is not None else None,
            story: self.story,
            channel: self.channel,
            f"{place}__code__startswith": self._begins_with(),
        }
        return {name: value for name, value in wanted.items() if value is not None}

    def _begins_with(self) -> str | None:
        """The digits that the codes of all counties asked for begin with; the first two name the province."""
        if self.place is not None:
            return self.place.prefix
        return self.province[:2] if self.province else None


def totals(**filters) -> Figures:
    """Return the figures of everything that passes the filters.

    Filters, all optional: `window`, `product`, `products` (several), `story`, `channel` (key; an empty
    text for unattributed), `province` (GB/T 2260 code), `place` (it and all that lies in it). Four queries.
    """
    chosen = _Filters(**filters)
    sums = chosen.entries().aggregate(
        # First: the name of a sum hides the column of the same name from those after it.
        returned=Sum("fen", filter=_RETURNED, default=0),
        grams=Sum("grams", default=0),
        fen=Sum("fen", default=0),
    )
    return Figures(
        grams=sums["grams"],
        fen=sums["fen"],
        buyers=_left(chosen.entries(), "buyer").count(),
        orders=_left(chosen.entries(), "platform", "order_id").count(),
        clicks=chosen.clicks().count(),
        returned_fen=-sums["returned"],
    )


def campaign_figures(campaign: Campaign) -> Figures:
    """Return the totals of a campaign's days and products (all products where it names none)."""
    products = list(campaign.products.all())
    return totals(window=campaign.window, products=products or None)


def by_product(**filters) -> list[Row]:
    """Return a row for each product, most yuan first. Filters as for `totals`; five queries."""
    groups = _grouped(_Filters(**filters), "product_id", "link__offer__product_id")
    return _rows(groups, Product.objects.select_related("place").in_bulk(groups))


def by_county(**filters) -> list[Row]:
    """Return a row for each county, most yuan first. Filters as for `totals`; five queries."""
    groups = _grouped(_Filters(**filters), "place_id", "link__offer__product__place_id")
    return _rows(groups, Place.objects.select_related("parent").in_bulk(groups))


def by_story(**filters) -> list[Row]:
    """Return a row for each story and one for unattributed orders, most yuan first. Five queries."""
    groups = _grouped(_Filters(**filters), "story_id", "link__story_id")
    return _rows(groups, StoryPage.objects.select_related("locale").in_bulk([key for key in groups if key is not None]))


def by_channel(**filters) -> list[Row]:
    """Return a row for each channel key and one for unattributed orders, most yuan first. Four queries."""
    groups = _grouped(_Filters(**filters), "channel", "link__channel")
    return _rows(groups, {key: key for key in groups})


def by_brand(**filters) -> list[Row]:
    """Return a row for each village brand and one for products without, most yuan first. Five queries."""
    groups = _grouped(_Filters(**filters), "product__brand_id", "link__offer__product__brand_id")
    brands: dict = Brand.objects.in_bulk([key for key in groups if key is not None])
    return _rows(groups, brands | {None: gettext("Without a brand")})


def by_shop(**filters) -> list[Row]:
    """Return a row for each shop, most yuan first. Four queries."""
    groups = _grouped(_Filters(**filters), "platform", "link__offer__platform")
    return _rows(groups, {key: Platform(key) for key in groups})


def by_placement(**filters) -> list[Row]:
    """Return a row for each place in a story (a block's id), most yuan first; meant with `story`. Four queries."""
    groups = _grouped(_Filters(**filters), "placement", "link__placement")
    return _rows(groups, {key: key for key in groups})


def by_day(**filters) -> list[Row]:
    """Return a row for each day in China on which anything happened, in order. Four queries."""
    groups = _grouped(_Filters(**filters), "day", TruncDate("at", tzinfo=timezone.get_default_timezone()))
    return sorted(_rows(groups, {day: day for day in groups}), key=lambda row: row.key)


def _percent(part: int, whole: int) -> Decimal | None:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole > 0 else None


def _rows(groups: dict[Any, Figures], subjects: dict) -> list[Row]:
    rows = [Row(key, subjects.get(key), figures) for key, figures in groups.items()]
    return sorted(rows, key=lambda row: (-row.figures.fen, -row.figures.clicks, str(row.key)))


def _grouped(chosen: _Filters, column: str, click_column) -> dict[Any, Figures]:
    entries = chosen.entries()
    parts: dict[Any, dict[str, int]] = {}
    sums = entries.values_list(column).annotate(
        Sum("grams"), Sum("fen"), returned=Sum("fen", filter=_RETURNED, default=0)
    )
    for key, grams, fen, returned in sums:
        parts.setdefault(key, {}).update(grams=grams, fen=fen, returned_fen=-returned)
    for name, people in (("buyers", ("buyer",)), ("orders", ("platform", "order_id"))):
        for key, count in _count_left(entries, column, people):
            parts.setdefault(key, {})[name] = count
    for key, count in chosen.clicks().values_list(click_column).annotate(Count("id")):
        parts.setdefault(key, {})["clicks"] = count
    return {key: Figures(**figures) for key, figures in parts.items()}


def _left(entries: QuerySet[LedgerEntry], *columns: str) -> QuerySet:
    """Group by `columns` and keep the groups with something left after returns."""
    return entries.values(*columns).annotate(left=Sum("units")).filter(left__gt=0)


def _count_left(entries: QuerySet[LedgerEntry], column: str, people: tuple[str, ...]) -> list[tuple[Any, int]]:
    """Count those groups by `column`. The ORM has no grouping of a grouped query, so that its SQL is wrapped."""
    groups = _left(entries, column, *people).values_list(column, *people, "left")
    sql, parameters = groups.query.sql_with_params()
    alias = connection.ops.quote_name
    inner = f"{alias('groups')}.{alias('key')}"
    names = ", ".join(alias(name) for name in ("key", *(f"part{number}" for number in range(len(people))), "left"))
    statement = (
        f"WITH {alias('groups')} ({names}) AS ({sql}) SELECT {inner}, COUNT(*) FROM {alias('groups')} GROUP BY {inner}"  # noqa: S608
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        # SQLite answers days as text where the ORM does not ask.
        read = LedgerEntry._meta.get_field(column).to_python if column == "day" else lambda key: key
        return [(read(key), count) for key, count in cursor.fetchall()]
