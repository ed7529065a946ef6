"""The words of a fact, frozen: what it said before it changed."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class FactWords:
    label_zh: str
    label_en: str
    value_zh: str
    value_en: str
    unit: str

    @classmethod
    def of(cls, fact) -> Self:
        return cls(fact.label_zh, fact.label_en, fact.value_zh, fact.value_en, fact.unit)
