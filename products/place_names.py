"""The forms under which people look for a place: 保靖县, 保靖, Baojing, bao jing, bj."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from products.pinyin import pinyin

# More than there are places, so that all stay.
KEPT = 8192

# Peoples in the names of autonomous areas, which nobody types.
_PEOPLES = (
    "朝鲜族|满族|蒙古族|回族|土家族|苗族|侗族|瑶族|壮族|畲族|黎族|羌族|彝族|藏族|傣族|白族|哈尼族|拉祜族|佤族|布朗族|傈僳族|独龙族|怒族|"
    "纳西族|普米族|景颇族|布依族|水族|仡佬族|毛南族|仫佬族|保安族|东乡族|撒拉族|土族|裕固族|哈萨克族|柯尔克孜|塔吉克|锡伯|蒙古|达斡尔族|"
    "鄂温克族|哈萨克|维吾尔|各族"
)
_NAME = re.compile(
    rf"(?P<stem>.{{2,}}?)(?:{_PEOPLES})*"
    r"(?P<kind>特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|新区|省|市|盟|县|区|旗)"
)
_SHORT_KIND = {"自治州": "州", "自治县": "县", "自治旗": "旗"}


class Forms(NamedTuple):
    """`zh`: the full Chinese name first, then what it is called; the others are folded, without blanks but `words`."""

    zh: tuple[str, ...]
    en: str
    words: tuple[str, ...]
    pinyin: str
    initials: str


def folded(text: str) -> str:
    """Lower case, full-width as half-width, without accents and apostrophes: `Lü’an` → `luan`."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(mark for mark in plain if not unicodedata.combining(mark) and mark not in "'’‘`")


@lru_cache(maxsize=KEPT)
def forms(name_zh: str, name_en: str) -> Forms:
    """All forms of a name. Remembered, for pinyin is slow."""
    found = _NAME.fullmatch(name_zh)
    stem, kind = (found["stem"], found["kind"]) if found else (name_zh, "")
    chinese = dict.fromkeys((name_zh, stem, stem + _SHORT_KIND.get(kind, kind)))
    syllables = pinyin(stem)
    words = tuple(folded(name_en).replace("-", " ").split())
    return Forms(
        zh=tuple(chinese),
        en="".join(words),
        words=words,
        pinyin=folded("".join(syllables)),
        initials=folded("".join(syllable[0] for syllable in syllables)),
    )
