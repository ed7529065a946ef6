"""Takes an order file of a shop into the ledger."""

from pathlib import Path
from typing import ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from commerce.importing import ImportReport, import_orders
from commerce.importing.sheets import MAX_BYTES
from products.errors import Refused
from products.models import Platform

SHOWN = 50
TOLD_FROM = 5_000


class Command(BaseCommand):
    help = "Take an order file of a shop into the ledger: all of it, or nothing with the reasons."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--platform", required=True, choices=Platform.values)
        parser.add_argument("--dry-run", action="store_true", help="say what would change and change nothing")

    # They load every page of the site, which takes more memory than a file of 50,000 rows.
    requires_system_checks: ClassVar[list] = []

    def handle(self, *args, file: Path, platform: str, dry_run: bool, **options) -> None:
        try:
            # One byte more than is allowed shows that there is more, without reading all of it.
            with file.open("rb") as handle:
                data = handle.read(MAX_BYTES + 1)
            report = import_orders(data, file.name, platform, dry_run=dry_run, tell=self._progress)
        except OSError as error:
            raise CommandError(_("%(file)s cannot be read: %(why)s") % {"file": file, "why": error.strerror}) from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if report.refused:
            for rejected in report.rejected[:SHOWN]:
                self.stderr.write(_("Row %(row)d: %(reason)s") % {"row": rejected.row, "reason": rejected.reason})
            raise CommandError(
                _("%(rejected)d of %(rows)d rows cannot be read; nothing was changed.")
                % {"rejected": len(report.rejected), "rows": report.rows}
            )
        for line in _said(report):
            self.stdout.write(line)

    def _progress(self, done: int, lines: int) -> None:
        # A short file is done before anybody reads it.
        if lines > TOLD_FROM:
            self.stderr.write(_("%(done)s of %(lines)s lines") % {"done": f"{done:,}", "lines": f"{lines:,}"})


def _said(report: ImportReport) -> list[str]:
    if report.duplicate_of:
        return [
            _("This very file was imported before (import %(id)d); nothing was changed.") % {"id": report.duplicate_of}
        ]
    lines = [
        _(
            "%(rows)d rows: %(added)d new lines, %(changed)d changed, %(unchanged)d unchanged, "
            "%(superseded)d superseded by newer or equal rows."
        )
        % {name: getattr(report, name) for name in ("rows", "added", "changed", "unchanged", "superseded")},
        _("The totals change by %(kg)s kg and %(yuan)s yuan.")
        % {"kg": f"{report.kg:,.3f}", "yuan": f"{report.yuan:,.2f}"},
    ]
    lines += [
        _("Not matched to an offer, kept and not counted: SKU %(sku)s %(name)s, %(lines)d lines.")
        % {"sku": item.sku, "name": item.name, "lines": item.lines}
        for item in report.unmatched
    ]
    lines += [
        _("Tied to no channel, its orders are not attributed: %(slot)s %(value)s, %(lines)d lines.")
        % {"slot": item.label, "value": item.value, "lines": item.lines}
        for item in report.unknown_slots
    ]
    if report.conflicts:
        lines.append(
            _("Contradictory rows of the same moment; the graver one holds: orders %(orders)s.")
            % {"orders": ", ".join(report.conflicts[:20])}
        )
    if report.without_buyer:
        lines.append(
            _("%(rows)d rows do not tell the buyer; there, every order counts as one buyer.")
            % {"rows": report.without_buyer}
        )
    if report.dry_run:
        lines.append(_("This was a dry run: nothing was changed."))
    return lines
