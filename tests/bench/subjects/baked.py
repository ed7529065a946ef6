"""What reading one story costs: from its file, behind nginx, and made anew, each beside its yardstick."""

import subprocess
import sys
from pathlib import Path

import httpx

from tests.bench.client import request_bytes
from tests.bench.figures import Figure
from tests.bench.stage import PLAIN, Stage, rates
from tests.installation import ROOT, Installation
from tests.nginx import HOST, PROGRAM, Nginx

STORY = "/zh-hans/stories/the-hill-that-turned-orange/"


def figures(stage: Stage) -> list[Figure]:
    return [*_from_files(stage), _made_anew(stage)]


def _from_files(stage: Stage) -> list[Figure]:
    """A baked story beside Django's cache, and behind nginx beside a file of the same bytes."""
    demo, request = stage.demo, request_bytes(STORY)
    # The client names the host without a port.
    ours = {"BAKED_PAGES": "1", "BAKED_HOSTS": HOST}
    with (
        stage.web_beside(demo, **ours) as port,
        stage.web_beside(demo, DJANGO_SETTINGS_MODULE="tests.bench.cached") as cached,
    ):
        _read_until_baked(port)
        what = "baked story / Django's cache middleware, outermost and in memory"
        found = [rates(what, (port, request, 200), (cached, request, 200), least=2)]
        if PROGRAM is None:
            print("nginx is not installed: nothing measured behind it.")
            return found
        return [*found, _behind_nginx(demo, ours, port)]


def _behind_nginx(demo: Installation, ours: dict[str, str], django: int) -> Figure:
    folder = demo.folder / "nginx"
    folder.mkdir()
    command = [sys.executable, "manage.py", "baked_pages", "--nginx"]
    said = subprocess.run(
        command, cwd=ROOT, env=demo.environment | ours, capture_output=True, text=True, check=True
    ).stdout
    front = Nginx(folder, Path(demo.folder, "baked"), said, django)
    try:
        page = front.get(STORY)
        (folder / "plain" / "story.html").write_bytes(page.content)
        return rates(
            "baked story behind nginx / nginx serving a file of the same bytes and headers",
            (front.port, request_bytes(STORY), 200),
            (front.port, request_bytes("/plain/story.html"), 200),
            least=0.9,
        )
    finally:
        front.stop()


def _read_until_baked(port: int) -> None:
    """The first reading makes rows of its own; a page that lies there has a mark from its file."""
    url = f"http://{HOST}:{port}{STORY}"
    Installation.wait(lambda: "etag" in httpx.get(url, headers={"Host": HOST}).headers, 20, "the story to be baked")


def _made_anew(stage: Stage) -> Figure:
    """A story of which nothing is kept beside the same words and pictures in a Wagtail as it comes out of its box."""
    demo = stage.demo
    page = stage.folder / "story.html"
    page.write_bytes(httpx.get(demo.url + STORY).content)
    stock = stage.house("stock", DJANGO_SETTINGS_MODULE="tests.bench.stock.settings")
    command = [
        sys.executable,
        "-m",
        "tests.bench.stock.fill",
        str(page),
        str(demo.folder / "media" / "original_images"),
    ]
    subprocess.run(command, cwd=ROOT, env=stock.environment, check=True)
    with stage.web_beside(stock, PLAIN) as port:
        return rates(
            "story made anew / the same content on stock Wagtail",
            (demo.port, request_bytes(STORY), 200),
            (port, request_bytes("/story/"), 200),
            least=5,
        )
