"""What depends on the document alone, worked out once for the channels that follow one another."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from stories.document import StoryDocument

Made = TypeVar("Made")


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
