"""Seam: how long the title and the summary of a story may be on each channel.

`channels` is a higher room and registers its provider in `channels.apps`. The editor counts by these limits
while an author types (`channel-limits.js`); readiness and the gate ask the channels themselves.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

Field = Literal["title", "summary"]


@dataclass(frozen=True, slots=True)
class TextLimit:
    """`unit` is `chars`, `cjk_width` or `bytes`; `forms` are the story forms for which the limit holds."""

    channel: str
    name: str
    field: Field
    unit: str
    max: int
    min: int | None = None
    forms: tuple[str, ...] = ()


Provider = Callable[[], Iterable[TextLimit]]
_providers: list[Provider] = []


def provide_text_limits(provider: Provider) -> None:
    _providers[:] = [provider]


def text_limits(field: Field) -> list[dict[str, Any]]:
    """The limits of one field, ready for JSON, with channels named in the active language."""
    found = _providers[0]() if _providers else ()
    return [asdict(limit) for limit in found if limit.field == field]
