"""A migrated database, made once for each state of the migrations and copied by every later test process.

Running all migrations is most of the time of a short test run. What they make depends on the migrations, the data they
load and the libraries alone, so the copy is named for a hash of those: on SQLite a file, on PostgreSQL a template.
"""

import fcntl
import hashlib
import os
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

import psycopg
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "fengshou_migrated_"


@cache
def prepared_name() -> str:
    """What the copy for today's migrations is called; a valid name for a database."""
    made_of = [ROOT / "requirements/base.txt", *ROOT.glob("*/migrations/*.py"), *ROOT.glob("*/data/*")]
    digest = hashlib.sha256()
    for path in sorted(path for path in made_of if path.is_file()):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{PREFIX}{digest.hexdigest()[:16]}"


def prepared_file() -> Path:
    """Where the copy on SQLite is, or will be."""
    return Path(tempfile.gettempdir()) / f"{prepared_name()}.sqlite3"


@contextmanager
def prepared_database():
    """Hold this open while the test database is made: `migrate` then finds its work done, or its result is kept."""
    loan = {"sqlite": _file, "postgresql": _template}[connection.vendor]
    with open(f"{prepared_file()}.{connection.vendor}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # One process migrates, the others wait for its result.
        with loan(free=lambda: fcntl.flock(lock, fcntl.LOCK_UN)):
            yield


@contextmanager
def _file(free):
    path = prepared_file()
    # An in-memory database lives as long as one connection to it does.
    with closing(sqlite3.connect(connection.creation._get_test_db_name(), uri=True)) as held:
        if path.exists():
            with closing(sqlite3.connect(path)) as kept:
                kept.backup(held)
            free()
            yield
        else:
            yield
            part = path.with_suffix(".part")
            part.unlink(missing_ok=True)
            with closing(sqlite3.connect(part)) as kept:
                held.backup(kept)
            part.rename(path)


@contextmanager
def _template(free):
    if template():
        connection.settings_dict["TEST"]["TEMPLATE"] = prepared_name()
        free()
        yield
    else:
        yield
        # Nobody may be connected to what is copied.
        connection.close()
        for former in _ask("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", PREFIX):
            _ask(f'DROP DATABASE IF EXISTS "{former}"')
        _ask(f'CREATE DATABASE "{prepared_name()}" TEMPLATE "{connection.settings_dict["NAME"]}"')


def template() -> str:
    """`TEMPLATE …` for a `CREATE DATABASE` beside the one of `DATABASE_URL`; empty where none is prepared."""
    found = _ask("SELECT datname FROM pg_database WHERE datname = %s", prepared_name())
    return f'TEMPLATE "{found[0]}"' if found else ""


def _ask(statement: str, *values: str) -> list[str]:
    """The first column of the answer."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as asked:
        cursor = asked.execute(statement, values or None)
        return [row[0] for row in cursor.fetchall()] if cursor.description else []
