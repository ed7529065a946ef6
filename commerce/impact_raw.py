"""The figures summed straight from ledger and clicks: what the roll-ups are checked against.

A buyer or an order counts where something is left after returns. Slow over a long ledger; no page asks here.
"""

from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from commerce.figures import Figures
from commerce.impact_filters import OF_LINK, Filters
from commerce.models import Click, LedgerEntry
from commerce.rollups.cells import RETURNED


def totals(**filters) -> Figures:
    """Return the figures of everything that passes the filters. Four queries."""
    chosen = Filters(**filters)
    sums = _entries(chosen).aggregate(
        # First: the name of a sum hides the column of the same name from those after it.
        returned=Sum("fen", filter=RETURNED, default=0),
        grams=Sum("grams", default=0),
        fen=Sum("fen", default=0),
    )
    return Figures(
        grams=sums["grams"],
        fen=sums["fen"],
        buyers=_left(_entries(chosen), "buyer").count(),
        orders=_left(_entries(chosen), "platform", "order_id").count(),
        clicks=_clicks(chosen).count(),
        returned_fen=-sums["returned"],
    )


def figures_by(column: str, **filters) -> dict[Any, Figures]:
    """Return figures by a column of the ledger, or what its product, story and so on lead to. Four queries."""
    chosen = Filters(**filters)
    entries = _entries(chosen)
    parts: dict[Any, dict[str, int]] = {}
    sums = entries.values_list(column).annotate(
        Sum("grams"), Sum("fen"), returned=Sum("fen", filter=RETURNED, default=0)
    )
    for key, grams, fen, returned in sums:
        parts.setdefault(key, {}).update(grams=grams, fen=fen, returned_fen=-returned)
    for name, people in (("buyers", ("buyer",)), ("orders", ("platform", "order_id"))):
        for key, count in _count_left(entries, column, people):
            parts.setdefault(key, {})[name] = count
    for key, count in _clicks(chosen).values_list(_of_click(column)).annotate(Count("id")):
        parts.setdefault(key, {})["clicks"] = count
    return {key: Figures(**figures) for key, figures in parts.items()}


def _of_click(column: str):
    if column == "day":
        return TruncDate("at", tzinfo=timezone.get_default_timezone())
    # `product__brand_id` is what the link's `offer__product__brand_id` leads to.
    first, _, rest = column.partition("__")
    return f"link__{OF_LINK[f'{first}_id'].removesuffix('_id')}__{rest}" if rest else f"link__{OF_LINK[column]}"


def _entries(chosen: Filters) -> QuerySet[LedgerEntry]:
    days = chosen.window.days() if chosen.window else {}
    return LedgerEntry.objects.order_by().filter(chosen.of_entries(), **days)


def _clicks(chosen: Filters) -> QuerySet[Click]:
    moments = chosen.window.moments() if chosen.window else {}
    return Click.objects.order_by().filter(chosen.of_clicks(), flag="", **moments)


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
