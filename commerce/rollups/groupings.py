"""What is rolled up together: which of an entry's facts, or of a click's link's, a sum keeps apart.

A question is answered from the smallest grouping that has all it names. What is asked more often than not has one
of its own; all else has `all`, of months and years only: by the day it would be as long as the ledger itself.
"""

from collections.abc import Collection
from dataclasses import dataclass

from commerce.models import Level

FACTS = ("product_id", "place_id", "story_id", "channel", "placement", "platform")
LINK = ("offer_id", "story_id", "channel", "placement")


@dataclass(frozen=True, slots=True)
class Grouping:
    name: str
    columns: tuple[str, ...]
    levels: tuple[str, ...] = (Level.DAY, Level.MONTH, Level.YEAR)


# From the smallest.
GROUPINGS = (
    Grouping("total", ()),
    Grouping("shop", ("platform",)),
    Grouping("channel", ("channel",)),
    Grouping("product", ("product_id", "place_id")),
    Grouping("story", ("story_id", "placement")),
    Grouping("all", FACTS, (Level.MONTH, Level.YEAR)),
)

# By columns of purchase links. What an offer belongs to is asked when they are read.
CLICK_GROUPINGS = (
    Grouping("total", ()),
    Grouping("channel", ("channel",)),
    Grouping("offer", ("offer_id",)),
    Grouping("story", ("story_id", "placement")),
    Grouping("all", LINK),
)


def grouping_for(columns: Collection[str], groupings: Collection[Grouping] = GROUPINGS) -> Grouping:
    """The smallest grouping that tells `columns` apart."""
    return next(grouping for grouping in groupings if set(columns) <= set(grouping.columns))
