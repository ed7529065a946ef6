"""What a story is about, in the vocabulary that the channels share (`data/categories.toml`)."""

import tomllib
from functools import cache
from pathlib import Path

from django.utils.functional import lazy
from django.utils.translation import get_language

DATA = Path(__file__).parent / "data" / "categories.toml"


@cache
def categories() -> dict[str, tuple[str, str]]:
    """Chinese and English name by key, in the order in which they are offered; the key is what is stored."""
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["category"]
    return {row["key"]: (row["zh"], row["en"]) for row in rows}


def category_name(key: str, language: str | None = None) -> str:
    """The name in a language, by default the active one; the key itself where the vocabulary has lost it."""
    zh, en = categories().get(key, (key, key))
    return zh if (language or get_language() or "").startswith("zh") else en


def category_choices() -> list[tuple[str, str]]:
    return [(key, lazy(category_name, str)(key)) for key in categories()]
