"""Many recommendations from one CSV or XLSX file: read, looked at, then taken all or not at all."""

import json
import re
import unicodedata
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from products import news, recommendations
from products.cells import CellError, count_of, text_of
from products.duplicates import Likeness, duplicates_of, written_alike
from products.errors import Refused
from products.models import Place, Recommendation, RecommendationState, User
from products.permissions import forbidden
from products.place_lookup import counties_meant
from products.sheets import Limits, read_sheet

MAX_BYTES = 2 * 1024 * 1024
MAX_ROWS = 200
SALT = "products.recommendation-sheet"
KEPT_SECONDS = 24 * 3600
# Field → its column's name in Chinese and in English; the template has both in one cell.
COLUMNS = {
    "name_zh": ("中文名", "Chinese name"),
    "name_en": ("英文名", "English name"),
    "kind": ("种类", "Kind"),
    "place": ("县（名称或代码）", "County (name or code)"),
    "village": ("村", "Village"),
    "season_start": ("采收起始月", "First month of harvest"),
    "season_end": ("采收结束月", "Last month of harvest"),
    "supply_kg": ("年供应量（千克）", "Supply a year (kg)"),
    "why": ("特色", "Why it is distinctive"),
}
REQUIRED = ("place", "why")
_MONTH = re.compile(r"(1[0-2]|0?[1-9])(?:\.0+)?\s*月?")
_WEIGHT = re.compile(r"[,，\s]|kg|千克|公斤", re.IGNORECASE)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_BRACKETS = re.compile(r"\(.*?\)")
# Rows of one file never share a key with a form of the public page.
_NAMESPACE = uuid5(NAMESPACE_URL, "fengshou/recommendation-sheet")


@dataclass(frozen=True)
class Rejected:
    """A row that cannot be taken: its number as a spreadsheet shows it, and why."""

    row: int
    reason: str


@dataclass
class Parsed:
    rows: list[tuple[int, dict]] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    count: int = 0


@dataclass(frozen=True)
class Looked:
    """A row beside what is known. `twice`: the number of an earlier row of the file with the same name."""

    row: int
    recommendation: Recommendation
    duplicates: list[Likeness]
    known: bool
    twice: int | None

    @property
    def waits(self) -> bool:
        """Whether somebody looks at it before it is taken in."""
        return self.twice is not None or any(likeness.certain for likeness in self.duplicates)


@dataclass(frozen=True)
class Taken:
    received: int
    taken_in: int
    known: int


def parse(data: bytes, person: User) -> Parsed:
    """Read a file. Raises Refused for one that is none of these; rows that are wrong are listed."""
    rows = read_sheet(data, _limits()).rows
    first = next(rows, None)
    if first is None:
        raise Refused("recommendations.file_empty", _("The file is empty."))
    places = _columns(first[1])
    parsed, counties = Parsed(), {}
    for number, cells in rows:
        parsed.count += 1
        reader = _Reader(cells, places, counties)
        words = reader.words()
        problems = reader.problems or _broken_rules(words, person)
        if problems:
            parsed.rejected.append(Rejected(number, "; ".join(problems)))
        else:
            parsed.rows.append((number, words))
    if not parsed.count:
        raise Refused("recommendations.no_rows", _("The file has column names and no rows."))
    return parsed


def look(rows: list[tuple[int, dict]], person: User) -> list[Looked]:
    """What is known already, and what each row resembles; three queries whatever the number of rows."""
    drafts = [_draft(words, person) for _number, words in rows]
    places = Place.objects.in_bulk({draft.place_id for draft in drafts})
    for draft in drafts:
        draft.place = places[draft.place_id]
    known = set(Recommendation.objects.filter(key__in=[draft.key for draft in drafts]).values_list("key", flat=True))
    seen: dict[tuple, int] = {}
    looked = []
    for (number, _words), draft, alike in zip(rows, drafts, duplicates_of(drafts), strict=True):
        name = (draft.place_id, written_alike(draft.name_zh or draft.name_en, draft.place))
        looked.append(Looked(number, draft, alike, draft.key in known, seen.get(name)))
        seen.setdefault(name, number)
    return looked


@transaction.atomic
def take(rows: list[tuple[int, dict]], person: User) -> Taken:
    """Receive every row, or none. Rows that were received before change nothing."""
    if refusal := forbidden(person, "recommend"):
        raise refusal
    batch, received, taken_in = uuid4(), 0, 0
    for _number, words in rows:
        given = {name: value for name, value in words.items() if name != "place"}
        answer = recommendations.receive(
            key_of(words, person),
            language=_language(words),
            person=person,
            batch=batch,
            place=Place.objects.get(pk=words["place"]),
            **_contact(person),
            **given,
        )
        received += answer.new
        taken_in += answer.new and answer.recommendation.state == RecommendationState.ACCEPTED
    if received:
        news.tell_batch(person, batch, received, taken_in)
    return Taken(received, taken_in, len(rows) - received)


def key_of(words: dict, person: User) -> UUID:
    """The same for the same row of the same organisation, however often and in whichever file it comes."""
    canonical = json.dumps(words, sort_keys=True, ensure_ascii=False)
    return uuid5(_NAMESPACE, f"{person.organisation_id}\0{canonical}")


def sealed(rows: list[tuple[int, dict]], person: User) -> str:
    """The rows as a text that only this person can bring back within a day, unchanged."""
    return signing.dumps({"person": person.pk, "rows": rows}, salt=SALT, compress=True)


def unsealed(text: str, person: User) -> list[tuple[int, dict]]:
    try:
        content = signing.loads(text, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature as error:
        raise Refused("recommendations.too_old", _("This file was checked too long ago. Upload it again.")) from error
    if content["person"] != person.pk:
        raise Refused("recommendations.not_yours", _("Another person checked this file. Upload it again."))
    return [(number, words) for number, words in content["rows"]]


def _limits() -> Limits:
    return Limits(
        code="recommendations",
        hint=_("Split it into several files."),
        max_bytes=MAX_BYTES,
        max_rows=MAX_ROWS,
        max_columns=30,
        max_unpacked_bytes=40 * 1024 * 1024,
        max_shared_text_bytes=10 * 1024 * 1024,
    )


def _columns(cells: list) -> dict[str, int]:
    places: dict[str, int] = {}
    for index, cell in enumerate(cells):
        name = _plain(cell)
        for field_name, (zh, en) in COLUMNS.items():
            if name and name in (_plain(zh), _plain(en), _plain(zh) + _plain(en), _plain(field_name)):
                places.setdefault(field_name, index)
    missing = [name for name in REQUIRED if name not in places]
    if not {"name_zh", "name_en"} & places.keys():
        missing.insert(0, "name_zh")
    if missing:
        raise Refused(
            "recommendations.columns_missing",
            _("The first row must hold the column names; missing: %(columns)s. Start from the template.")
            % {"columns": ", ".join(" ".join(COLUMNS[name]) for name in missing)},
        )
    return places


def _plain(cell) -> str:
    text = unicodedata.normalize("NFKC", str(cell or "")).lstrip("\ufeff").lower()
    return re.sub(r"[\s_]", "", _BRACKETS.sub("", text))


class _Reader:
    """One row; a cell that cannot be read becomes a line in `problems`."""

    def __init__(self, cells: list, places: dict[str, int], counties: dict[str, list[Place]]) -> None:
        self.cells, self.places, self.counties = cells, places, counties
        self.problems: list[str] = []

    def words(self) -> dict:
        return {
            **{name: self._value(name, text_of) or "" for name in ("name_zh", "name_en", "kind", "village", "why")},
            "season_start": self._value("season_start", _month),
            "season_end": self._value("season_end", _month),
            "supply_kg": self._value("supply_kg", _kilograms),
            "place": self._value("place", self._county) or "",
        }

    def _value(self, name: str, convert):
        index = self.places.get(name)
        cell = self.cells[index] if index is not None and index < len(self.cells) else None
        try:
            return convert(cell)
        except CellError as error:
            self.problems.append(f"{' '.join(COLUMNS[name])}: {error}")
            return None

    def _county(self, cell) -> str:
        text = text_of(cell)
        if text not in self.counties:
            self.counties[text] = counties_meant(text)
        meant = self.counties[text]
        if not text:
            raise CellError(_("is empty"))
        if not meant:
            raise CellError(_("“%(text)s” is no county we know") % {"text": text[:40]})
        if len(meant) > 1:
            raise CellError(_("“%(text)s” may be several counties; write the code") % {"text": text[:40]})
        return meant[0].code


def _month(cell) -> int | None:
    text = text_of(cell)
    if not text:
        return None
    match = _MONTH.fullmatch(text)
    if not match:
        raise CellError(_("“%(text)s” is no month from 1 to 12") % {"text": text[:40]})
    return int(match[1])


def _kilograms(cell) -> int | None:
    if isinstance(cell, str):
        cell = _WEIGHT.sub("", text_of(cell))
    return count_of(cell, recommendations.MOST_KG)


def _broken_rules(words: dict, person: User) -> list[str]:
    try:
        recommendations.check_words(_draft(words, person))
    except Refused as refusal:
        return [str(refusal.message)]
    return []


def _draft(words: dict, person: User) -> Recommendation:
    given = {name: value for name, value in words.items() if name != "place"}
    return Recommendation(
        key=key_of(words, person),
        language=_language(words),
        place_id=words["place"],
        **recommendations.speaker(person),
        **_contact(person),
        **given,
    )


def _contact(person: User) -> dict:
    return {"contact_name": person.display_name()[:80], "name_may_be_shown": True}


def _language(words: dict) -> str:
    return "zh-hans" if _CHINESE.search(words["why"]) else "en"
