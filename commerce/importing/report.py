"""What an import did, or would do."""

from dataclasses import dataclass, field
from decimal import Decimal

from commerce.importing.parsing import Rejected
from commerce.models import SlotKind

__all__ = ["ImportReport", "Rejected", "UnknownSlot", "Unmatched"]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A SKU in the file that is none of our offers; its lines are kept and do not count yet."""

    sku: str
    name: str
    lines: int


@dataclass(frozen=True, slots=True)
class UnknownSlot:
    """A slot of the shop that is tied to no channel of ours; lines that name no other are not attributed."""

    kind: str
    value: str
    lines: int

    @property
    def label(self) -> str:
        return str(SlotKind(self.kind).label)


@dataclass(slots=True)
class ImportReport:
    """Counts of one file: `rows` = `added` + `changed` + `unchanged` + `superseded`, unless it was refused.

    `rejected`: rows that cannot be read; one of them, and nothing of the file was taken.
    `conflicts`: order ids with rows of the same moment that contradict each other; the graver row holds.
    `duplicate_of`: the earlier import (its id) of the same bytes; then nothing was done.
    `without_buyer`: rows that do not tell the buyer, where each order counts as one buyer.
    `grams`, `fen`: by how much the totals change.
    """

    platform: str
    file_name: str
    dry_run: bool
    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    superseded: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)
    unknown_slots: list[UnknownSlot] = field(default_factory=list)
    duplicate_of: int | None = None
    without_buyer: int = 0
    grams: int = 0
    fen: int = 0

    @property
    def kg(self) -> Decimal:
        return Decimal(self.grams) / 1000

    @property
    def yuan(self) -> Decimal:
        return Decimal(self.fen) / 100

    @property
    def refused(self) -> bool:
        return bool(self.rejected)

    @property
    def changes_nothing(self) -> bool:
        return self.refused or self.duplicate_of is not None or not (self.added or self.changed)
