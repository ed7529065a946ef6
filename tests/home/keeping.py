"""Reading a site whose public pages are kept as files, in tests."""

from collections.abc import Callable, Iterable
from pathlib import Path

import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from home.baking import files, following, index, reconcile, slots
from home.baking.serving import Baked

HOST = "testserver"


class Reader:
    """Asks as a browser does: for the file first, then Django, which writes it."""

    def __init__(self) -> None:
        self.client = Client(headers={"host": HOST})

    def read(self, path: str) -> str:
        """The page, made by Django and kept."""
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.content.decode()

    def lies_there(self, path: str) -> bool:
        return any((files.folder(slot, HOST + path.rstrip("/")) / files.PLAIN).exists() for slot in slots.current())

    def kept(self) -> set[str]:
        """The addresses whose files lie there."""
        found: set[str] = set()
        for slot in slots.current():
            top = Path(settings.BAKED_DIR, slot, HOST)
            found |= {f"/{file.parent.relative_to(top)}/" for file in top.rglob(files.PLAIN)}
        return found

    def stale(self) -> list[str]:
        """Pages that are not what Django would answer now."""
        pages = index.connection().execute("SELECT place, slot FROM pages").fetchall()
        kept = {place: files.folder(slot, place) / files.PLAIN for place, slot in pages}
        return [
            place for place, file in kept.items() if file.exists() and file.read_bytes() != reconcile.ask_django(place)
        ]

    def gone_after(self, change: Callable[[], object], paths: Iterable[str]) -> set[str]:
        """Which of the pages a change throws away. None that stays is stale.

        The clock stands meanwhile: a page that is gone when its ten minutes end was not thrown away.
        """
        with time_machine.travel(timezone.now(), tick=False):
            return self._gone_after(change, paths)

    def _gone_after(self, change: Callable[[], object], paths: Iterable[str]) -> set[str]:
        following.follow(0)
        for path in paths:
            self.read(path)
        before = self.kept()
        assert before >= set(paths), set(paths) - before
        change()
        following.follow(0)
        assert not self.stale()
        return before - self.kept()


def serve(path: str, **environ: str) -> tuple[str, dict[str, str], bytes] | None:
    """What lies there for a request; None where it is Django's."""
    said: list = []
    wrapped = Baked(lambda environ, start: [])
    request = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "HTTP_HOST": HOST, "wsgi.url_scheme": "http", **environ}
    body = b"".join(wrapped(request, lambda status, headers: said.extend((status, dict(headers)))))
    return (said[0], said[1], body) if said else None
