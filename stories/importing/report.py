"""What became of each element of an imported text."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Fate = Literal["kept", "changed", "dropped"]
EXCERPT = 120
MAX_PLACES = 30
MAX_PLACE = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """`element` is the source's name for it; `text` what it held, whole; `place` the heading above it."""

    fate: Fate
    code: str
    element: str
    text: str = ""
    place: str = ""


@dataclass(slots=True)
class Report:
    """`elements` counts every element once by name and fate; `entries` says why it was changed or dropped."""

    elements: Counter[tuple[Fate, str]] = field(default_factory=Counter)
    entries: list[Entry] = field(default_factory=list)

    def kept(self, element: str) -> None:
        self.elements["kept", element] += 1

    def note(self, fate: Fate, code: str, element: str, text: str = "", place: str = "") -> None:
        """Account for an element that does not come through as it stood."""
        self.elements[fate, element] += 1
        self.remark(fate, code, element, text, place)

    def remark(self, fate: Fate, code: str, element: str, text: str = "", place: str = "") -> None:
        """Say more of an element that is accounted for already."""
        self.entries.append(Entry(fate, code, element, text, place[:MAX_PLACE]))

    def count(self, fate: Fate) -> int:
        return sum(number for (one, _name), number in self.elements.items() if one == fate)

    def as_json(self) -> dict[str, Any]:
        """`{"elements": {fate: {name: count}}, "changed": [group], "dropped": [group]}`.

        A group is `{code, element, count, places: [{place, text}]}`; it names the first thirty places.
        """
        elements: dict[str, dict[str, int]] = {"kept": {}, "changed": {}, "dropped": {}}
        for (fate, name), number in sorted(self.elements.items()):
            elements[fate][name] = number
        return {
            "elements": elements,
            "changed": list(self._groups("changed")),
            "dropped": list(self._groups("dropped")),
        }

    def _groups(self, fate: Fate) -> Iterator[dict[str, Any]]:
        groups: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries:
            if entry.fate == fate:
                groups.setdefault((entry.code, entry.element), []).append(entry)
        for (code, element), entries in groups.items():
            told = [entry for entry in entries if entry.text][:MAX_PLACES]
            places = [{"place": entry.place, "text": shorten(entry.text)} for entry in told]
            yield {"code": code, "element": element, "count": len(entries), "places": places}


def shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1] + "…"
