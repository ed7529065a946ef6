"""`make demo`: migrate, set up, load the demo content, say where to go."""

import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from cms.demo.load.password import demo_password


class Command(BaseCommand):
    help = "Prepares the database and loads the demo content; a second run changes nothing and is quick."

    def add_arguments(self, parser):
        parser.add_argument("--people-only", action="store_true", help="organisations and people, no content")
        parser.add_argument("--no-sizes", action="store_true", help="make pictures' sizes when they are looked at")

    def handle(self, *args, people_only: bool, no_sizes: bool, **options):
        begin = time.monotonic()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("setup_site", verbosity=0, stdout=self.stderr)
        # Models can only be read once the tables are there.
        from cms.demo.load import everything

        password = demo_password()
        if people_only:
            everything.load_people(password)
        else:
            everything.load(password, say=self.stdout.write, sizes=not no_sizes)
        self.stdout.write(f"Ready after {time.monotonic() - begin:.0f} s.")
        self._say_where(everything.LOGINS, password)

    def _say_where(self, logins: tuple[str, ...], password: str) -> None:
        self.stdout.write(
            f"\n  Fengshou 丰收\n  Site   {settings.SITE_URL}/\n  Admin  {settings.SITE_URL}/admin/\n"
            f"  API    {settings.SITE_URL}/api/v1/docs\n"
            f"  Log in as {', '.join(logins)}; password: {password}\n  Stop with Ctrl-C.\n"
        )
