"""A whole installation of its own: database, media and the real processes, in a folder that goes away.

Used by the journeys, the browser tests, the screenshots and the measurements.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import httpx
import psycopg

from tests.prepared_database import prepared_file, template

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "demo-Pa55word-for-tests"
# Seconds a command may take. Loading the demo needs one or two minutes; a machine with much else to do, many more.
LONGEST = 1800
PROCESSES = {
    "web": [sys.executable, "-m", "gunicorn", "--config", "cms/gunicorn.py", "cms.wsgi"],
    "worker": [sys.executable, "manage.py", "db_worker", "--interval", "0.2"],
    "scheduler": [sys.executable, "manage.py", "scheduler"],
    "films": [sys.executable, "manage.py", "db_worker", "--queue-name", "films", "--interval", "0.2"],
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class PostgresDatabase:
    """A PostgreSQL database of an installation's own, beside the one that `DATABASE_URL` names."""

    def __init__(self, beside: str):
        self.beside = beside
        self.name = f"fengshou_{secrets.token_hex(6)}"
        self.url = urlunsplit(urlsplit(beside)._replace(path=f"/{self.name}"))
        self._say(f'CREATE DATABASE "{self.name}" {template()}')

    def drop(self) -> None:
        self._say(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _say(self, statement: str) -> None:
        with psycopg.connect(self.beside, autocommit=True) as connection:
            connection.execute(statement)


class Installation:
    """`url` has no trailing slash. Stop it when done: processes are real and outlive a forgotten object.

    On SQLite, or on PostgreSQL and Redis where `DATABASE_URL` and `CACHE_URL` say so.
    """

    def __init__(self, folder: Path, **environment: str):
        self.folder = folder
        beside = os.environ.get("DATABASE_URL", "")
        self.database = PostgresDatabase(beside) if beside.startswith("postgres") else None
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.processes: dict[str, subprocess.Popen] = {}
        kept = {
            name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL", "CACHE_URL") if name in os.environ
        }
        if self.database:
            kept["DATABASE_URL"] = self.database.url
        self.environment = {
            **kept,
            "VAR_DIR": str(folder),
            "PORT": str(self.port),
            "SITE_URL": self.url,
            "DEMO_PASSWORD": PASSWORD,
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            **environment,
        }
        if not self.database and prepared_file().exists():
            shutil.copy(prepared_file(), folder / "fengshou.sqlite3")

    def manage(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess:
        """Run `manage.py`; raises with its output when it fails and `check` is set."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=LONGEST,
        )
        if check and done.returncode:
            raise AssertionError(f"manage.py {' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}")
        return done

    def start(self, *names: str) -> None:
        for name in names or PROCESSES:
            log = (self.folder / f"{name}.log").open("ab")
            self.processes[name] = subprocess.Popen(
                PROCESSES[name], cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        if "web" in self.processes:
            self.wait(lambda: httpx.get(f"{self.url}/healthz").status_code == 200, 120, "the web process to answer")

    def stop(self, *names: str, kill: bool = False) -> None:
        """End processes; `kill` is what a power cut does."""
        for name in names or list(self.processes):
            process = self.processes.pop(name)
            os.killpg(process.pid, signal.SIGKILL if kill else signal.SIGTERM)
            process.wait(20)

    def remove(self) -> None:
        """Stop everything and drop the database."""
        self.stop()
        if self.database:
            self.database.drop()

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    @staticmethod
    def wait(holds, seconds: float, what: str):
        """Return what `holds()` returned as soon as it is true; connection errors count as not yet."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                result = holds()
            except httpx.TransportError:
                result = None
            if result:
                return result
            time.sleep(0.1)
        raise AssertionError(f"waited {seconds} s for {what}")
