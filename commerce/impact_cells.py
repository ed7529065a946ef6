"""Impact by several dimensions at once: what a product sold on a channel, what a place in a story sold on it.

The rules of counting are those of `commerce.impact`. Four questions to the database, however many cells.
"""

from collections.abc import Sequence

from django.db.models import Count, F, QuerySet, Sum, Window

from commerce import windows
from commerce.impact import Figures
from commerce.models import Click, LedgerEntry
from commerce.rollups.cells import RETURNED

# A column of the ledger, and the way to it from a click.
COLUMNS = {
    "product_id": "link__offer__product_id",
    "story_id": "link__story_id",
    "channel": "link__channel",
    "placement": "link__placement",
    "line__offer_id": "link__offer_id",
}
Cells = dict[tuple, Figures]


def cells(
    *dimensions: str,
    window: windows.Window | None = None,
    stories: QuerySet | Sequence[int] | None = None,
    products: QuerySet | Sequence[int] | None = None,
    offers: Sequence[int] | None = None,
) -> Cells:
    """Return the figures by the values of `dimensions`, which are keys of `COLUMNS`; empty cells are left out.

    `stories`, `products` and `offers` are ids, or queries of ids; without them everything counts.
    """
    chosen = {"story_id__in": stories, "product_id__in": products, "line__offer_id__in": offers}
    wanted = {name: ids for name, ids in chosen.items() if ids is not None}
    entries = LedgerEntry.objects.order_by().filter(**wanted, **(window.days() if window else {}))
    clicks = Click.objects.order_by().filter(
        flag="",
        **{f"{COLUMNS[name.removesuffix('__in')]}__in": ids for name, ids in wanted.items()},
        **(window.moments() if window else {}),
    )
    found: dict[tuple, dict[str, int]] = {}
    # First: the name of a sum hides the column of the same name from those after it.
    sums = entries.values_list(*dimensions).annotate(
        returned=Sum("fen", filter=RETURNED, default=0), kept_grams=Sum("grams"), kept_fen=Sum("fen")
    )
    for *key, returned, grams, fen in sums:
        found.setdefault(tuple(key), {}).update(grams=grams, fen=fen, returned_fen=-returned)
    for name, people in (("buyers", ("buyer",)), ("orders", ("platform", "order_id"))):
        for *key, count in _left(entries, dimensions, people):
            found.setdefault(tuple(key), {})[name] = count
    ways = [COLUMNS[name] for name in dimensions]
    for *key, count in clicks.values_list(*ways).annotate(Count("id")):
        found.setdefault(tuple(key), {})["clicks"] = count
    return {key: Figures(**figures) for key, figures in found.items()}


def _left(entries: QuerySet[LedgerEntry], dimensions: tuple[str, ...], people: tuple[str, ...]) -> QuerySet:
    """Rows of `dimensions` and how many of `people` have something left there after returns."""
    groups = entries.values(*dimensions, *people).annotate(left=Sum("units")).filter(left__gt=0)
    # The ORM has no grouping of a grouped query; a window over the groups counts them just as well.
    counted = groups.annotate(number=Window(Count("*"), partition_by=[F(name) for name in dimensions]))
    return counted.values_list(*dimensions, "number").distinct()
