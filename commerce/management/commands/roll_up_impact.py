"""Brings the sums behind the impact pages up to date."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from commerce import tasks
from commerce.rollups.click_rolling import roll_up_clicks
from commerce.rollups.making import roll_up
from commerce.rollups.reading import behind


class Command(BaseCommand):
    help = "Sum up new ledger entries and clicks by day, month and year, so that no page has to. The scheduler runs it."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--now", action="store_true", help="here and in full, not by the worker")

    def handle(self, *args, now: bool, **options) -> None:
        if now:
            counts = {"spans": roll_up(rested=False), "clicks": roll_up_clicks()}
            self.stdout.write(_("%(spans)s days, months and years summed up; %(clicks)s clicks looked at.") % counts)
        elif behind():
            tasks.roll_up_impact.enqueue()
