"""Canonical rows as they are kept: compressed JSON lines, buyers hashed, nothing of the file itself.

Written and read a row at a time: as one JSON text, the rows of a long file take a hundred megabytes.
"""

import itertools
import json
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from commerce.importing.rows import OrderRow

_FIELDS = tuple(OrderRow.__dataclass_fields__)
_TIMES = ("ordered_at", "modified_at")
_PIECE = 256 * 1024


def packed(rows: list[OrderRow], **more: Any) -> bytes:
    """Return rows, and what else belongs to them, as bytes."""
    press, out = zlib.compressobj(), bytearray()
    for value in itertools.chain([more], ([_written(getattr(row, name)) for name in _FIELDS] for row in rows)):
        out += press.compress(json.dumps(value, ensure_ascii=False).encode() + b"\n")
    return bytes(out + press.flush())


def unpacked(data: bytes) -> tuple[list[OrderRow], dict[str, Any]]:
    """Return the rows and what else was kept with them, as they were."""
    lines = _lines(data)
    more = json.loads(next(lines))
    return [_row(json.loads(line)) for line in lines], more


def _lines(data: bytes) -> Iterator[bytes]:
    press, left = zlib.decompressobj(), bytes(data)
    rest = b""
    while left:
        text = rest + press.decompress(left, _PIECE)
        left = press.unconsumed_tail
        *lines, rest = text.split(b"\n")
        yield from lines
    yield from (rest + press.flush()).split(b"\n")[:-1]


def _written(value):
    return value.isoformat() if isinstance(value, datetime) else value


def _row(values: list) -> OrderRow:
    # A row from before a field was added is shorter.
    fields = dict(zip(_FIELDS, values, strict=False))
    return OrderRow(**{**fields, **{name: datetime.fromisoformat(fields[name]) for name in _TIMES}})
