"""Finding the sentence around a place in a text, in Chinese and in English."""

import re

# A full stop between digits ends nothing; Chinese stops end a sentence without a blank after them.
_END = re.compile(r"[。！？；…]+[”’」』）》]*|[.!?]+[\"'”’)\]]*(?=\s|$)")


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence begins and ends that holds `text[start:end]`."""
    ends = [match.end() for match in _END.finditer(text)]
    first = max((stop for stop in ends if stop <= start), default=0)
    last = min((stop for stop in ends if stop >= end), default=len(text))
    while first < start and text[first].isspace():
        first += 1
    return first, last
