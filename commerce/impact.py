"""Impact: kilograms, buyers, orders, yuan and clicks, as sums over the ledger.

Every function takes the same filters (`commerce.impact_filters`) and asks the database a fixed number of questions. What
is rolled up is not summed again, so that a year is as quick as a day; the figures are those of the ledger to the fen and
the buyer (`commerce.impact_raw`).

Grams and fen of any breakdown add up to the totals exactly, but for authors and campaigns, who may share a sale; buyers
and orders are distinct within each figure, so those of a breakdown may add up to more.

A buyer or an order counts where something is left after returns. Clicks are those that were not
flagged. What an order does not say is not guessed: orders without one of our links stand under an
empty story and channel ("unattributed").
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from commerce.block_names import blocks
from commerce.figures import Figures, Row
from commerce.impact_filters import Filters
from commerce.models import Campaign
from commerce.rollups import reading
from commerce.rollups.cells import Cell, Key, merged
from commerce.windows import Window
from products.models import Brand, Organisation, Place, Platform, Product, User
from stories.models import StoryPage

__all__ = [
    "Figures",
    "Row",
    "Window",
    "by_author",
    "by_block",
    "by_brand",
    "by_campaign",
    "by_channel",
    "by_county",
    "by_day",
    "by_grower",
    "by_placement",
    "by_product",
    "by_province",
    "by_shop",
    "by_story",
    "campaign_figures",
    "totals",
]


def totals(**filters) -> Figures:
    """Return the figures of everything that passes the filters, all optional. Six queries."""
    return _totals(Filters(**filters), reading.state())


def campaign_figures(campaign: Campaign) -> Figures:
    """Return the totals of a campaign's days and products (all products where it names none)."""
    products = list(campaign.products.all())
    return totals(window=campaign.window, products=products or None)


def by_product(**filters) -> list[Row]:
    """Return a row for each product, most yuan first. Seven queries."""
    groups = _grouped(filters, "product_id")
    return _rows(groups, Product.objects.select_related("place").in_bulk(groups))


def by_brand(**filters) -> list[Row]:
    """Return a row for each village brand and one for products without, most yuan first. Eight queries."""
    groups = _grouped(filters, "product_id", to=_of_products("brand_id"))
    brands: dict = Brand.objects.in_bulk([key for key in groups if key is not None])
    return _rows(groups, brands | {None: gettext("Without a brand")})


def by_grower(**filters) -> list[Row]:
    """Return a row for each village or cooperative that grows products, most yuan first. Eight queries."""
    groups = _grouped(filters, "product_id", to=_of_products("producer_id"))
    return _rows(groups, Organisation.objects.in_bulk(groups))


def by_county(**filters) -> list[Row]:
    """Return a row for each county, most yuan first. Seven queries."""
    groups = _grouped(filters, "place_id")
    return _rows(groups, Place.objects.select_related("parent").in_bulk(groups))


def by_province(**filters) -> list[Row]:
    """Return a row for each province, most yuan first. Seven queries."""
    groups = _grouped(filters, "place_id", to=lambda codes: {code: [f"{code[:2]}0000"] for code in codes})
    known = Place.objects.in_bulk(groups)
    # A county may have come before its province.
    return _rows(groups, {code: known.get(code) or Place(code=code, name_zh=code, name_en=code) for code in groups})


def by_story(**filters) -> list[Row]:
    """Return a row for each story and one for unattributed orders, most yuan first. Seven queries."""
    groups = _grouped(filters, "story_id")
    return _rows(groups, _stories(groups))


def by_author(**filters) -> list[Row]:
    """Return a row for each author whom the stories name today, and one for what has none. Eight queries.

    What a story of several authors brought stands in the row of each.
    """
    groups = _grouped(filters, "story_id", to=_authors)
    return _rows(groups, User.objects.in_bulk([key for key in groups if key is not None]))


def by_placement(**filters) -> list[Row]:
    """Return a row for each place in a story (a block's id), most yuan first; meant with `story`. Six queries."""
    groups = _grouped(filters, "placement")
    return _rows(groups, {key: key for key in groups})


def by_block(**filters) -> list[Row]:
    """Return a row for each place in each story, and one for unattributed orders, most yuan first. Eight queries."""
    groups = _grouped(filters, "story_id", "placement")
    return _rows(groups, blocks(groups))


def by_channel(**filters) -> list[Row]:
    """Return a row for each channel key and one for unattributed orders, most yuan first. Six queries."""
    groups = _grouped(filters, "channel")
    return _rows(groups, {key: key for key in groups})


def by_shop(**filters) -> list[Row]:
    """Return a row for each shop, most yuan first. Six queries."""
    groups = _grouped(filters, "platform")
    return _rows(groups, {key: Platform(key) for key in groups})


def by_campaign(**filters) -> list[Row]:
    """Return a row for each campaign with what of it passes the filters, most yuan first. Three queries each."""
    chosen, at = Filters(**filters), reading.state()
    found = {}
    for campaign in Campaign.objects.prefetch_related("products"):
        window = campaign.window.within(chosen.window)
        products = list(campaign.products.all()) or chosen.products
        if products is not None and chosen.products is not None:
            products = [product for product in products if product in chosen.products]
        if window:
            found[campaign] = _totals(replace(chosen, window=window, products=products), at)
    groups = {campaign.pk: figures for campaign, figures in found.items() if figures != Figures()}
    return _rows(groups, {campaign.pk: campaign for campaign in found})


def by_day(**filters) -> list[Row]:
    """Return a row for each day in China on which anything happened, in order. Six queries."""
    chosen = Filters(**filters)
    cells = reading.cells(chosen, (), reading.state(), by_day=True)
    groups = _figures(cells, reading.clicks(chosen, by_day=True))
    return [Row(day, day, groups[day]) for day in sorted(groups)]


def _totals(chosen: Filters, at: reading.State) -> Figures:
    cells, clicks = reading.cells(chosen, (), at), reading.clicks(chosen)
    return Figures.of(cells.get((), Cell()), clicks[()])


Regrouped = Callable[[Collection[Any]], Mapping[Any, Iterable[Any]]]


def _grouped(filters: dict, *columns: str, to: Regrouped | None = None) -> dict[Any, Figures]:
    """Figures by columns of the ledger, or by what the values of the only one belong to."""
    chosen = Filters(**filters)
    cells = reading.cells(chosen, columns, reading.state())
    clicks = reading.clicks(chosen, columns)
    if to is not None:
        belongs = to({key for (key,) in (*cells, *clicks)})
        cells = merged(((group,), cell) for (key,), cell in cells.items() for group in belongs[key])
        regrouped: Counter[Key] = Counter()
        for (key,), count in clicks.items():
            regrouped.update({(group,): count for group in belongs[key]})
        clicks = regrouped
    return _figures(cells, clicks)


def _figures(cells: Mapping[Key, Cell], clicks: Counter[Key]) -> dict[Any, Figures]:
    """A key of one value is that value."""
    return {
        key[0] if len(key) == 1 else key: Figures.of(cells.get(key, Cell()), clicks[key]) for key in {*cells, *clicks}
    }


def _of_products(name: str) -> Regrouped:
    return lambda ids: {pk: [value] for pk, value in Product.objects.filter(pk__in=ids).values_list("pk", name)}


def _authors(ids: Collection[int | None]) -> dict[int | None, list[int | None]]:
    found: dict[int | None, list[int | None]] = {pk: [] for pk in ids}
    names = StoryPage.authors.through.objects.filter(storypage_id__in=[pk for pk in ids if pk is not None])
    for story, author in names.values_list("storypage_id", "user_id"):
        found[story].append(author)
    return {story: authors or [None] for story, authors in found.items()}


def _stories(ids: Collection[int | None]) -> dict[int, StoryPage]:
    return StoryPage.objects.select_related("locale").in_bulk([pk for pk in ids if pk is not None])


def _rows(groups: Mapping[Any, Figures], subjects: Mapping) -> list[Row]:
    """Most yuan first."""
    rows = [Row(key, subjects.get(key), figures) for key, figures in groups.items()]
    return sorted(rows, key=lambda row: (-row.figures.fen, -row.figures.clicks, str(row.key)))
