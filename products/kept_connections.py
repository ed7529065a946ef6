"""The first question of a request that is asked thousands of times a minute."""

from collections.abc import Callable
from typing import TypeVar

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

Answer = TypeVar("Answer")


def ask_at_once(question: Callable[[BaseDatabaseWrapper], Answer]) -> Answer:
    """Ask over the kept connection without asking first whether it still lives, which takes a way there and back.

    The question itself finds out; of a dead connection it is asked once more over a new one, so it must change nothing
    before it can fail. Raises what it raises the second time, or at once within a transaction.
    """
    database = connections[DEFAULT_DB_ALIAS]
    database.health_check_done = True
    try:
        return question(database)
    except (OperationalError, InterfaceError):
        if database.in_atomic_block:
            raise
        database.close()
        return question(database)
