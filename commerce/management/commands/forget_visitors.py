"""Destroys the salts that tie clicks to addresses, 48 hours after their day began to matter."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from commerce.visitors import forget_salts


class Command(BaseCommand):
    help = "Destroy visitor salts older than 48 hours. Run daily; the scheduler does."

    def handle(self, *args, **options) -> None:
        self.stdout.write(_("Visitor salts destroyed: %(count)d") % {"count": forget_salts()})
