"""Finishes what a stopped worker left of order messages and imports."""

from django.core.management.base import BaseCommand

from commerce import unfinished


class Command(BaseCommand):
    help = "Work order messages and imports that were begun and not ended. The scheduler runs it."

    def handle(self, *args, **options) -> None:
        self.stdout.write(str(unfinished.finish(unfinished.SILENT)))
