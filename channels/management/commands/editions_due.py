"""Make the editions whose embargo has ended."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from channels.waiting import make_due


class Command(BaseCommand):
    help = "Make the editions that waited for their hour. Safe to repeat."

    def handle(self, *args, **options) -> None:
        made, failed = make_due()
        self.stdout.write(_("%(count)s editions made.") % {"count": made})
        if failed:
            raise CommandError(_("Could not be made: %(names)s") % {"names": ", ".join(failed)})
