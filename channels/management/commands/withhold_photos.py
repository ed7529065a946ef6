"""Take away the files of photos whose people took their consent back."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from channels import withheld_assets
from products import withheld_photos


class Command(BaseCommand):
    help = "Rename the files of photos shown against consent, and remove what channels were given of them."

    def handle(self, *args, **options) -> None:
        put_away, forgotten = withheld_photos.put_away(), withheld_assets.forget()
        self.stdout.write(
            _("%(photos)s photos put away, %(files)s files for channels removed.")
            % {"photos": put_away, "files": forgotten}
        )
