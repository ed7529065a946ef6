"""What reading the public site costs: baked pages, uncached ones, and how both grow with the stories."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.bench.client import request_bytes
from tests.installation import PROCESSES, ROOT, Installation, free_port
from tests.nginx import HOST, PROGRAM, Nginx

STORY = "/zh-hans/stories/the-hill-that-turned-orange/"
SIZES = (100, 20_000)
PAGES = {
    "front page": "/zh-hans/",
    "story": "/zh-hans/stories/carried-50/",
    "county": "/zh-hans/places/433125/",
    "search": "/zh-hans/search/?q=%E6%A9%99",
}


@contextmanager
def web(environment: dict[str, str], **more: str):
    """Another web process beside an installation's own, with its data and one worker; gives its port."""
    port = free_port()
    environment = {**environment, "PORT": str(port), "WEB_WORKERS": "1", **more}
    process = subprocess.Popen(PROCESSES["web"], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        Installation.wait(lambda: httpx.get(f"http://{HOST}:{port}/healthz").status_code == 200, 60, "a web process")
        yield port
    finally:
        process.terminate()
        process.wait(20)


def baked(installation: Installation, measure) -> list[dict]:
    """A baked story beside Django's cache, and behind nginx beside a file of the same bytes."""
    request = request_bytes(STORY)
    environment = {**installation.environment, "BAKED_PAGES": "1", "BAKED_HOSTS": HOST}
    cached = {**installation.environment, "DJANGO_SETTINGS_MODULE": "tests.bench.cached"}
    with web(environment) as ours, web(cached) as theirs:
        _read_until_baked(ours)
        rows = [
            measure("baked story / Django's cache middleware, outermost", (ours, request, 200), (theirs, request, 200))
        ]
        if PROGRAM is None:
            print("nginx is not installed: nothing measured behind it.")
            return rows
        return rows + _behind_nginx(installation, environment, ours, measure)


def _behind_nginx(installation: Installation, environment: dict, django: int, measure) -> list[dict]:
    folder = installation.folder / "nginx"
    folder.mkdir()
    headers = subprocess.run(
        [sys.executable, "manage.py", "baked_pages", "--nginx"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    front = Nginx(folder, installation.folder / "baked", headers, django)
    try:
        page = front.get(STORY)
        if "x-frame-options" not in page.headers:
            raise AssertionError("nginx did not add the headers of pages")
        (folder / "plain" / "story.html").write_bytes(page.content)
        return [
            measure(
                "baked story behind nginx / nginx serving a file of the same bytes and headers",
                (front.port, request_bytes(STORY), 200),
                (front.port, request_bytes("/plain/story.html"), 200),
            )
        ]
    finally:
        front.stop()


def _read_until_baked(port: int) -> None:
    """The first reading makes rows of its own; a page that lies there has a mark from its file."""
    url = f"http://{HOST}:{port}{STORY}"
    Installation.wait(lambda: "etag" in httpx.get(url, headers={"Host": HOST}).headers, 20, "the story to be baked")


def growth(folder: Path, measure, environment: dict[str, str]) -> list[dict]:
    """Uncached pages of a site of 20,000 stories beside one of 100: 1.0 is as fast."""
    houses = []
    try:
        for size in SIZES:
            (folder / f"stories-{size}").mkdir()
            house = Installation(folder / f"stories-{size}", **environment)
            houses.append(house)
            house.manage("load_demo", "--people-only")
            subprocess.run(
                [sys.executable, "-m", "tests.bench.filled_site", str(size)],
                cwd=ROOT,
                env=house.environment,
                check=True,
            )
            house.start("web")
        few, many = houses
        return [
            measure(
                f"{name} of {SIZES[1]:,} stories / of {SIZES[0]}",
                (many.port, request_bytes(path), 200),
                (few.port, request_bytes(path), 200),
            )
            for name, path in PAGES.items()
        ]
    finally:
        for house in houses:
            house.remove()


if __name__ == "__main__":
    from tests.bench.__main__ import ENVIRONMENT
    from tests.bench.__main__ import measure as measured

    folder = Path(sys.argv[1])
    for row in growth(folder, measured, ENVIRONMENT):
        print(row)
    sys.exit(os.EX_OK)
