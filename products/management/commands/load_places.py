"""The places of China, from the file that comes with the program."""

from django.core.management.base import BaseCommand

from products.place_data import load_places


class Command(BaseCommand):
    help = "Adds the provinces, prefectures and counties of products/data/places.tsv that are missing."

    def add_arguments(self, parser):
        parser.add_argument(
            "--update", action="store_true", help="also give places that are there the file's names, level and parent"
        )

    def handle(self, *args, update: bool, **options):
        loaded = load_places(update=update)
        self.stdout.write(f"{loaded.added} places added, {loaded.changed} changed.")
