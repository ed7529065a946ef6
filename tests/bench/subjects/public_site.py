"""What reading the public site costs: baked pages, and how pages made anew grow with the stories."""

import subprocess
import sys
from pathlib import Path

import httpx

from tests.bench.client import request_bytes
from tests.bench.figures import Figure
from tests.bench.stage import Stage, rates
from tests.installation import ROOT, Installation
from tests.nginx import HOST, PROGRAM, Nginx

STORY = "/zh-hans/stories/the-hill-that-turned-orange/"
SIZES = (100, 20_000)
PAGES = {
    "front page": "/zh-hans/",
    "story": "/zh-hans/stories/carried-50/",
    "county": "/zh-hans/places/433125/",
    "search": "/zh-hans/search/?q=%E6%A9%99",
}


def figures(stage: Stage) -> list[Figure]:
    return [*_baked(stage), *_growth(stage)]


def _baked(stage: Stage) -> list[Figure]:
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


def _growth(stage: Stage) -> list[Figure]:
    """Pages made anew of a site of 20,000 stories beside one of 100: 1.0 is as fast."""
    houses = []
    for size in SIZES:
        house = stage.another(f"stories-{size}")
        command = [sys.executable, "-m", "tests.bench.filled_site", str(size)]
        subprocess.run(command, cwd=ROOT, env=house.environment, check=True)
        house.start("web")
        houses.append(house)
    few, many = houses
    return [
        rates(
            f"{name} of {SIZES[1]:,} stories / of {SIZES[0]}",
            (many.port, request_bytes(path), 200),
            (few.port, request_bytes(path), 200),
            least=0.8,
        )
        for name, path in PAGES.items()
    ]
