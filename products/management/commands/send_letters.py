"""Have the worker send the e-mails that wait, also those that could not be sent before."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from products.models import Letter
from products.tasks import send_letters


class Command(BaseCommand):
    help = "Wakes the worker for e-mails that wait to be sent, or to be tried again."

    def handle(self, *args, **options):
        waiting = Letter.objects.filter(sent_at=None, given_up_at=None, try_after__lte=timezone.now()).count()
        if waiting:
            send_letters.enqueue()
        self.stdout.write(f"{waiting} waiting")
