"""The rubric of assessments: data files, one per version, so that a changed rubric is a data diff.

An assessment keeps the version it was made by, and that version stays readable. The newest one is
what new assessments are made by.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from products.bilingual import in_language

RUBRIC_DIR = Path(__file__).parent / "data" / "rubrics"
# A scale longer than this cannot be told apart by anchors, nor pressed on a phone.
HIGHEST = 10


@dataclass(frozen=True)
class Anchor:
    """What one score means."""

    score: int
    zh: str
    en: str

    def text(self, language: str | None = None) -> str:
        return in_language(self.zh, self.en, language)


@dataclass(frozen=True)
class Criterion:
    """`weight` is its share of the total; below `minimum` an assessment cannot be passed."""

    key: str
    name_zh: str
    name_en: str
    guidance_zh: str
    guidance_en: str
    highest: int
    weight: int
    minimum: int
    anchors: tuple[Anchor, ...]

    def name(self, language: str | None = None) -> str:
        return in_language(self.name_zh, self.name_en, language)

    def guidance(self, language: str | None = None) -> str:
        return in_language(self.guidance_zh, self.guidance_en, language)

    def anchor(self, score: int) -> Anchor:
        return self.anchors[score]


@dataclass(frozen=True)
class Rubric:
    version: str
    since: date
    criteria: tuple[Criterion, ...]

    def criterion(self, key: str) -> Criterion | None:
        return next((criterion for criterion in self.criteria if criterion.key == key), None)

    def total(self, scores: Mapping[str, int]) -> int:
        """The weighted total from 0 to 100; what was not scored counts nothing."""
        whole = sum(criterion.weight for criterion in self.criteria)
        reached = sum(
            criterion.weight * scores.get(criterion.key, 0) / criterion.highest for criterion in self.criteria
        )
        return round(100 * reached / whole)


class WrongRubric(ValueError):
    """A rubric file does not say what it must; the message names the file and the fault."""


@cache
def rubrics() -> dict[str, Rubric]:
    """All versions, oldest first. Raises `WrongRubric`."""
    found = sorted((read(path) for path in RUBRIC_DIR.glob("*.toml")), key=lambda rubric: rubric.since)
    if not found:
        raise WrongRubric(f"{RUBRIC_DIR} holds no rubric")
    if len({rubric.since for rubric in found}) < len(found):
        raise WrongRubric("two rubrics begin on one day")
    return {rubric.version: rubric for rubric in found}


def current() -> Rubric:
    """What new assessments are made by."""
    return list(rubrics().values())[-1]


def of(version: str) -> Rubric | None:
    """The rubric of an old assessment, or None for a version nobody has any more."""
    return rubrics().get(version)


def read(path: Path) -> Rubric:
    """Read one file. Raises `WrongRubric`."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        rubric = Rubric(data["version"], data["since"], tuple(_criterion(row) for row in data["criterion"]))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise WrongRubric(f"{path.name}: {type(error).__name__}: {error}") from error
    for fault in faults(rubric, path.stem):
        raise WrongRubric(f"{path.name}: {fault}")
    return rubric


def faults(rubric: Rubric, name: str) -> list[str]:
    """What is wrong with it, in words for whoever edits the file."""
    keys = [criterion.key for criterion in rubric.criteria]
    found = []
    if rubric.version != name or len(name) > 20:
        found.append("version must be the file's name, 20 characters at most")
    if type(rubric.since) is not date:
        found.append("since must be a day")
    if not keys or len(set(keys)) < len(keys):
        found.append("criteria must have keys of their own")
    return [*found, *(f"{one.key}: {fault}" for one in rubric.criteria for fault in _faults_of(one))]


def _faults_of(criterion: Criterion) -> list[str]:
    found = []
    figures = (criterion.highest, criterion.weight, criterion.minimum)
    if not all(type(figure) is int for figure in figures):
        return ["highest, weight and minimum must be whole numbers"]
    if not criterion.key or len(criterion.key) > 40:
        found.append("the key must have 1 to 40 characters")
    if not 1 <= criterion.highest <= HIGHEST:
        found.append(f"highest must lie between 1 and {HIGHEST}")
    if criterion.weight < 1:
        found.append("weight must be 1 or more")
    if not 0 <= criterion.minimum <= criterion.highest:
        found.append("minimum must lie on the scale")
    if len(criterion.anchors) != criterion.highest + 1:
        found.append("there must be an anchor for each score from 0 to the highest")
    words = [criterion.name_zh, criterion.name_en, criterion.guidance_zh, criterion.guidance_en]
    words += [text for anchor in criterion.anchors for text in (anchor.zh, anchor.en)]
    if not all(isinstance(text, str) and text.strip() for text in words):
        found.append("names, guidance and anchors must be there in both languages")
    return found


def _criterion(row: dict) -> Criterion:
    fields = ("key", "name_zh", "name_en", "guidance_zh", "guidance_en", "highest", "weight", "minimum")
    anchors = tuple(Anchor(score, anchor["zh"], anchor["en"]) for score, anchor in enumerate(row["anchors"]))
    return Criterion(*(row[field] for field in fields), anchors)
