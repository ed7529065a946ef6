"""Takes up versions of films that were left: by a killed worker, or because their task was lost."""

from django.core.management.base import BaseCommand

from stories.film_versions import resume


class Command(BaseCommand):
    help = "Put versions of films that were left to work again."

    def handle(self, *args, **options):
        resumed = resume()
        if resumed.again or resumed.given_up:
            self.stdout.write(f"again: {resumed.again}, given up: {resumed.given_up}")
