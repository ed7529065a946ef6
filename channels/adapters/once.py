"""What depends on the document alone, or on a part of it, worked out once for the channels that follow one another."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from stories.document import StoryDocument

Made = TypeVar("Made")
Of = TypeVar("Of")
More = ParamSpec("More")
# About as many parts as a long story has.
PARTS = 256


def once_per_document(make: Callable[[StoryDocument], Made]) -> Callable[[StoryDocument], Made]:
    """Keep what `make` gave for the last document, which is frozen; its answer must be so too.

    By identity: to compare two documents takes longer than most of what is kept here.
    """
    last: tuple[StoryDocument, Made] | None = None

    @wraps(make)
    def kept(document: StoryDocument) -> Made:
        nonlocal last
        # Taken once: another thread may put its own document in between.
        known = last
        if known is None or known[0] is not document:
            known = last = (document, make(document))
        return known[1]

    return kept


def once_per_part(make: Callable[Concatenate[Of, More], Made]) -> Callable[Concatenate[Of, More], Made]:
    """Keep what `make` gave for a frozen part (a block, a product, an offer) and its other, positional arguments.

    By identity, as the hash of a part goes through all of it. What is kept holds its part, so no other object can get
    its number. The answer must be frozen too.
    """
    kept: dict[tuple, tuple[Of, Made]] = {}

    @wraps(make)
    def known(part: Of, *more: Any) -> Made:
        key = (id(part), *more)
        found = kept.get(key)
        if found is None:
            if len(kept) >= PARTS:
                kept.clear()
            found = kept[key] = (part, make(part, *more))  # type: ignore[call-arg]
        return found[1]

    return known  # type: ignore[return-value]
