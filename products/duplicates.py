"""Products that a recommendation probably means although it calls them a little differently.

Names are compared by their pinyin without the name of the place and without blanks, so that 保靖脐橙,
脐橙 and “Bao jing qi cheng” are one. The same on every database: rows of one county are few.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from products.models import Place, Product, Recommendation
from products.pinyin import pinyin
from products.slugs import slug_for

# How alike two names must be, from 0 to 1.
ALIKE = 0.75
# A name within the other one counts as this much, from so many letters on: 脐橙 in 酉水脐橙.
WITHIN, LONG_ENOUGH = 0.9, 5
_LEVELS = ("自治县", "县", "市", "区", "旗")
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Likeness:
    """`certain`: the names are the same once they are written alike."""

    product: Product
    certain: bool


def likely_duplicates(recommendation: Recommendation) -> list[Likeness]:
    """Products of the same county with a like name or of the same kind, the surest first; one query."""
    return duplicates_of([recommendation])[0]


def duplicates_of(recommendations: Iterable[Recommendation]) -> list[list[Likeness]]:
    """The same for many; one query for all of them."""
    rows = list(recommendations)
    nearby = defaultdict(list)
    products = Product.objects.filter(place__in={row.place_id for row in rows}).select_related(
        "place", "current_verification"
    )
    for product in products:
        nearby[product.place_id].append(product)
    return [_like(row, nearby[row.place_id]) for row in rows]


def written_alike(name: str, place: Place | None) -> str:
    """A name as letters and digits only, Chinese as pinyin, without the name of the place before it."""
    name = name.strip().casefold()
    for prefix in _place_names(place) if place else ():
        if name.startswith(prefix) and len(name) > len(prefix):
            name = name.removeprefix(prefix)
            break
    return _NO_LETTERS.sub("", "".join(pinyin(name)))


def _like(row: Recommendation, products: list[Product]) -> list[Likeness]:
    found = []
    for product in products:
        alike = max(
            (_alike(mine, theirs) for mine in _names(row, row.place) for theirs in _names(product, row.place)),
            default=0.0,
        )
        same_kind = bool(row.kind) and slug_for(row.kind) == product.kind
        if alike >= ALIKE or same_kind:
            found.append((alike, Likeness(product, certain=alike == 1.0)))
    return [likeness for _alike, likeness in sorted(found, key=lambda item: (-item[0], item[1].product.pk))]


def _alike(mine: str, theirs: str) -> float:
    if mine == theirs:
        return 1.0
    shorter, longer = sorted((mine, theirs), key=len)
    if len(shorter) >= LONG_ENOUGH and shorter in longer:
        return WITHIN
    return SequenceMatcher(None, mine, theirs, autojunk=False).ratio()


def _names(thing: Product | Recommendation, place: Place) -> list[str]:
    return [text for text in (written_alike(name, place) for name in (thing.name_zh, thing.name_en)) if text]


def _place_names(place: Place) -> list[str]:
    """The place's names, with and without its level, the longest first."""
    zh, en = place.name_zh.casefold(), place.name_en.casefold()
    names = {zh, en, en.rsplit(" ", 1)[0]}
    names |= {zh.removesuffix(level) for level in _LEVELS if len(zh.removesuffix(level)) >= 2}
    return sorted(filter(None, names), key=len, reverse=True)
