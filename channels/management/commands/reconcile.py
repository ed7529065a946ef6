"""Heal gaps between releases, editions and feeds."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from channels import feed
from channels.reconcile import reconcile, remake_files


class Command(BaseCommand):
    help = "Make missing editions, take down what no longer holds, put back what holds again. Safe to repeat."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--restored",
            action="store_true",
            help="after restoring a backup: every channel is told to read its feed anew",
        )

        parser.add_argument(
            "--files",
            action="store_true",
            help="also make files anew that are gone from storage or damaged (reads every file)",
        )

    def handle(self, *args, restored: bool, files: bool, **options) -> None:
        if restored:
            feed.start_new_epoch()
            self.stdout.write(_("All cursors are void; channels will read their feeds from the beginning."))
        healed = reconcile()
        self.stdout.write(
            _("%(made)s editions made, %(withdrawn)s withdrawn, %(returned)s put back.")
            % {"made": healed.made, "withdrawn": healed.withdrawn, "returned": healed.returned}
        )
        if files:
            self.stdout.write(_("%(count)s files made anew.") % {"count": remake_files()})
        if healed.failed:
            raise CommandError(_("Could not be made: %(names)s") % {"names": ", ".join(healed.failed)})
