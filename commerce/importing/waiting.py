"""Files that were read in the admin and wait for a person to confirm them."""

import json
import zlib
from datetime import datetime, timedelta

from django.utils import timezone

from commerce.importing.parsing import Parsed
from commerce.importing.rows import OrderRow
from commerce.models import WaitingImport

KEPT = timedelta(days=1)
_FIELDS = tuple(OrderRow.__dataclass_fields__)
_TIMES = ("ordered_at", "modified_at")


def keep(parsed: Parsed, person) -> WaitingImport:
    """Keep what was read until `person` confirms it. The file itself, with its names, is let go."""
    WaitingImport.objects.filter(at__lt=timezone.now() - KEPT).delete()
    content = {
        "count": parsed.count,
        "without_buyer": parsed.without_buyer,
        "rows": [[_written(getattr(row, name)) for name in _FIELDS] for row in parsed.rows],
    }
    return WaitingImport.objects.create(
        platform=parsed.platform,
        file_name=parsed.file_name,
        sha256=parsed.sha256,
        rows=zlib.compress(json.dumps(content).encode()),
        by=person,
    )


def kept(waiting: WaitingImport) -> Parsed:
    """Return what was read, as it was."""
    content = json.loads(zlib.decompress(bytes(waiting.rows)))
    return Parsed(
        platform=waiting.platform,
        file_name=waiting.file_name,
        sha256=waiting.sha256,
        count=content["count"],
        without_buyer=content["without_buyer"],
        rows=[_row(values) for values in content["rows"]],
    )


def _written(value):
    return value.isoformat() if isinstance(value, datetime) else value


def _row(values: list) -> OrderRow:
    fields = dict(zip(_FIELDS, values, strict=True))
    return OrderRow(**{**fields, **{name: datetime.fromisoformat(fields[name]) for name in _TIMES}})
