"""One row under the reader's eye: its cells by field, and what is wrong with them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from commerce.buyers import buyer_hash
from commerce.importing.cells import CellError, text_of, time_of
from commerce.importing.dialects import Dialect, Header
from commerce.importing.rows import OrderRow, state_after_returns
from commerce.slots import written


@dataclass(slots=True)
class RowReader:
    """Reads cells by field. A cell that cannot be read becomes a line in `problems`, not an exception, so
    that all that is wrong with a row is said at once."""

    dialect: Dialect
    header: Header
    number: int
    cells: list
    problems: list[str] = field(default_factory=list)
    buyer_is_masked: bool = False

    def has(self, name: str) -> bool:
        return name in self.header.places

    def value(self, name: str, convert: Callable) -> Any:
        """Return the converted cell; None where there is no such column or the cell is wrong."""
        place = self.header.places.get(name)
        if place is None:
            return None
        try:
            return convert(self.cells[place])
        except CellError as error:
            problem = f"{self.header.names[name]}: {error}"
            if problem not in self.problems:
                self.problems.append(problem)
            return None

    def needed(self, name: str, convert: Callable) -> Any:
        """Like `value`, and an empty cell is wrong."""
        before = len(self.problems)
        value = self.value(name, convert)
        if value in (None, "") and len(self.problems) == before:
            self.check(False, name, _("is empty"))
        return value

    def check(self, holds: bool, name: str, problem: str) -> None:
        if not holds:
            self.problems.append(f"{self.header.names.get(name, name)}: {problem}")

    def slots(self, kinds: dict[str, str]) -> str:
        """Return what the row says of the shop's own slots; `kinds`: field → kind of slot, the most telling first."""
        return written({kind: self.value(name, text_of) or "" for name, kind in kinds.items()})

    def row(
        self, state: str | None, returned: int, quantity: int | None, moments: Iterable[datetime | None], **facts
    ) -> OrderRow | None:
        """Return the canonical row, or None where `problems` say why not.

        `moments`: when the order was last heard of, where the file does not say when the row was changed.
        """
        modified_at = self.value("modified_at", time_of)
        facts |= {"buyer": self.buyer(), "name": (self.value("name", text_of) or "")[:200]}
        if not self.problems:
            self.check(quantity > 0, "quantity", _("is zero"))
            self.check(returned <= quantity, "returned", _("is more than was ordered"))
        if self.problems:
            return None
        return OrderRow(
            state=state_after_returns(state, returned, quantity),
            returned=returned,
            quantity=quantity,
            modified_at=modified_at or max(filter(None, moments)),
            number=self.number,
            **facts,
        )

    def buyer(self) -> str:
        """Return the buyer as a keyed hash; empty where the file does not tell or shows stars for letters."""
        account = self.value("buyer", text_of)
        self.buyer_is_masked = bool(account) and "*" in account
        return "" if not account or self.buyer_is_masked else buyer_hash(self.dialect.platform, account)
