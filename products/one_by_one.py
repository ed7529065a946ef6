"""Work on several things of which none may hold up the others."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

Thing = TypeVar("Thing")
Made = TypeVar("Made")

logger = logging.getLogger(__name__)


def one_by_one(things: Iterable[Thing], act: Callable[[Thing], Made | None], what: str) -> list[Made]:
    """Return what `act` made of each thing, leaving out None.

    Failures are logged as they come, and raised together at the end as an `ExceptionGroup` that says `what` failed.
    """
    made, failures = [], []
    for thing in things:
        try:
            one = act(thing)
        except Exception as error:
            logger.exception("%s: %s failed", what, getattr(thing, "pk", thing))
            failures.append(error)
        else:
            made += [] if one is None else [one]
    if failures:
        raise ExceptionGroup(what, failures)
    return made
