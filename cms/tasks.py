"""Background tasks of the house itself."""

from django.utils import timezone
from django_tasks import task

from cms.models import Heartbeat


@task()
def beat() -> None:
    """Run by the worker, so that a beat proves the whole way: queue, worker, database."""
    Heartbeat.objects.update_or_create(name="worker", defaults={"at": timezone.now()})
