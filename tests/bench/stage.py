"""Where measurements are made: a demo with its web process, the yardstick beside it, and houses of one's own.

Each is made when the first subject asks for it.
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx

from tests.bench.client import rate, request_bytes
from tests.bench.figures import Figure
from tests.installation import PROCESSES, ROOT, Installation, free_port

ROUNDS, SECONDS, LONGEST = 5, 2.0, 900
# One process on each side, which is not replaced by a new one while it is measured.
SERVER = {"WEB_WORKERS": "1", "GUNICORN_CMD_ARGS": "--max-requests 0"}
# More calls than a channel may make, and pages made anew unless a subject says otherwise.
ENVIRONMENT = SERVER | {"API_RATE_PER_MINUTE": "1000000000", "BAKED_PAGES": "0"}

# The yardsticks under the same server.
PLAIN = [*PROCESSES["web"][:-1], "tests.bench.plain"]

# Port, request, and the status that every answer must have.
Asked = tuple[int, bytes, int]


class Bare:
    """The yardstick's own server, with the same gunicorn settings."""

    def __init__(self, folder: Path, database_url: str = ""):
        self.port = free_port()
        self.environment = {
            **os.environ,
            **({"DATABASE_URL": database_url} if database_url else {}),
            "BENCH_FOLDER": str(folder),
            "DJANGO_SETTINGS_MODULE": "tests.bench.bare",
            "PORT": str(self.port),
            **SERVER,
        }
        setup = "import django; django.setup(); from tests.bench.bare import make_table; make_table()"
        subprocess.run([sys.executable, "-c", setup], cwd=ROOT, env=self.environment, check=True)
        self.process = subprocess.Popen(PLAIN, cwd=ROOT, env=self.environment, stderr=subprocess.DEVNULL)
        Installation.wait(lambda: httpx.get(f"http://127.0.0.1:{self.port}/go").status_code == 302, 60, "the yardstick")


class Stage:
    """Close it when done: its processes are real."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._houses: list[Installation] = []
        self._bare: Bare | None = None

    @cached_property
    def demo(self) -> Installation:
        """The demo content, all editions made, the web process up."""
        print("Loading the demo content ...", flush=True)
        demo = self.house("demo")
        demo.manage("load_demo")
        demo.manage("db_worker", "--batch")
        demo.start("web")
        return demo

    def another(self, name: str, **environment: str) -> Installation:
        """A house of its own with the demo's people only, no process running; left to the subject to fill."""
        house = self.house(name, **environment)
        house.manage("load_demo", "--people-only")
        return house

    def bare_house(self, name: str, **environment: str) -> Installation:
        """A house with its tables and nothing in them."""
        house = self.house(name, **environment)
        house.manage("migrate", "--verbosity", "0")
        return house

    def house(self, name: str, **environment: str) -> Installation:
        """A house of which nothing is there yet but its folder and its settings."""
        folder = self.folder / name
        folder.mkdir()
        house = Installation(folder, **(ENVIRONMENT | environment))
        self._houses.append(house)
        return house

    @cached_property
    def bare(self) -> Bare:
        database = self.demo.database
        self._bare = Bare(self.folder, database.url if database else "")
        return self._bare

    def bare_bytes(self, name: str, body: bytes) -> Asked:
        """The bare view that answers with `body`."""
        (self.folder / f"{name}.body").write_bytes(body)
        return self.bare.port, request_bytes(f"/bytes/{name}"), 200

    @contextmanager
    def web_beside(self, house: Installation, program=PROCESSES["web"], **environment: str) -> Iterator[int]:
        """The port of one more web process of a house, with settings of its own."""
        port = free_port()
        with (house.folder / "web-beside.log").open("ab") as log:
            process = subprocess.Popen(
                program,
                cwd=ROOT,
                env=house.environment | {"PORT": str(port)} | environment,
                stdout=log,
                stderr=log,
            )
        try:
            house.wait(
                lambda: httpx.get(f"http://127.0.0.1:{port}/healthz").status_code == 200, 60, "a second web process"
            )
            yield port
        finally:
            process.terminate()
            process.wait(20)

    @cached_property
    def feed_token(self) -> str:
        """Opens the feed of `wechat-oa` in the demo; the command shows it once."""
        return max(self.demo.manage("channel_token", "create", "wechat-oa").stdout.split(), key=len)

    @staticmethod
    def inside(house: Installation, module: str, *arguments: str) -> Any:
        """What a subject (its `__name__`) prints when it runs in a house's environment."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=house.environment,
            capture_output=True,
            text=True,
            timeout=LONGEST,
        )
        if done.returncode:
            raise RuntimeError(f"{module} failed:\n{done.stderr}")
        return json.loads(done.stdout)

    def close(self) -> None:
        if self._bare:
            self._bare.process.terminate()
        for house in self._houses:
            house.remove()


def rates(what: str, ours: Asked, bare: Asked, least: float | None = None) -> Figure:
    """Requests a second of ours for one of the other's: medians of rounds that alternate, so that a busy machine
    slows both alike. 1.0 means as fast."""
    pairs = [(rate(*ours, SECONDS), rate(*bare, SECONDS)) for _round in range(ROUNDS)]
    data = {
        "ours_per_s": round(statistics.median(a for a, _ in pairs), 1),
        "bare_per_s": round(statistics.median(b for _, b in pairs), 1),
    }
    note = f"{data['ours_per_s']}/s, {data['bare_per_s']}/s"
    return Figure(what, statistics.median(a / b for a, b in pairs), least=least, note=note, data=data)
