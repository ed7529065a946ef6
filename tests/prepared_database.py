"""A migrated SQLite database, made once for each state of the migrations and loaded by every later test process.

Running all migrations is most of the time of a short test run. What they make depends on the migrations, the data they
load and the libraries alone, so the copy is named for a hash of those. PostgreSQL is always migrated in full.
"""

import fcntl
import hashlib
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


def prepared_file() -> Path:
    """Where the copy for today's migrations is, or will be."""
    made_of = [ROOT / "requirements/base.txt", *ROOT.glob("*/migrations/*.py"), *ROOT.glob("*/data/*")]
    digest = hashlib.sha256()
    for path in sorted(path for path in made_of if path.is_file()):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return Path(tempfile.gettempdir()) / f"fengshou-migrated-{digest.hexdigest()[:16]}.sqlite3"


@contextmanager
def prepared_database():
    """Hold this open while the test database is made: `migrate` then finds its work done, or its result is kept."""
    if connection.vendor != "sqlite":
        yield
        return
    path = prepared_file()
    with open(f"{path}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # One process migrates, the others wait for its result.
        # An in-memory database lives as long as one connection to it does.
        with closing(sqlite3.connect(connection.creation._get_test_db_name(), uri=True)) as held:
            if path.exists():
                with closing(sqlite3.connect(path)) as kept:
                    kept.backup(held)
                fcntl.flock(lock, fcntl.LOCK_UN)
                yield
            else:
                yield
                part = path.with_suffix(".part")
                part.unlink(missing_ok=True)
                with closing(sqlite3.connect(part)) as kept:
                    held.backup(kept)
                part.rename(path)
