"""Finding what was missed: changes nobody followed, files of yesterday, strays, pages that are not what Django says."""

import io
import logging
import os
import random
import shutil
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http.response import HttpResponseBase

from home.baking import files, following, index, keeping, slots

log = logging.getLogger(__name__)
# No page takes that long to be written.
HALF_WRITTEN_SECONDS = 600
# For a cache in front: it may know a page for a day after its file went.
KNOWN_SECONDS = 2 * 86_400
SAMPLE = 20


@dataclass(frozen=True, slots=True)
class Found:
    """How many changes were followed late, files had no business there, and pages said what Django does not."""

    followed: int
    strays: int
    different: int


def reconcile(sample: int = SAMPLE) -> Found:
    """Safe to repeat, and beside web processes that write pages. Raises OSError, sqlite3.Error."""
    followed = following.follow()
    _drop_old_slots()
    return Found(followed, sum(_strays(slot) for slot in slots.current()), compare(sample))


def compare(sample: int) -> int:
    """Ask Django anew for so many pages, whichever they are; throw away those that differ, and say so in the log."""
    rows = index.connection().execute("SELECT place, slot FROM pages WHERE written IS NOT NULL").fetchall()
    different = 0
    for place, slot in random.sample(rows, min(sample, len(rows))):
        path = files.folder(slot, place) / files.PLAIN
        try:
            kept = path.read_bytes()
        except FileNotFoundError:
            continue
        # What changed while we asked is about to be thrown away anyway.
        if slot in slots.current() and ask_django(place) != kept and path.exists() and path.read_bytes() == kept:
            log.error("%s was kept though it had changed", place)
            with index.locked(index.BUSY_FOLLOWING) as database:
                files.remove(path.parent)
                database.execute("DELETE FROM pages WHERE place = ?", [place])
            different += 1
    return different


def ask_django(place: str) -> bytes | None:
    """What a reader without a session gets from Django itself; None where that is no page."""
    answer = _answer(place)
    return answer.content if answer.status_code == 200 and not answer.streaming else None


def headers_of(place: str) -> list[tuple[str, str]]:
    """What Django says with a page."""
    return list(_answer(place).items())


def _answer(place: str) -> HttpResponseBase:
    """Through all of the middleware, yet without the signals of a request: they would close the job's connection."""
    host, _, path = place.partition("/")
    name, _, port = host.partition(":")
    scheme = settings.SITE_URL.partition(":")[0]
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": f"/{path}/",
        "QUERY_STRING": "",
        "SCRIPT_NAME": "",
        "SERVER_NAME": name,
        "SERVER_PORT": port or ("443" if scheme == "https" else "80"),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": scheme,
        "wsgi.input": io.BytesIO(),
        keeping.UNBAKED: True,
    }
    if scheme == "https" and settings.SECURE_PROXY_SSL_HEADER:
        environ[settings.SECURE_PROXY_SSL_HEADER[0]] = settings.SECURE_PROXY_SSL_HEADER[1]
    return _django().get_response(WSGIRequest(environ))


@cache
def _django() -> WSGIHandler:
    return WSGIHandler()


def _drop_old_slots() -> None:
    """Nobody looks into them any more; what lay there is kept in mind for caches in front."""
    now = slots.current()
    for entry in Path(settings.BAKED_DIR).iterdir():
        if slots.is_slot(entry.name) and entry.name not in now:
            shutil.rmtree(entry, ignore_errors=True)
    with index.locked(index.BUSY_FOLLOWING) as database:
        database.execute(
            "DELETE FROM pages WHERE slot NOT IN (?, ?) AND (written IS NULL OR written < ?)",
            [*now, time.time() - KNOWN_SECONDS],
        )


def _strays(slot: str) -> int:
    """Remove what nobody wrote down or finished: the index has every page before its file is there."""
    top = Path(settings.BAKED_DIR, slot)
    count = 0
    for parent, _folders, names in os.walk(top):
        folder = Path(parent)
        for name in names:
            if name.startswith(files.TEMPORARY) and _is_old(folder / name):
                (folder / name).unlink(missing_ok=True)
                count += 1
        beside = [folder / name for name in (files.PACKED, files.HEAD) if name in names]
        if files.PLAIN in names:
            count += _remove_unknown(slot, folder, str(folder.relative_to(top)))
        elif beside and all(map(_is_old, beside)):
            count += _remove_unknown(slot, folder, "")
    return count


def _remove_unknown(slot: str, folder: Path, place: str) -> int:
    with index.locked(index.BUSY_FOLLOWING) as database:
        if database.execute("SELECT 1 FROM pages WHERE place = ? AND slot = ?", [place, slot]).fetchone():
            return 0
        files.remove(folder)
    return 1


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > HALF_WRITTEN_SECONDS
    except FileNotFoundError:
        return False
