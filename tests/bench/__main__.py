"""`make bench`: what our pages cost beside the least a Django program can do, as ratios within one run.

1.0 means as fast as the bare view. Rounds alternate, so that a busy machine slows both alike.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from tests.bench import public_site
from tests.bench.client import rate, request_bytes
from tests.installation import ROOT, Installation, free_port

ROUNDS, SECONDS = 5, 2.0
FEED_SIZES = (1_000, 100_000)
# One process on each side, more calls than a channel may make, and pages made anew unless a row says otherwise.
ENVIRONMENT = {"WEB_WORKERS": "1", "API_RATE_PER_MINUTE": "1000000000", "BAKED_PAGES": "0"}
GZIP = {"Accept-Encoding": "gzip"}
AGENT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126 Mobile Safari/537.36 MicroMessenger/8.0.50"


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
            "WEB_WORKERS": "1",
        }
        setup = "import django; django.setup(); from tests.bench.bare import make_table; make_table()"
        subprocess.run([sys.executable, "-c", setup], cwd=ROOT, env=self.environment, check=True)
        command = [sys.executable, "-m", "gunicorn", "--config", "cms/gunicorn.py", "cms.wsgi"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stderr=subprocess.DEVNULL)
        Installation.wait(lambda: httpx.get(f"http://127.0.0.1:{self.port}/go").status_code == 302, 20, "the yardstick")


def measure(name: str, ours: tuple, bare: tuple) -> dict:
    """Medians of alternating rounds; each side is `(port, request, status)`."""
    pairs = [(rate(*ours, SECONDS), rate(*bare, SECONDS)) for _round in range(ROUNDS)]
    return {
        "what": name,
        "ratio": round(statistics.median(a / b for a, b in pairs), 3),
        "ours_per_s": round(statistics.median(a for a, _ in pairs), 1),
        "bare_per_s": round(statistics.median(b for _, b in pairs), 1),
    }


def measured_in(installation: Installation, module: str, *arguments: str) -> Any:
    """What a measurement that runs in the installation's environment prints."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{module}", *arguments],
        cwd=ROOT,
        env=installation.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def readiness(installation: Installation) -> dict:
    """What the editor's readiness costs, in CPU time, for as many parsings of the story's text."""
    found = measured_in(installation, "readiness")
    return {
        "what": f"readiness of a story for {found['channels']} channels / parsing its text with BeautifulSoup and lxml",
        "ratio": round(found["ms"] / found["parsing_ms"], 2),
        "cpu_ms": round(found["ms"], 2),
        "parsing_cpu_ms": round(found["parsing_ms"], 3),
    }


def rendering(installation: Installation) -> list[dict]:
    """What all payloads of a story cost, in CPU time, for as many parsings of its finished HTML."""
    return [
        {
            "what": f"{found['channels']} payloads of {found['what']} with BeautifulSoup and lxml",
            "ratio": round(found["ms"] / found["parsing_ms"], 2),
            "cpu_ms": round(found["ms"], 2),
            "parsing_cpu_ms": round(found["parsing_ms"], 3),
        }
        for found in measured_in(installation, "rendering")
    ]


def withdrawal_growth(installation: Installation) -> dict:
    """What withdrawing costs for a hundred times the stories: 100 would be in step with them."""
    seconds = {int(size): value for size, value in measured_in(installation, "withdrawal").items()}
    (few, little), (many, much) = sorted(seconds.items())
    return {
        "what": f"withdrawal of a product of {many:,} stories × 9 channels / of {few}",
        "ratio": round(much / little, 2),
        "seconds": {few: round(little, 4), many: round(much, 4)},
        "ms_per_story": {few: round(little / few * 1000, 3), many: round(much / many * 1000, 3)},
    }


def feed_growth(folder: Path) -> list[dict]:
    """Pages of a feed of 100,000 editions beside the same of one of 1,000, each made anew: 1.0 is as fast."""
    houses, pages = [], []
    try:
        for size in FEED_SIZES:
            (folder / str(size)).mkdir()
            house = Installation(folder / str(size), **ENVIRONMENT, API_KEPT_BYTES="0")
            houses.append(house)
            house.manage("load_demo", "--people-only")
            pages.append(measured_in(house, "filled_feed", str(size)))
            house.start("web")
        return [
            measure(
                f"feed page made anew, {where} of {FEED_SIZES[1]:,} editions / of {FEED_SIZES[0]:,}",
                *(page_of(house, made, where) for house, made in reversed(list(zip(houses, pages, strict=True)))),
            )
            for where in ("first", "middle", "last")
        ]
    finally:
        for house in houses:
            house.remove()


def approval(installation: Installation) -> dict:
    """From the commit of an approved version until all its channels have it, with a worker beside."""
    installation.start("worker")
    found = measured_in(installation, "approval")
    installation.stop("worker")
    return {
        "what": f"seconds from an approved version to its {found['channels']} editions in the feed, renditions warm",
        "median": statistics.median(found["seconds"]),
        "seconds": found["seconds"],
    }


def page_of(house: Installation, made: dict, where: str) -> tuple:
    after = f"&after={made[where]}" if where in made else ""
    request = request_bytes(f"/api/v1/channels/weishi/feed?limit=20{after}", Authorization=f"Bearer {made['token']}")
    return house.port, request, 200


def feed_token(installation: Installation) -> str:
    """The token the command shows once."""
    words = installation.manage("channel_token", "create", "wechat-oa").stdout.split()
    return max(words, key=len)


def purchase_code(installation: Installation, feed: dict) -> str:
    """A code of the feed that leads to a shop today: some products are out of season or sold out."""
    codes = [link["code"] for entry in feed["entries"] if entry.get("edition") for link in entry["edition"]["links"]]
    return next(code for code in codes if httpx.get(f"{installation.url}/go/{code}").status_code == 302)


def run(folder: Path) -> tuple[list[dict], dict, dict, list[dict]]:
    installation = Installation(folder, **ENVIRONMENT)
    print("Loading the demo content ...", flush=True)
    installation.manage("load_demo")
    installation.manage("db_worker", "--batch")
    installation.start("web")
    bare = Bare(folder, installation.database.url if installation.database else "")
    try:
        story = httpx.get(f"{installation.url}/zh-hans/stories/the-hill-that-turned-orange/")
        authorization = {"Authorization": f"Bearer {feed_token(installation)}"}
        feed_path = "/api/v1/channels/wechat-oa/feed?limit=20"
        feed = httpx.get(installation.url + feed_path, headers=authorization)
        code = purchase_code(installation, feed.raise_for_status().json())
        for name, answer in (("story", story), ("feed", feed)):
            (folder / f"{name}.body").write_bytes(answer.raise_for_status().content)
        with httpx.stream("GET", installation.url + feed_path, headers=authorization | GZIP) as packed:
            (folder / "feed.gz.body").write_bytes(b"".join(packed.iter_raw()))
        bare_bytes = lambda name: (bare.port, request_bytes(f"/bytes/{name}"), 200)  # noqa: E731
        rows = [
            measure(
                "story page / bare view of the same bytes",
                (installation.port, request_bytes(story.url.path), 200),
                bare_bytes("story"),
            ),
            measure(
                "feed page of 20 / bare view of the same bytes",
                (installation.port, request_bytes(feed_path, **authorization), 200),
                bare_bytes("feed"),
            ),
            measure(
                "feed page of 20, compressed / bare view of the same bytes",
                (installation.port, request_bytes(feed_path, **authorization, **GZIP), 200),
                bare_bytes("feed.gz"),
            ),
            measure(
                "/go/ / bare insert and 302",
                (installation.port, request_bytes(f"/go/{code}", **{"User-Agent": AGENT}), 302),
                (bare.port, request_bytes("/go"), 302),
            ),
        ]
        rows += public_site.baked(installation, measure)
        rows += public_site.growth(folder, measure, ENVIRONMENT)
        rows += feed_growth(folder)
        costs = [readiness(installation), *rendering(installation)]
        return rows, approval(installation), withdrawal_growth(installation), costs
    finally:
        bare.process.terminate()
        installation.stop()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        rows, approved, growth, costs = run(Path(folder))
    print(f"\n{'ratio':>7}  {'ours/s':>9}  {'bare/s':>9}  what")
    for row in rows:
        print(f"{row['ratio']:>7.3f}  {row['ours_per_s']:>9.1f}  {row['bare_per_s']:>9.1f}  {row['what']}")
    times = ", ".join(f"{seconds * 1000:.1f} ms for {size:,}" for size, seconds in growth["seconds"].items())
    print(f"\n{growth['ratio']:>7.2f}  {growth['what']} ({times})")
    for cost in costs:
        print(f"{cost['ratio']:>7.2f}  {cost['what']} ({cost['cpu_ms']} ms / {cost['parsing_cpu_ms']} ms of CPU)")
    print(f"{approved['median']:>7.2f}  {approved['what']} ({approved['seconds']})")
    out = ROOT / "var" / "bench"
    out.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    path = out / f"{now:%Y%m%dT%H%M%SZ}.json"
    figures = {"rows": rows, "growth": [growth], "costs": costs, "approval": [approved]}
    path.write_text(json.dumps({"at": now.isoformat(), **figures}, indent=2))
    print(f"\nWritten to {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
