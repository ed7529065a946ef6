"""The common style sheets, written into the page: a first view waits for no second answer, and the picture that a
reader waits for shares its line with nothing else.

Small enough for that (9 kB compressed); what single pages have beyond it stays linked.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256

from django.contrib.staticfiles import finders

SCREEN = ("tokens", "base", "components", "pages", "reading")
PRINT = ("print",)


@cache
def common() -> str:
    """The rules for screens, then those for paper."""
    return f"{_rules(SCREEN)}@media print{{{_rules(PRINT)}}}"


@cache
def source() -> str:
    """`common` as a source of the content security policy: it allows these very bytes and no other inline style."""
    return f"'sha256-{b64encode(sha256(common().encode()).digest()).decode()}'"


@cache
def version() -> str:
    """Another one whenever the look changes."""
    return sha256(common().encode()).hexdigest()[:12]


def _rules(names: tuple[str, ...]) -> str:
    """Without comments and the blanks that only people read."""
    text = "".join(_read(name) for name in names)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r" ?([{};,]) ?", r"\1", re.sub(r"\s+", " ", text)).strip()


def _read(name: str) -> str:
    with open(finders.find(f"fengshou/{name}.css"), encoding="utf-8") as file:
        return file.read()
