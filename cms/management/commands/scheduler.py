"""The clock of the house: starts what is due, does none of the work itself."""

import io
import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection
from django.utils import timezone

from cms.models import Heartbeat
from cms.tasks import beat
from commerce.tasks import check_impact

log = logging.getLogger("cms.scheduler")


@dataclass
class Job:
    """`every` in seconds; `due` on the monotonic clock, so that a jump of the wall clock skips nothing."""

    name: str
    every: float
    run: Callable[[], object]
    due: float = 0.0


def jobs() -> list[Job]:
    return [
        Job("beat", 20, _beat),
        Job("publish_due", 15, _command("publish_due")),
        Job("editions_due", 15, _command("editions_due")),
        Job("orders_due", 60, _command("orders_due")),
        Job("roll_up_impact", 60, _command("roll_up_impact")),
        Job("check_impact", 24 * 3600, _check_impact, due=time.monotonic() + 3600),
        Job("lapse_due", 600, _command("lapse_due")),
        Job("remind_due", 3600, _command("remind_due")),
        Job("send_letters", 60, _command("send_letters")),
        # Not at once: after a start the worker is still busy with what waits in the queue.
        Job("reconcile", 300, _command("reconcile"), due=time.monotonic() + 300),
        Job("check_lists", 24 * 3600, _command("check_lists"), due=time.monotonic() + 7200),
        Job("withhold_photos", 600, _command("withhold_photos")),
        Job("analyze", 24 * 3600, _command("analyze"), due=time.monotonic() + 600),
        *_baking(),
        Job("prepare_films", 60, _command("prepare_films")),
        Job("gather_together", 6 * 3600, _command("gather_together")),
        Job("forget_visitors", 3600, _command("forget_visitors")),
        Job("forget_tasks", 6 * 3600, _command("prune_db_task_results")),
    ]


def _baking() -> list[Job]:
    """How old a page can be whose process died before it threw it away: ten seconds and a job's length."""
    if settings.BAKED_DIR is None:
        return []
    return [
        Job("baked_pages --follow", 5, _command("baked_pages", follow=True)),
        Job("baked_pages", 300, _command("baked_pages")),
    ]


def _command(name: str, **options: object) -> Callable[[], object]:
    return lambda: call_command(name, verbosity=0, stdout=io.StringIO(), **options)


def _check_impact() -> None:
    check_impact.enqueue()


def _beat() -> None:
    Heartbeat.objects.update_or_create(name="scheduler", defaults={"at": timezone.now()})
    beat.enqueue()


class Command(BaseCommand):
    help = "Runs what is due (publishing, lapses, healing) until stopped. `--once` does one round."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true")

    def handle(self, *args, once: bool, **options):
        stopped = threading.Event()
        if not once:
            for signum in (signal.SIGINT, signal.SIGTERM):
                signal.signal(signum, lambda *_: stopped.set())
        plan = jobs()
        while not stopped.is_set():
            for job in plan:
                if time.monotonic() >= job.due and not stopped.is_set():
                    self._run(job)
            if once:
                return
            stopped.wait(1)

    def _run(self, job: Job) -> None:
        """One job's failure never stops the clock; it is tried again when next due."""
        if not connection.in_atomic_block:  # a caller's transaction, as in tests, would be broken
            close_old_connections()
        try:
            job.run()
        except Exception:
            log.exception("%s failed", job.name)
        job.due = time.monotonic() + job.every
