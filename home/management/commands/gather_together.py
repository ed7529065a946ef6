"""What readers bought and followed together, as sums for the recommendations."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from home.together import gather


class Command(BaseCommand):
    help = "Sum up anew which products are bought together and which stories lead to shops. The scheduler does."

    def handle(self, *args, **options) -> None:
        pairs, stories = gather()
        self.stdout.write(_("%(pairs)d pairs of products, %(stories)d stories") % {"pairs": pairs, "stories": stories})
