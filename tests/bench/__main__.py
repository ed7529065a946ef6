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

import httpx

from tests.bench.client import rate, request_bytes
from tests.installation import ROOT, Installation, free_port

ROUNDS, SECONDS = 5, 2.0
AGENT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126 Mobile Safari/537.36 MicroMessenger/8.0.50"


class Bare:
    """The yardstick's own server, with the same gunicorn settings."""

    def __init__(self, folder: Path):
        self.port = free_port()
        self.environment = {
            **os.environ,
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


def feed_token(installation: Installation) -> str:
    """The token the command shows once."""
    words = installation.manage("channel_token", "create", "wechat-oa").stdout.split()
    return max(words, key=len)


def purchase_code(feed: dict) -> str:
    return next(
        entry["edition"]["links"][0]["code"]
        for entry in feed["entries"]
        if entry.get("edition") and entry["edition"]["links"]
    )


def run(folder: Path) -> list[dict]:
    installation = Installation(folder, WEB_WORKERS="1")
    print("Loading the demo content ...", flush=True)
    installation.manage("load_demo")
    installation.manage("db_worker", "--batch")
    installation.start("web")
    bare = Bare(folder)
    try:
        story = httpx.get(f"{installation.url}/zh-hans/stories/the-hill-that-turned-orange/")
        authorization = {"Authorization": f"Bearer {feed_token(installation)}"}
        feed_path = "/api/v1/channels/wechat-oa/feed?limit=20"
        feed = httpx.get(installation.url + feed_path, headers=authorization)
        code = purchase_code(feed.raise_for_status().json())
        for name, answer in (("story", story), ("feed", feed)):
            (folder / f"{name}.body").write_bytes(answer.raise_for_status().content)
        bare_bytes = lambda name: (bare.port, request_bytes(f"/bytes/{name}"), 200)  # noqa: E731
        return [
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
                "/go/ / bare insert and 302",
                (installation.port, request_bytes(f"/go/{code}", **{"User-Agent": AGENT}), 302),
                (bare.port, request_bytes("/go"), 302),
            ),
        ]
    finally:
        bare.process.terminate()
        installation.stop()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        rows = run(Path(folder))
    print(f"\n{'ratio':>7}  {'ours/s':>9}  {'bare/s':>9}  what")
    for row in rows:
        print(f"{row['ratio']:>7.3f}  {row['ours_per_s']:>9.1f}  {row['bare_per_s']:>9.1f}  {row['what']}")
    out = ROOT / "var" / "bench"
    out.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    path = out / f"{now:%Y%m%dT%H%M%SZ}.json"
    path.write_text(json.dumps({"at": now.isoformat(), "rows": rows}, indent=2))
    print(f"\nWritten to {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
