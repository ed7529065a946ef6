"""What a campaign's readers are interested in: a vocabulary kept as data (`data/interests.toml`)."""

import tomllib
from functools import cache
from pathlib import Path

from django.utils.functional import lazy

from products.bilingual import in_language

DATA = Path(__file__).parent / "data" / "interests.toml"


@cache
def interests() -> dict[str, tuple[str, str]]:
    """Chinese and English name by key, in the order in which they are offered; the key is what is stored."""
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["interest"]
    return {row["key"]: (row["zh"], row["en"]) for row in rows}


def interest_name(key: str, language: str | None = None) -> str:
    """The name in a language, by default the active one; the key itself where the vocabulary has lost it."""
    return in_language(*interests().get(key, (key, key)), language)


def interest_choices() -> list[tuple[str, str]]:
    return [(key, lazy(interest_name, str)(key)) for key in interests()]
