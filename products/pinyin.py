"""How Chinese titles sound: readers without a Chinese keyboard type `baojing` or `qi cheng`."""

import re
from collections.abc import Iterator

import rjieba
from pypinyin import lazy_pinyin

_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
# What a person types without blanks is rarely longer.
LONGEST_RUN = 6


def spelled(text: str) -> str:
    """The syllables of the Chinese in `text`, its words, and neighbouring words as one; empty without any.

    保靖脐橙 gives `bao jing qi cheng baojing qicheng baojingqicheng`.
    """
    return " ".join(dict.fromkeys(_spellings(text)))


def syllables(text: str) -> str:
    """What `text` sounds like, blank by blank; words of other letters stay as they are."""
    return " ".join(lazy_pinyin(text))


def _spellings(text: str) -> Iterator[str]:
    for run in _CHINESE.findall(text):
        yield from lazy_pinyin(run)
        words = ["".join(lazy_pinyin(word)) for word in rjieba.cut(run)]
        for length in range(1, min(LONGEST_RUN, len(words)) + 1):
            yield from ("".join(words[at : at + length]) for at in range(len(words) - length + 1))
