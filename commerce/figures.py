"""What a figure of the impact pages is, and a line of a breakdown."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext

from commerce.channel_names import channel_name
from commerce.rollups.cells import Cell
from products.models import Platform, User
from stories.models import StoryPage


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

    @classmethod
    def of(cls, cell: Cell, clicks: int) -> "Figures":
        return cls(cell.grams, len(cell.buyers), len(cell.orders), cell.fen, clicks, cell.returned_fen)

    @property
    def kg(self) -> Decimal:
        return Decimal(self.grams) / 1000

    @property
    def yuan(self) -> Decimal:
        return Decimal(self.fen) / 100

    @property
    def returned_yuan(self) -> Decimal:
        return Decimal(self.returned_fen) / 100

    @property
    def refund_percent(self) -> Decimal | None:
        """Of what was sold, how much was given back, with one place; None where nothing was sold."""
        return _percent(self.returned_fen, self.fen + self.returned_fen)

    @property
    def order_percent(self) -> Decimal | None:
        """Orders for a hundred clicks, with one place; None where there are more orders than clicks, as others came
        another way."""
        return _percent(self.orders, self.clicks) if self.orders <= self.clicks else None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a breakdown. `key` is the product or story id, county code, channel key or day (empty or None:
    unattributed); `subject` the Product, Brand, Place, StoryPage, Platform, User, key or date itself."""

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
        if isinstance(self.subject, User):
            return self.subject.display_name(language)
        return self.subject.name(language)


def _percent(part: int, whole: int) -> Decimal | None:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole > 0 else None
