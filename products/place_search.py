"""Finding places by what a person types: 保靖, Baojing, bj, 湖南 保靖, 湖南保靖县, 4331 or 433125.

There are three thousand places, so all names are read and compared here: one query whatever was typed, and the
same answer on every database.
"""

import re
from typing import NamedTuple

from django.db.models import Case, When

from products.models import Place, PlaceLevel
from products.place_names import Forms, folded, forms

# What a person types fits; the rest of a pasted page is not looked for.
LONGEST_QUERY = 60
MOST_WORDS = 5
MOST_RESULTS = 500

_SEPARATORS = re.compile(r"[\s·,，、/／>›|\-]+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_LEVELS = {level: order for order, level in enumerate(PlaceLevel.values)}
# How well a word fits, best first.
EXACT, BEGINS, INITIALS, INSIDE, LIES_IN = range(5)


class _Row(NamedTuple):
    code: str
    level: str
    parent_id: str | None
    name_zh: str
    name_en: str

    @property
    def forms(self) -> Forms:
        return forms(self.name_zh, self.name_en)


_Rows = dict[str, _Row]


def search_places(text: str, level: str | None = None, limit: int = 20) -> list[Place]:
    """Places that fit all words of `text`, best first, each with its parents. Two queries, whatever was typed.

    A word may name the place itself or one that it lies in; what lies in a place that was named exactly comes last.
    `level` keeps one of `PlaceLevel`.
    """
    codes = found_codes(text, level, limit)
    places = Place.objects.select_related("parent__parent").in_bulk(codes) if codes else {}
    return [places[code] for code in codes if code in places]


def found_codes(text: str, level: str | None = None, limit: int = MOST_RESULTS) -> list[str]:
    """The codes of `search_places`. One query; none where nothing was typed."""
    words = [word for word in _SEPARATORS.split(folded(text[:LONGEST_QUERY])) if word][:MOST_WORDS]
    if not words:
        return []
    rows = {row[0]: _Row(*row) for row in Place.objects.order_by().values_list(*_Row._fields)}
    fits = [_fits(word, rows) for word in words]
    ranks = {code: rank for code in _named(fits, rows) if (rank := _rank(code, fits, rows)) is not None}
    # "bao jing" is one name as well as two words.
    together = _fits("".join(words), rows) if len(words) > 1 else {}
    ranks |= {code: EXACT for code, fit in together.items() if fit == EXACT}
    found = [rows[code] for code in ranks if level in (None, "", rows[code].level)]
    found.sort(key=lambda row: (ranks[row.code], _LEVELS.get(row.level, len(_LEVELS)), row.code))
    return [row.code for row in found[: min(limit, MOST_RESULTS)]]


def _named(fits: list[dict[str, int]], rows: _Rows) -> set[str]:
    """The places that a word names, and those inside a place that one names exactly."""
    exact = {code for fit in fits for code, how in fit.items() if how == EXACT}
    inside = {code for code, row in rows.items() if exact and any(higher.code in exact for higher in _above(row, rows))}
    return inside.union(*fits)


def _rank(code: str, fits: list[dict[str, int]], rows: _Rows) -> int | None:
    """How well a place fits; None where a word names neither it nor what it lies in."""
    above = [row.code for row in _above(rows[code], rows)]
    for fit in fits:
        if code not in fit and not any(higher in fit for higher in above):
            return None
    own = [fit[code] for fit in fits if code in fit]
    return sum(own) if own else LIES_IN


def _above(row: _Row, rows: _Rows) -> list[_Row]:
    """What a place lies in, from the province down; never round in circles."""
    found: list[_Row] = []
    while row.parent_id in rows and len(found) < len(_LEVELS):
        row = rows[row.parent_id]
        found.insert(0, row)
    return found


def _fits(word: str, rows: _Rows) -> dict[str, int]:
    """How well the word names each place that it names."""
    if word.isdigit():
        fit = _fit_code
    else:
        fit = _fit_chinese if _CHINESE.search(word) else _fit_letters
    found = {code: how for code, row in rows.items() if (how := fit(word, row)) is not None}
    return found or (_run_together(word, rows) if fit is _fit_chinese else {})


def _run_together(word: str, rows: _Rows) -> dict[str, int]:
    """湖南湘西保靖, written without blanks: what is left after the names of what a place lies in."""
    found = {}
    for row in rows.values():
        rest = word
        for place in _above(row, rows):
            rest = _without(rest, place)
        how = _fit_chinese(rest, row) if rest and rest != word else None
        if how is not None:
            found[row.code] = how
    return found


def _without(word: str, row: _Row) -> str:
    """The word without the place's name at its beginning."""
    for name in sorted(row.forms.zh, key=len, reverse=True):
        if word.startswith(name):
            return word.removeprefix(name)
    return word


def _fit_code(word: str, row: _Row) -> int | None:
    if not row.code.startswith(word):
        return None
    return EXACT if row.code == word else BEGINS


def _fit_chinese(word: str, row: _Row) -> int | None:
    names = row.forms.zh
    if word in names:
        return EXACT
    if names[0].startswith(word):
        return BEGINS
    return INSIDE if word in names[0] else None


def _fit_letters(word: str, row: _Row) -> int | None:
    names = row.forms
    if word in (names.en, names.pinyin):
        return EXACT
    if names.pinyin.startswith(word) or names.en.startswith(word) or any(n.startswith(word) for n in names.words):
        return BEGINS
    if len(word) > 1 and names.initials == word:
        return INITIALS
    return INSIDE if len(word) > 2 and word in names.en else None


def in_order(codes: list[str]) -> Case:
    """An ordering that keeps places as they were found."""
    return Case(*(When(pk=code, then=number) for number, code in enumerate(codes)), default=len(codes))
