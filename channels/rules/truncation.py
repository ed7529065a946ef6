"""Cut a text to a limit where a reader would pause."""

import re
from dataclasses import dataclass

from channels.rules.counting import clusters, count, stands_alone

ELLIPSIS = "…"
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SENTENCE_END = re.compile(r"[。！？!?…；]+[”’」』）)\"']*|\.[”’)\"']*(?=\s)")
# A boundary between words: around blanks, and on both sides of anything that is not a letter or digit of a
# script written with blanks.
_WORD = re.compile(r"[0-9A-Za-z\u00c0-\u024f\u0370-\u052f'’_-]+")


@dataclass(frozen=True, slots=True)
class Cut:
    """`kept` is within the limit; `lost` is what was left out, "" if nothing."""

    kept: str
    lost: str = ""


def _prefix(text: str, maximum: int, unit: str) -> int:
    """Index of the longest run of whole characters within `maximum`."""
    if unit == "chars" and stands_alone(text[: maximum + 1]):
        return max(0, min(maximum, len(text)))
    used = index = 0
    for cluster in clusters(text):
        used += count(cluster, unit)
        if used > maximum:
            break
        index += len(cluster)
    return index


def _outside(pattern: re.Pattern, text: str, index: int) -> int:
    """`index`, or the start of the match it would split."""
    for match in pattern.finditer(text, max(0, index - 40)):
        if match.start() >= index:
            break
        if match.end() > index:
            return match.start()
    return index


def cut(text: str, maximum: int, unit: str = "chars") -> Cut:
    """`text` within `maximum`, ended at a sentence if one ends in the second half, else at a word with `…`.

    Never splits a surrogate pair, a joined emoji, a letter and its marks, or a character entity.
    """
    if count(text, unit) <= maximum:
        return Cut(text)
    limit = _outside(_ENTITY, text, _prefix(text, maximum, unit))
    sentences = [match.end() for match in _SENTENCE_END.finditer(text) if match.end() <= limit]
    if sentences and count(text[: sentences[-1]], unit) * 2 >= maximum:
        return Cut(text[: sentences[-1]].rstrip(), text[sentences[-1] :].strip())
    room = maximum - count(ELLIPSIS, unit)
    if room <= 0:
        return Cut("", text.strip())
    hard = _outside(_ENTITY, text, _prefix(text, room, unit))
    soft = _outside(_WORD, text, hard)
    index = soft if text[:soft].strip() else hard
    kept = text[:index].rstrip(" ，、,；：:")
    return Cut(kept + ELLIPSIS if kept else "", text[index:].strip())
