"""Why an editor gives a part of a story back, as a vocabulary (`data/review_reasons.toml`)."""

import tomllib
from functools import cache
from pathlib import Path

from django.utils.functional import lazy
from django.utils.translation import get_language

DATA = Path(__file__).parent / "data" / "review_reasons.toml"


@cache
def reasons() -> dict[str, tuple[str, str]]:
    """Chinese and English name by key, in the order in which they are offered."""
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["reason"]
    return {row["key"]: (row["zh"], row["en"]) for row in rows}


def reason_name(key: str) -> str:
    """In the active language; the key itself where the vocabulary has lost it."""
    zh, en = reasons().get(key, (key, key))
    return zh if (get_language() or "").startswith("zh") else en


def reason_choices() -> list[tuple[str, str]]:
    return [(key, lazy(reason_name, str)(key)) for key in reasons()]
