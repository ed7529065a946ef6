"""For when the only administrator lost the phone and the recovery codes."""

from django.core.management.base import BaseCommand, CommandError

from cms.second_factor.policy import RESET, device_of, forget
from products.models import User


class Command(BaseCommand):
    help = "Forget the second factor of one person, who sets up a new one after the next sign-in."

    def add_arguments(self, parser) -> None:
        parser.add_argument("username")

    def handle(self, *args, username: str, **options) -> None:
        person = User.objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"Nobody is called {username}.")
        if device_of(person) is None:
            raise CommandError(f"{username} has no second factor.")
        forget(person, RESET, by=None)
        self.stdout.write(f"The second factor of {username} was reset.")
