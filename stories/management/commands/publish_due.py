"""Publishes approved pages whose hour has come and takes down expired ones."""

from django.core.management.base import BaseCommand

from stories.schedule import publish_due


class Command(BaseCommand):
    help = "Publish approved pages whose time has come and take down those that expired."

    def handle(self, *args, **options):
        due = publish_due()
        for title in due.published:
            self.stdout.write(f"live: {title}")
        for title in due.taken_down:
            self.stdout.write(f"taken down: {title}")
        for title, reason in due.failed:
            self.stderr.write(f"not done: {title}: {reason}")
