"""Collects finished lines into the blocks of a story, as they are stored."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from stories.importing.lines import Line

# A text longer than this goes on in a block of its own, so that the editor stays quick.
MAX_TEXT = 4_000
MAX_HEADING = 60
MAX_QUOTE = 500
MAX_CAPTION = 160


@dataclass(slots=True)
class Blocks:
    stored: list[dict[str, Any]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    size: int = 0

    def add(self, kind: str, value: Any) -> dict[str, Any]:
        self.end_text()
        block = {"type": kind, "value": value, "id": str(uuid.uuid4())}
        self.stored.append(block)
        return block

    @property
    def captionless(self) -> dict[str, Any] | None:
        """The value of the picture that stands last, if it has no caption yet: Word puts captions below pictures."""
        last = self.stored[-1] if self.stored and not self.paragraphs else None
        return last["value"] if last and last["type"] == "image" and not last["value"]["caption"] else None

    def paragraph(self, line: Line, tag: str = "p") -> None:
        self._write(f"<{tag}>{line.html}</{tag}>", len(line.plain))

    def points(self, items: list[str], *, ordered: bool) -> None:
        tag = "ol" if ordered else "ul"
        self._write(f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>", sum(map(len, items)))

    def _write(self, html: str, size: int) -> None:
        if self.paragraphs and self.size + size > MAX_TEXT:
            self.end_text()
        self.paragraphs.append(html)
        self.size += size

    def end_text(self) -> None:
        paragraphs, self.paragraphs, self.size = self.paragraphs, [], 0
        if paragraphs:
            self.add("text", "".join(paragraphs))
