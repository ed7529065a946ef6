"""The example for nginx (deploy/nginx.conf) on a free port, in a folder of its own."""

import os
import shutil
import subprocess
from pathlib import Path

import httpx

from tests.installation import ROOT, Installation, free_port

PROGRAM = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
EXAMPLE = ROOT / "deploy" / "nginx.conf"
HOST = "127.0.0.1"


def configuration(folder: Path, baked: Path, headers: str, port: int, django: int) -> str:
    """The example with our paths, without TLS, and with `/plain/` beside it for comparison."""
    (folder / "page_headers.conf").write_text(headers)
    (folder / "plain").mkdir(exist_ok=True)
    own = [f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")]
    text = EXAMPLE.read_text()
    lines = [line for line in text.splitlines() if "ssl_certificate" not in line]
    text = "\n".join(lines)
    for old, new in (
        ("listen 443 ssl http2;", f"listen {HOST}:{port};"),
        ("/srv/fengshou/var/baked", str(baked)),
        ("/srv/fengshou/var/page_headers.conf", f"{folder}/page_headers.conf"),
        ("example.org", HOST),
        ("http://127.0.0.1:8000", f"http://127.0.0.1:{django}"),
        ("http {", "http {\n" + "\n".join(own)),
        (
            "location / {",
            f"location /plain/ {{ alias {folder}/plain/; include {folder}/page_headers.conf; }}\nlocation / {{",
        ),
        (
            "worker_processes auto;",
            f"worker_processes 1;\ndaemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/nginx.log;",
        ),
    ):
        if old not in text:
            raise AssertionError(f"{EXAMPLE.name} no longer says {old!r}")
        text = text.replace(old, new)
    # Started as root it would give up the rights to our folder.
    return f"user {folder.owner()};\n{text}\n" if folder.owner() == "root" else f"{text}\n"


class Nginx:
    """Stop it when done."""

    def __init__(self, folder: Path, baked: Path, headers: str, django: int, clock: str = "Asia/Shanghai"):
        self.port = free_port()
        self.folder = folder
        config = folder / "nginx.conf"
        config.write_text(configuration(folder, baked, headers, self.port, django))
        self.process = subprocess.Popen(
            [PROGRAM or "nginx", "-p", str(folder), "-c", str(config)],
            env=os.environ | {"TZ": clock},
            stderr=subprocess.PIPE,
            text=True,
        )
        (folder / "plain" / "up").write_text("up")
        try:
            Installation.wait(lambda: self.get("/plain/up").status_code == 200, 10, "nginx")
        except AssertionError:
            self.stop()
            raise AssertionError(self.process.stderr.read() if self.process.stderr else "") from None

    def get(self, path: str, **headers: str) -> httpx.Response:
        return httpx.get(f"http://{HOST}:{self.port}{path}", headers={"Host": HOST, **headers})

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)
