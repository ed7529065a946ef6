"""`manage.py clean_photos`: take place, owner and camera out of photos that came in before this was done by itself."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from products.earlier_photos import clean, is_evidence, tells
from products.models import Photo


class Command(BaseCommand):
    help = "Takes place, owner and camera out of photos kept earlier; the pictures stay to the pixel."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say which")
        parser.add_argument(
            "--evidence", action="store_true", help="also photos that are evidence: they get a new public checksum"
        )

    def handle(self, *, dry_run: bool, evidence: bool, verbosity: int, **options) -> None:
        cleaned = 0
        for photo in Photo.objects.order_by("pk").iterator():
            try:
                if not tells(photo):
                    continue
                left = is_evidence(photo) and not evidence
                if not left and not dry_run:
                    clean(photo)
            except OSError as error:
                self.stderr.write(f"{photo.pk} {photo}: {error}")
                continue
            cleaned += not left
            if verbosity:
                self.stdout.write(f"{photo.pk} {photo}" + (" · " + _("left, as it is evidence") if left else ""))
        said = (
            ngettext("%(count)d photo with metadata.", "%(count)d photos with metadata.", cleaned)
            if dry_run
            else (ngettext("%(count)d photo cleaned.", "%(count)d photos cleaned.", cleaned))
        )
        if verbosity:
            self.stdout.write(said % {"count": cleaned})
