"""From what is written in the database to the files that are thrown away.

A change is a row in the transaction of the writer; after the commit its pages are unlinked at once. Should the process
die in between, the scheduler follows the row within `FOLLOW_SECONDS`: no page is stale for longer than that, and the
half minute in which a job may be late. Rows stay for a day and each machine remembers which it has followed, in
whatever order they were committed, so that several machines may keep pages of one database.
"""

import logging
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from home.baking import files, index, statements, tables
from products.showing import being_shown

log = logging.getLogger(__name__)
FOLLOW_SECONDS = 5
KEPT = timedelta(days=1)


_migrating: list[bool] = []


def is_on() -> bool:
    return settings.BAKED_DIR is not None and not _migrating


def pause(**_kwargs) -> None:
    """`pre_migrate`: the table of changes may not be there yet."""
    _migrating[:] = [True]


def resume(**_kwargs) -> None:
    """`post_migrate`: whatever was written meanwhile, no page is left that could show it."""
    _migrating.clear()
    if is_on():
        throw_away([index.ALL])


@contextmanager
def all_at_once() -> Iterator[None]:
    """For work that writes much of the site, such as loading the demo: it is not followed statement by statement, and
    no page is left after it."""
    pause()
    try:
        yield
    finally:
        _migrating.clear()
        if is_on():
            changed({index.ALL})


def changed(keys: Iterable[str]) -> None:
    """Write down that pages with these keys are old, and throw them away after the commit."""
    _after_commit(_write_down(sorted(keys)))


def watch(execute: Callable, sql: Any, params: Any, many: bool, context: dict) -> Any:
    """Around every statement: what a page reads is recorded, what is written is followed."""
    if not is_on() or not isinstance(sql, str):
        return execute(sql, params, many, context)
    shown = being_shown()
    if shown is not None:
        shown.tables |= statements.read(sql)
    keys = statements.written(sql, params, many)
    if not keys or _is_followed_already(context["connection"], keys):
        return execute(sql, params, many, context)
    # Written down first: outside a transaction, dying after it would otherwise leave an old page without a trace.
    change = _write_down(sorted(keys))
    result = execute(sql, params, many, context)
    _after_commit(change)
    return result


def install(connection: BaseDatabaseWrapper, **_kwargs) -> None:
    """`connection_created`: see every statement of a connection."""
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)


def row_loaded(sender: type, instance: Any, **_kwargs) -> None:
    """`post_init` of the models that are followed by row."""
    shown = being_shown()
    if shown is not None and instance.pk is not None:
        shown.rows.add(tables.row(tables.root(sender), instance.pk))


def follow(older_than: float = FOLLOW_SECONDS) -> int:
    """Throw away what changes of at least so many seconds ago made old and nobody did; returns how many changes."""
    from home.models import BakedChange

    now = timezone.now()
    if _was_away():
        throw_away([index.ALL])
    known = {change for (change,) in index.connection().execute("SELECT change FROM followed")}
    waiting = BakedChange.objects.filter(at__lte=now - timedelta(seconds=older_than))
    followed = [change for change in waiting.order_by("pk") if change.pk not in known]
    if followed:
        throw_away({key for change in followed for key in change.keys}, [change.pk for change in followed])
    BakedChange.objects.filter(at__lt=now - KEPT).delete()
    with index.locked(index.BUSY_FOLLOWING) as database:
        database.execute("UPDATE state SET followed = ?", [time.time()])
        database.execute("DELETE FROM followed WHERE at < ?", [time.time() - 2 * KEPT.total_seconds()])
    return len(followed)


def throw_away(keys: Iterable[str], changes: Iterable[int] = ()) -> int:
    """Unlink the pages that show one of the keys, and keep those from being written that are being made from it."""
    keys = set(keys)
    with index.locked(index.BUSY_FOLLOWING) as database:
        index.mark(database, keys)
        pages = index.showing(database, keys)
        for place, slot in pages.values():
            files.remove(files.folder(slot, place))
        tell_caches(place for place, _slot in pages.values())
        database.executemany("DELETE FROM pages WHERE id = ?", ((page,) for page in pages))
        now = time.time()
        database.executemany("INSERT OR IGNORE INTO followed VALUES (?, ?)", ((change, now) for change in changes))
    return len(pages)


def tell_caches(places: Iterable[str]) -> None:
    """Have a cache in front forget the addresses: a task, as it is another machine's to answer."""
    if not getattr(settings, "WAGTAILFRONTENDCACHE", None):
        return
    from home.tasks import forget_in_front

    addresses = sorted(places)
    for start in range(0, len(addresses), 500):
        forget_in_front.enqueue(places=addresses[start : start + 500])


def _write_down(keys: list[str]):
    from home.models import BakedChange

    return BakedChange.objects.create(keys=keys)


def _after_commit(change) -> None:
    # Outside a transaction the row may not be visible yet; it is followed once more by the scheduler.
    alone = not transaction.get_connection().in_atomic_block
    transaction.on_commit(partial(_throw_away_now, tuple(change.keys), () if alone else (change.pk,)))


def _throw_away_now(keys: tuple[str, ...], changes: tuple[int, ...]) -> None:
    try:
        throw_away(keys, changes)
    except (OSError, sqlite3.Error):
        # What was saved is saved; the row is there, and the scheduler comes back to it.
        log.exception("pages could not be thrown away")


def _is_followed_already(connection: BaseDatabaseWrapper, keys: set[str]) -> bool:
    """Whether this transaction will throw away the same pages anyway, also if its inner savepoint is rolled back."""
    inside = set(connection.savepoint_ids)
    return connection.in_atomic_block and any(
        getattr(then, "func", None) is _throw_away_now and set(savepoints) <= inside and keys <= set(then.args[0])
        for savepoints, then, *_robust in reversed(connection.run_on_commit[-50:])
    )


def _was_away() -> bool:
    """Whether this machine followed nothing for so long that rows it never saw may be gone."""
    followed = index.connection().execute("SELECT followed FROM state").fetchone()[0]
    return followed is not None and time.time() - followed > KEPT.total_seconds() / 2
