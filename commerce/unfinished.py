"""What was begun and not ended: a killed worker loses its task, never what had been acknowledged."""

from datetime import timedelta

from django.utils import timezone

from commerce.importing import taking_in, undoing
from commerce.models import ImportState, OrderImport, WebhookMessage
from commerce.webhooks import intake

# A piece of an import takes a second or two; who has been silent this long is not at work.
SILENT = timedelta(minutes=2)


def finish(silent: timedelta = timedelta(0)) -> int:
    """Work what has been waiting for longer than `silent`; return how much that was."""
    before = timezone.now() - silent
    messages = list(WebhookMessage.objects.filter(worked_at=None, received_at__lte=before).values_list("pk", flat=True))
    for pk in messages:
        intake.work(pk)
    begun = (ImportState.RUNNING, ImportState.UNDOING)
    imports = list(OrderImport.objects.filter(state__in=begun, renewed_at__lte=before).values_list("pk", flat=True))
    for pk in imports:
        finish_import(pk)
    return len(messages) + len(imports)


def finish_import(pk: int) -> None:
    record = OrderImport.objects.get(pk=pk)
    if record.state == ImportState.UNDOING:
        undoing.work(record)
    else:
        taking_in.work(record)
