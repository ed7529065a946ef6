"""Files that were read in the admin and wait for a person to confirm them, or to fetch what is wrong with them."""

from dataclasses import astuple
from datetime import timedelta

from django.utils import timezone

from commerce.importing.parsing import Parsed, Rejected
from commerce.importing.stored import packed, unpacked
from commerce.models import WaitingImport

KEPT = timedelta(days=1)


def keep(parsed: Parsed, person) -> WaitingImport:
    """Keep what was read until `person` confirms it. The file itself, with its names, is let go.

    Of a file with rejected rows only these are kept, for the person to download.
    """
    WaitingImport.objects.filter(at__lt=timezone.now() - KEPT).delete()
    return WaitingImport.objects.create(
        platform=parsed.platform,
        file_name=parsed.file_name,
        sha256=parsed.sha256,
        rows=packed(
            [] if parsed.rejected else parsed.rows,
            count=parsed.count,
            without_buyer=parsed.without_buyer,
            rejected=[astuple(item) for item in parsed.rejected],
        ),
        by=person,
    )


def kept(waiting: WaitingImport) -> Parsed:
    """Return what was read, as it was."""
    rows, more = unpacked(waiting.rows)
    more["rejected"] = [Rejected(*item) for item in more["rejected"]]
    return Parsed(waiting.platform, waiting.file_name, waiting.sha256, rows=rows, **more)
