"""What a measurement gives."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` is a ratio unless `unit` says otherwise; `least` or `most` is the mark it should keep.

    `note` is printed behind `what`; `data` only goes into the file.
    """

    what: str
    value: float
    unit: str = ""
    least: float | None = None
    most: float | None = None
    note: str = ""
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def kept(self) -> bool:
        above = self.least is None or self.value >= self.least
        return above and (self.most is None or self.value <= self.most)

    @property
    def mark(self) -> str:
        """ "≥ 0.5", with "missed" where it is."""
        marks = [f"≥ {self.least:g}" if self.least is not None else "", f"≤ {self.most:g}" if self.most else ""]
        return " ".join([*filter(None, marks), *([] if self.kept else ["missed"])])

    def line(self) -> str:
        note = f" ({self.note})" if self.note else ""
        return f"{self.value:>9.3f} {self.unit:<2} {self.mark:<14}  {self.what}{note}"
