"""Which county a person means who typed a name, a code or a whole path."""

import re

from products.models import Place, PlaceLevel

# More than anybody reads; a longer list asks for another word.
MOST = 12
LONGEST = 120
_CODE = re.compile(r"(?<![0-9])[1-9][0-9]{5}(?![0-9])")
_COMMA = re.compile(r"[,，]")
_BETWEEN = re.compile(r"[\s,，、/·>()（）]+")


def counties_meant(text: str) -> list[Place]:
    """The counties that `text` may mean, best first: one where it is certain, none where nothing fits.

    Takes a GB/T 2260 code, a Chinese or English name or its beginning, or a path in the order of either
    language: 湖南省 保靖县; Baojing County, Hunan.
    """
    text = " ".join(text.split())[:LONGEST]
    counties = Place.objects.filter(level=PlaceLevel.COUNTY).select_related("parent__parent")
    code = _CODE.search(text)
    if code:
        return list(counties.filter(pk=code[0]))
    words = [word for word in _BETWEEN.split(text) if word]
    if not words:
        return []
    parts = [part.strip() for part in _COMMA.split(text) if part.strip()]
    for wanted, above in ((text, []), (words[-1], words[:-1]), (parts[0], parts[1:])):
        for lookup in ("iexact", "istartswith"):
            found = list((counties.filter(**{f"name_zh__{lookup}": wanted}) | counties.filter(
                **{f"name_en__{lookup}": wanted}
            ))[: MOST + 1])  # fmt: skip
            fitting = [place for place in found if _lies_in(place, above)]
            if fitting:
                return fitting[:MOST]
    return _ending(text, counties)


def path_of(place: Place) -> str:
    """The place with what it lies in: 湖南省 湘西土家族苗族自治州 保靖县."""
    names = [place.name()]
    above = place.parent
    while above is not None:
        names.insert(0, above.name())
        above = above.parent
    return " ".join(names)


def _lies_in(place: Place, words: list[str]) -> bool:
    names = []
    above = place.parent
    while above is not None:
        names += [above.name_zh.casefold(), above.name_en.casefold()]
        above = above.parent
    return all(any(word.casefold() in name for name in names) for word in words)


def _ending(text: str, counties) -> list[Place]:
    """Written without blanks: 湖南省保靖县 ends with the county's name."""
    endings = [text[start:] for start in range(len(text) - 1)]
    found = [place for place in counties.filter(name_zh__in=endings)[:MOST] if place.name_zh]
    longest = max((len(place.name_zh) for place in found), default=0)
    found = [place for place in found if len(place.name_zh) == longest]
    before = text[: len(text) - longest]
    fitting = [place for place in found if place.parent and any(name in before for name in _names_above(place))]
    return fitting or found


def _names_above(place: Place) -> list[str]:
    names, above = [], place.parent
    while above is not None:
        names.append(above.name_zh)
        above = above.parent
    return names
