"""The files of one page: plain, compressed, and the head that goes with them.

`<slot>/<host>/<path>/index.html`, beside it `index.html.gz` and `index.head`. A page is there when its plain file is:
that one comes last and goes first. Call the writing functions with the index locked.
"""

import gzip
import json
import os
import re
import tempfile
from pathlib import Path

from django.conf import settings

PLAIN, PACKED, HEAD = "index.html", "index.html.gz", "index.head"
TEMPORARY = ".baking-"
# Addresses of our own views and slugs. What is written otherwise, percent-encoded too, is Django's to answer.
_PATH = re.compile(r"/(?:[A-Za-z0-9][A-Za-z0-9._-]{0,200}/)+\Z")
LONGEST_PATH = 500
_HOST = re.compile(r"[a-z0-9][a-z0-9.-]{0,252}(:\d{1,5})?\Z")


def place(host: str, path: str) -> str | None:
    """`<host>/<path>`, where a page lies in its slot; None for a host or a path that is not kept.

    `path` is decoded, as Django resolves it.
    """
    if len(path) > LONGEST_PATH or not _PATH.match(path) or host not in settings.BAKED_HOSTS or not _HOST.match(host):
        return None
    return host + path.rstrip("/")


def folder(slot: str, place: str) -> Path:
    return Path(settings.BAKED_DIR, slot, place)


def write(folder: Path, body: bytes, head: dict) -> None:
    """Write a page; each file is there as a whole or not at all. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    packed = gzip.compress(body, 6, mtime=0)
    for name, content in ((HEAD, json.dumps(head).encode()), (PACKED, packed), (PLAIN, body)):
        _write(folder / name, content)


def _write(path: Path, content: bytes) -> None:
    descriptor, temporary = tempfile.mkstemp(prefix=TEMPORARY, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def remove(folder: Path) -> None:
    """Remove a page, and the folders that it leaves empty, up to its host's."""
    for name in (PLAIN, PACKED, HEAD):
        (folder / name).unlink(missing_ok=True)
    root = Path(settings.BAKED_DIR)
    while len(folder.relative_to(root).parts) > 2:
        try:
            folder.rmdir()
        except OSError:  # another page below, or gone
            return
        folder = folder.parent
