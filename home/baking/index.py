"""Which page shows what, on this machine: a small SQLite file beside the pages.

The files belong to a machine, and so does their index; no reader's request ever waits for the house's database to
write it down. The index is also the lock between processes: who writes or removes a page holds it.

A page that was made from what has changed meanwhile must not be written after the change was followed. So each
removal leaves a mark with a growing number, and a page is written only if none of its keys was marked since it began.
"""

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

# Every page has this key.
ALL = "all"
# A page takes seconds; marks are kept for longer, and one that took longer than them is not written.
MARKS_KEPT_SECONDS = 600
SLOWEST_PAGE_SECONDS = 300
BUSY_BAKING, BUSY_FOLLOWING = 0.5, 20.0
_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS pages (id INTEGER PRIMARY KEY, place TEXT NOT NULL UNIQUE, slot TEXT NOT NULL,
                                  written REAL);
CREATE TABLE IF NOT EXISTS shows (key TEXT NOT NULL, page INTEGER NOT NULL REFERENCES pages ON DELETE CASCADE,
                                  PRIMARY KEY (key, page)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shown_by ON shows (page);
CREATE TABLE IF NOT EXISTS marks (key TEXT PRIMARY KEY, number INTEGER NOT NULL, at REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS followed (change INTEGER PRIMARY KEY, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS state (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL,
                                  program INTEGER NOT NULL, followed REAL);
INSERT OR IGNORE INTO state VALUES (1, 0, 0, NULL);
"""
_mine = threading.local()
# By index: which start of the web server this process belongs to.
_born: dict[Path, int] = {}


def connection() -> sqlite3.Connection:
    """This thread's connection. Raises sqlite3.Error or OSError where the folder cannot be written to."""
    path = Path(settings.BAKED_DIR, "index.sqlite3")
    known = getattr(_mine, "connection", None)
    if known is not None and _mine.path == path and path.exists():
        return known
    close()
    path.parent.mkdir(parents=True, exist_ok=True)
    opened = sqlite3.connect(path, isolation_level=None, timeout=BUSY_FOLLOWING)
    opened.executescript(_TABLES)
    opened.execute("PRAGMA foreign_keys = ON")
    _mine.connection, _mine.path = opened, path
    _born.setdefault(path, opened.execute("SELECT program FROM state").fetchone()[0])
    return opened


def close() -> None:
    """Close this thread's connection: before a fork, and where the folder goes away."""
    known = getattr(_mine, "connection", None)
    if known is not None:
        known.close()
        _mine.connection = None


@contextmanager
def locked(seconds: float) -> Iterator[sqlite3.Connection]:
    """A transaction that nobody else writes beside. Raises sqlite3.OperationalError after waiting `seconds`."""
    database = connection()
    database.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
    database.execute("BEGIN IMMEDIATE")
    try:
        yield database
    except BaseException:
        database.rollback()
        raise
    database.commit()


def is_outlived(database: sqlite3.Connection) -> bool:
    """Whether the web server was started anew since this process began: its templates may be old."""
    return database.execute("SELECT program FROM state").fetchone()[0] != _born[_mine.path]


def begin_anew(database: sqlite3.Connection) -> None:
    """Keep processes of an older program from writing pages."""
    database.execute("UPDATE state SET program = program + 1")
    _born.clear()


def number() -> int:
    """How many removals there were. Read before the first look at the data that a page is made from."""
    return connection().execute("SELECT number FROM state").fetchone()[0]


def enter(database: sqlite3.Connection, place: str, slot: str, keys: Iterable[str]) -> str | None:
    """Write down what a page shows; returns the slot that it had before."""
    before = database.execute("SELECT slot FROM pages WHERE place = ?", [place]).fetchone()
    database.execute("DELETE FROM pages WHERE place = ?", [place])
    page = database.execute("INSERT INTO pages (place, slot) VALUES (?, ?)", [place, slot]).lastrowid
    database.executemany("INSERT INTO shows VALUES (?, ?)", ((key, page) for key in {*keys, ALL}))
    return before[0] if before else None


def marked_since(database: sqlite3.Connection, keys: Iterable[str], number: int) -> bool:
    """Whether one of the keys was removed after `number`."""
    newer = database.execute("SELECT key FROM marks WHERE number > ?", [number])
    return not {key for (key,) in newer}.isdisjoint({*keys, ALL})


def showing(database: sqlite3.Connection, keys: Iterable[str]) -> dict[int, tuple[str, str]]:
    """The pages that show one of the keys: `{id: (place, slot)}`."""
    found: dict[int, tuple[str, str]] = {}
    for key in keys:
        rows = database.execute(
            "SELECT id, place, slot FROM pages JOIN shows ON shows.page = pages.id WHERE shows.key = ?", [key]
        )
        found.update((page, (place, slot)) for page, place, slot in rows)
    return found


def mark(database: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Keep pages that are being made from these keys at this moment from being written."""
    database.execute("UPDATE state SET number = number + 1")
    now = time.time()
    database.executemany("INSERT OR REPLACE INTO marks SELECT ?, number, ? FROM state", ((key, now) for key in keys))
    database.execute("DELETE FROM marks WHERE at < ?", [now - MARKS_KEPT_SECONDS])
