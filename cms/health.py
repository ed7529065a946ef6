"""`/healthz`: the process answers. `/readyz`: what it needs answers too."""

from datetime import timedelta

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from cms.models import Heartbeat

# A worker or scheduler that has not been heard of for this long counts as down.
SILENCE = timedelta(seconds=90)


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when database, cache, storage and worker answer, else 503; names what does not, never why."""
    checks = {name: _holds(check) for name, check in CHECKS.items()}
    ready = all(checks.values())
    return JsonResponse({"status": "ok" if ready else "unavailable", "checks": checks}, status=200 if ready else 503)


def _holds(check) -> bool:
    try:
        return bool(check())
    except Exception:  # whatever a driver raises means: not ready
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _cache() -> bool:
    cache.set("readyz", "1", 10)
    return cache.get("readyz") == "1"


def _storage() -> bool:
    name = default_storage.save("readyz.txt", ContentFile(b"ok"))
    default_storage.delete(name)
    return True


def _worker() -> bool:
    return Heartbeat.objects.filter(name="worker", at__gte=timezone.now() - SILENCE).exists()


CHECKS = {"database": _database, "cache": _cache, "storage": _storage, "worker": _worker}
