"""Words a channel does not want to read, found in a text."""

import re
from functools import cache


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern:
    # Longest first, so that a phrase is named and not the word inside it; Latin words only as whole words.
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(
        "|".join(rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in ordered), re.IGNORECASE
    )


def words_found(words: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The `words` in `text`, each once, in the order of the text."""
    if not words:
        return ()
    return tuple(dict.fromkeys(match.group().lower() for match in _pattern(words).finditer(text)))
