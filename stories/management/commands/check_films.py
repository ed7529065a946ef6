"""`manage.py check_films`: films that came in before their metadata were taken out by itself."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stories.film_metadata import telling
from stories.models import Film


class Command(BaseCommand):
    help = "Lists films kept earlier whose files may tell the place, the camera or its owner. Changes nothing."

    def handle(self, *args, **options) -> None:
        count = 0
        for film in Film.objects.order_by("pk").iterator():
            try:
                with film.file.open("rb") as file:
                    if not any(True for _part in telling(file)):
                        continue
            except (OSError, ValueError) as error:
                self.stderr.write(f"{film.pk} {film}: {error}")
                continue
            count += 1
            self.stdout.write(f"{film.pk} {film}")
        said = ngettext("%(count)d video with metadata.", "%(count)d videos with metadata.", count)
        self.stdout.write(said % {"count": count})
        if count:
            self.stdout.write(
                _(
                    "Upload each as a new video, show that one in the stories, have them approved, then delete the old one."
                )
            )
