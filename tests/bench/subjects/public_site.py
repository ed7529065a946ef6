"""How public pages that are made anew grow with the stories."""

import subprocess
import sys

from tests.bench.client import request_bytes
from tests.bench.figures import Figure
from tests.bench.stage import Stage, rates
from tests.installation import ROOT

SIZES = (100, 20_000)
PAGES = {
    "front page": "/zh-hans/",
    "story": "/zh-hans/stories/carried-50/",
    "county": "/zh-hans/places/433125/",
    "search": "/zh-hans/search/?q=%E6%A9%99",
}


def figures(stage: Stage) -> list[Figure]:
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
