"""Is the Chinese catalogue in step with the source? Run by `make lint`: `python -m tests.catalogue`.

Extracts all messages anew (GNU gettext), compares with the committed catalogue, and asks that every
message is translated, none is fuzzy and placeholders agree. Leaves the catalogue as it was.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

CATALOGUE = Path("locale/zh_Hans/LC_MESSAGES/django.po")
EXTRACT = ["manage.py", "makemessages", "--locale", "zh_Hans", "--no-location", "--ignore", "var", "--ignore", ".venv"]


def parsed(text: str) -> Catalog:
    return read_po(text.splitlines(keepends=True), locale="zh_Hans")


def messages(catalogue: Catalog) -> dict[tuple, object]:
    return {(message.context, message.id): message for message in catalogue if message.id}


def faults(committed: Catalog, extracted: Catalog) -> list[str]:
    have, want = messages(committed), messages(extracted)
    found = [f"not in the catalogue: {key[1]!r}" for key in want.keys() - have.keys()]
    found += [f"no longer in the source: {key[1]!r}" for key in have.keys() - want.keys()]
    for key, message in have.items():
        text = message.string if isinstance(message.string, str) else "".join(message.string)
        if not text:
            found.append(f"not translated: {key[1]!r}")
        if message.fuzzy:
            found.append(f"fuzzy: {key[1]!r}")
        found += [f"{key[1]!r}: {error}" for error in message.check(committed)]
    return sorted(found)


def main() -> int:
    if not shutil.which("xgettext"):
        print("catalogue: not checked, GNU gettext is not installed")
        return 1 if os.environ.get("CI") else 0
    before = CATALOGUE.read_text(encoding="utf-8")
    try:
        subprocess.run([sys.executable, *EXTRACT], check=True, capture_output=True)
        after = CATALOGUE.read_text(encoding="utf-8")
    finally:
        CATALOGUE.write_text(before, encoding="utf-8")
    found = faults(parsed(before), parsed(after))
    print("\n".join(found) or f"catalogue: {len(messages(parsed(before)))} messages, all translated")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
