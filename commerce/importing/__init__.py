"""Order files of the shops, into lines and ledger."""

from commerce.importing.parsing import parse
from commerce.importing.report import ImportReport, Rejected
from commerce.importing.taking_in import Progress, take_in

__all__ = ["ImportReport", "Rejected", "import_orders"]


def import_orders(
    data: bytes, file_name: str, platform: str, by=None, dry_run: bool = False, tell: Progress | None = None
) -> ImportReport:
    """Take in a shop's order file, all of it or nothing, and say what changed.

    `platform` is a `products.models.Platform` value, `by` the person who does it (None: a command).
    The same bytes a second time change nothing; so do rows that were superseded. Raises Refused for a
    file that cannot be read or is another shop's. `tell(done, lines)` hears how far it is.
    """
    return take_in(parse(data, file_name, platform), by=by, dry_run=dry_run, tell=tell)
