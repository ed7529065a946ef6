"""`/healthz` says that the process answers, `/readyz` that what it needs does."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from cms.models import Heartbeat


@pytest.mark.django_db
def test_healthz(client):
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_readyz_wants_a_worker(client):
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": True, "cache": True, "storage": True, "worker": False}


@pytest.mark.django_db
def test_readyz_with_a_worker(client):
    Heartbeat.objects.create(name="worker", at=timezone.now())
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_readyz_forgets_a_silent_worker(client):
    Heartbeat.objects.create(name="worker", at=timezone.now() - timedelta(minutes=5))
    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_readyz_names_a_broken_cache(client, monkeypatch):
    def broken(*args, **kwargs):
        raise ConnectionError("secret detail")

    monkeypatch.setattr(cache, "set", broken)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["cache"] is False
    assert "secret" not in answer.content.decode()
