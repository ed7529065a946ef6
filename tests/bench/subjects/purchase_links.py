"""Following a purchase link beside a bare view that inserts a row and redirects."""

import httpx

from tests.bench.client import request_bytes
from tests.bench.figures import Figure
from tests.bench.stage import Stage, rates
from tests.bench.subjects.feeds import PATH

AGENT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126 Mobile Safari/537.36"


def figures(stage: Stage) -> list[Figure]:
    demo = stage.demo
    ours = (demo.port, request_bytes(f"/go/{code(stage)}", **{"User-Agent": AGENT}), 302)
    return [rates("/go/ / bare insert and 302", ours, (stage.bare.port, request_bytes("/go"), 302), least=0.75)]


def code(stage: Stage) -> str:
    """A code of the feed that leads to a shop today: some products are out of season or sold out."""
    url = stage.demo.url
    answer = httpx.get(url + PATH, headers={"Authorization": f"Bearer {stage.feed_token}"})
    entries = answer.raise_for_status().json()["entries"]
    codes = [link["code"] for entry in entries if entry.get("edition") for link in entry["edition"]["links"]]
    return next(code for code in codes if httpx.get(f"{url}/go/{code}").status_code == 302)
