"""How Chinese sounds: readers without a Chinese keyboard type `baojing` or `qi cheng`, and addresses stay ASCII.

The dictionaries take ninety megabytes of memory, so they are loaded when something is spelled: importing orders,
pulling a feed or migrating never does. Only the web server loads them at its start (`cms/gunicorn.py`).
"""

import re
from collections.abc import Iterator

_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
# What a person types without blanks is rarely longer.
LONGEST_RUN = 6


def spelled(text: str) -> str:
    """The syllables of the Chinese in `text`, its words, and neighbouring words as one; empty without any.

    保靖脐橙 gives `bao jing qi cheng baojing qicheng baojingqicheng`.
    """
    return " ".join(dict.fromkeys(_spellings(text)))


def load() -> None:
    """Load the dictionaries now: a reader's search should not be what waits for them."""
    spelled("丰收")


def pinyin(text: str) -> list[str]:
    """The syllables of the Chinese in `text`; what is not Chinese stays in one piece."""
    from pypinyin import lazy_pinyin

    return lazy_pinyin(text)


def initials(text: str) -> str:
    """The first letter of each syllable: 保靖 gives `bj`."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))


def syllables(text: str) -> str:
    """What `text` sounds like, blank by blank; words of other letters stay as they are."""
    return " ".join(pinyin(text))


def _spellings(text: str) -> Iterator[str]:
    import rjieba

    for run in _CHINESE.findall(text):
        yield from pinyin(run)
        words = ["".join(pinyin(word)) for word in rjieba.cut(run)]
        for length in range(1, min(LONGEST_RUN, len(words)) + 1):
            yield from ("".join(words[at : at + length]) for at in range(len(words) - length + 1))
