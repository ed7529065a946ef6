"""Holds the public lists of stories against the releases."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from stories import listing


class Command(BaseCommand):
    help = "Put every story into the lists in which it belongs, and say how many entries were wrong. Safe to repeat."

    def handle(self, *args, verbosity: int, **options) -> None:
        count = listing.check()
        if verbosity:
            self.stdout.write(_("%(count)s differences.") % {"count": count})
