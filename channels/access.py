"""How often each token was used, for what and with which answer.

Counted in memory and written every few seconds, after an answer is out: a poll waits for no writer. A killed
process loses what it had not written; these are figures to look at, and nothing is decided by them.
"""

import logging
import threading
import time
from collections import Counter
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.signals import request_finished
from django.db import DatabaseError
from django.db.models import F, Q
from django.utils import timezone

from channels.models import AccessCount, ChannelToken

log = logging.getLogger(__name__)

KEPT_DAYS = 90

Key = tuple[int, date, str, int]


class Ledger:
    """Counts not yet written. One per process, shared by its threads."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.counts: Counter[Key] = Counter()
        self.used: dict[int, datetime] = {}
        self.due = 0.0
        self.cleared: date | None = None

    def note(self, token_id: int, call: str, status: int) -> None:
        now = timezone.now()
        with self.lock:
            self.counts[token_id, timezone.localdate(now), call, status] += 1
            self.used[token_id] = now

    def take(self) -> tuple[Counter[Key], dict[int, datetime]]:
        with self.lock:
            taken = self.counts, self.used
            self.counts, self.used = Counter(), {}
            self.due = time.monotonic() + settings.ACCESS_LOG_SECONDS
        return taken


_ledger = Ledger()
note = _ledger.note


def flush_when_due(**_signal) -> None:
    if _ledger.counts and time.monotonic() >= _ledger.due:
        flush()


def flush() -> None:
    """Write what was counted; where the database cannot take it now, it is lost, and no caller hears of it."""
    counts, used = _ledger.take()
    try:
        for key, count in sorted(counts.items()):
            _add(key, count)
        for token_id, at in sorted(used.items()):
            unseen = Q(last_used_at=None) | Q(last_used_at__lt=at)
            ChannelToken.objects.filter(unseen, pk=token_id).update(last_used_at=at)
        _forget_old()
    except DatabaseError:
        log.warning("accesses of tokens could not be written", exc_info=True)


def _add(key: Key, count: int) -> None:
    token_id, day, call, status = key
    row = AccessCount.objects.filter(token_id=token_id, day=day, call=call, status=status)
    if not row.update(count=F("count") + count):
        AccessCount.objects.bulk_create(
            [AccessCount(token_id=token_id, day=day, call=call, status=status)], ignore_conflicts=True
        )
        row.update(count=F("count") + count)


def _forget_old() -> None:
    """Once a day, so that the table stays as long as `KEPT_DAYS` make it."""
    today = timezone.localdate()
    if _ledger.cleared != today:
        AccessCount.objects.filter(day__lt=today - timedelta(days=KEPT_DAYS)).delete()
        _ledger.cleared = today


request_finished.connect(flush_when_due, dispatch_uid="channels.access")
