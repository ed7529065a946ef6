"""The places of China: the file they come in, and the way into the database.

`data/places.tsv` holds code and names; level and parent follow from the code. Its source is in `data/README.md`.
"""

from collections.abc import Container
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from products.models import Place, PlaceLevel

PLACES_FILE = Path(__file__).parent / "data" / "places.tsv"


class PlaceRow(NamedTuple):
    code: str
    level: str
    parent: str | None
    name_zh: str
    name_en: str


class Loaded(NamedTuple):
    """How many rows were added, and how many changed."""

    added: int
    changed: int


def level_of(code: str) -> PlaceLevel:
    """What a code is about: 430000 a province, 433100 a prefecture, 433125 a county."""
    if code.endswith("0000"):
        return PlaceLevel.PROVINCE
    return PlaceLevel.PREFECTURE if code.endswith("00") else PlaceLevel.COUNTY


def read_places() -> list[PlaceRow]:
    """The rows of the file, by code, so that a parent comes before its children."""
    lines = PLACES_FILE.read_text(encoding="utf-8").splitlines()
    fields = [line.split("\t") for line in lines if line and not line.startswith("#")]
    codes = {code for code, *_names in fields}
    return [PlaceRow(code, level_of(code), parent_of(code, codes), zh, en) for code, zh, en in sorted(fields)]


def codes_above(code: str) -> list[str]:
    """Where a place may hang, nearest first: on its prefecture, or on its province where that does not exist."""
    return [above for above in (code[:4] + "00", code[:2] + "0000") if above != code]


def parent_of(code: str, existing: Container[str]) -> str | None:
    """The nearest unit above that exists."""
    return next((above for above in codes_above(code) if above in existing), None)


@transaction.atomic
def load_places(*, update: bool = False) -> Loaded:
    """Add the places of the file that are missing; with `update` also bring those that differ to the file's words.

    Without `update` a place that is there stays as it is, renamed by hand or not. Places that the file does not
    know stay in both cases: products may belong to them.
    """
    known = {row[0]: PlaceRow(*row) for row in Place.objects.values_list(*PlaceRow._fields)}
    rows = [row for row in read_places() if known.get(row.code) != row]
    missing = [row for row in rows if row.code not in known]
    wanted = rows if update else missing
    more = {"update_conflicts": True, "unique_fields": ["code"], "update_fields": PlaceRow._fields[1:]}
    # Two processes may start at once: a row that the other one added meanwhile is no error.
    Place.objects.bulk_create([_place(row) for row in wanted], **(more if update else {"ignore_conflicts": True}))
    return Loaded(added=len(missing), changed=len(wanted) - len(missing))


def _place(row: PlaceRow) -> Place:
    return Place(code=row.code, level=row.level, parent_id=row.parent, name_zh=row.name_zh, name_en=row.name_en)
