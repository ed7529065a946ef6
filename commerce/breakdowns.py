"""The breakdowns of the figures, by the key they have in addresses and files."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commerce import impact


@dataclass(frozen=True, slots=True)
class Breakdown:
    """`column` is what a row of it is, `title` the breakdown itself; `rows` takes the filters of `commerce.impact`."""

    key: str
    column: str | Promise
    title: str | Promise
    rows: Callable[..., list[impact.Row]]


BREAKDOWNS = {
    breakdown.key: breakdown
    for breakdown in (
        Breakdown("product", _("Product"), _("By product"), impact.by_product),
        Breakdown("brand", _("Village brand"), _("By brand"), impact.by_brand),
        Breakdown("grower", _("Village"), _("By village"), impact.by_grower),
        Breakdown("county", _("County"), _("By county"), impact.by_county),
        Breakdown("province", _("Province"), _("By province"), impact.by_province),
        Breakdown("campaign", _("Campaign"), _("By campaign"), impact.by_campaign),
        Breakdown("story", _("Story"), _("By story"), impact.by_story),
        Breakdown("author", _("Author"), _("By author"), impact.by_author),
        Breakdown("place", _("Place in a story"), _("By place in a story"), impact.by_block),
        Breakdown("channel", pgettext_lazy("media", "Channel"), _("By channel"), impact.by_channel),
        Breakdown("shop", _("Shop"), _("By shop"), impact.by_shop),
        Breakdown("day", _("Day"), _("By day"), impact.by_day),
    )
}
