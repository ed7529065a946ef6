"""Length of a text in a channel's own unit, and where it may be cut without breaking a character."""

import re
import unicodedata
from collections.abc import Callable, Iterator

ZWJ = "\u200d"
# Never text: controls, bidirectional overrides, byte order mark, interlinear marks, lone surrogates, noncharacters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "\ud800-\udfff]"
)
_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_ANGLES = str.maketrans({"<": "＜", ">": "＞"})


def clean(text: str) -> str:
    """Without characters that are no text; line breaks become blanks."""
    if text.isprintable():
        # Nothing to take out: controls, marks of direction and breaks are none of them printable.
        return text
    return _BREAKS.sub(" ", _INVISIBLE.sub("", text))


def plain(text: str) -> str:
    """For fields that a channel shows as they are: `<` and `>` become their full-width twins.

    Such a field is no HTML, but whoever forgets to escape it must not get a tag out of it.
    """
    if "<" in text or ">" in text:
        text = text.translate(_ANGLES)
    return clean(text).strip()


def _wide(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cjk_width(text: str) -> int:
    """Columns: a wide character counts two, every other one; combining marks and joiners none."""
    return sum(_wide(c) for c in text if c != ZWJ and unicodedata.category(c) not in ("Mn", "Me", "Cf"))


COUNTERS: dict[str, Callable[[str], int]] = {
    "chars": len,
    "cjk_width": cjk_width,
    "bytes": lambda text: len(text.encode("utf-8", "replace")),
}


def count(text: str, unit: str = "chars") -> int:
    """Length of `text` in `unit`: `chars` (code points), `cjk_width` (columns) or `bytes` (UTF-8)."""
    return COUNTERS[unit](text)


def _regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _jamo(character: str) -> bool:
    return "\u1100" <= character <= "\u11ff"


def _extends(character: str) -> bool:
    """Belongs to the character before it: marks, joiners, variation selectors, skin tones, tags, sound marks."""
    return (
        character == ZWJ
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
        or character in "\uff9e\uff9f"
        or unicodedata.category(character) in ("Mn", "Me", "Mc")
    )


# Latin, Chinese and their signs: none of these joins the character before it, so nothing has to be looked up.
_ALONE = re.compile("[ -~\xa0-\xac\xae-\u024f\u2010-\u2027\u3000-\u3029\u4e00-\u9fff\uff01-\uff5e]*")


def stands_alone(text: str) -> bool:
    """Whether each character is what a reader takes for one, told at a glance; False where it needs a look."""
    return _ALONE.fullmatch(text) is not None


def clusters(text: str) -> Iterator[str]:
    """What a reader takes for one character (grapheme clusters, after UAX 29 without its Indic conjuncts)."""
    if stands_alone(text):
        yield from text
        return
    start, flags = 0, 0
    for index in range(1, len(text)):
        before, here = text[index - 1], text[index]
        flags = flags + 1 if _regional(before) else 0
        joined = (
            _extends(here)
            or before == ZWJ
            or (_regional(here) and flags % 2 == 1)
            or (_jamo(here) and _jamo(before))
            or (before == "\r" and here == "\n")
        )
        if not joined:
            yield text[start:index]
            start = index
    if text:
        yield text[start:]
