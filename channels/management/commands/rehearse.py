"""What today's adapters would make of what stands on the channels."""

from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from channels import adapters
from channels.rehearsal import rehearse


class Command(BaseCommand):
    help = "Re-render current editions and say which stay the same, change or fail. Changes nothing."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--channel", default="", help="only this channel key")

    def handle(self, *args, channel: str, **options) -> None:
        if channel and channel not in {adapter.key for adapter in adapters.ADAPTERS}:
            raise CommandError(_("There is no channel “%(key)s”.") % {"key": channel})
        words = {"same": _("same"), "changed": _("changed"), "failed": _("failed")}
        counts: Counter[str] = Counter()
        for outcome in rehearse(channel):
            counts[outcome.verdict] += 1
            if outcome.verdict != "same":
                line = [str(outcome.edition), words[outcome.verdict], "; ".join(outcome.reasons)]
                self.stdout.write("\t".join(line).rstrip())
        self.stdout.write(", ".join(f"{words[verdict]}: {counts[verdict]}" for verdict in words))
        if counts["failed"]:
            raise CommandError(_("Some editions could not be made again."))
