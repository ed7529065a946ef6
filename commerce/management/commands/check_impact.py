"""Holds the sums behind the impact pages against ledger and clicks."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from commerce.rollups import checking


class Command(BaseCommand):
    help = "Say what the summed up figures have that ledger and clicks do not, and make it anew. Safe to repeat."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say it")

    def handle(self, *args, dry_run: bool, **options) -> None:
        found = checking.differences() if dry_run else checking.heal()
        for line in found:
            self.stdout.write(line)
        self.stdout.write(_("%(count)s differences.") % {"count": len(found)})
