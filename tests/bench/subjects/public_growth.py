"""How pages made anew grow with the stories of the site: the processor's time for one of 100 beside one of 20,000.

Time on the processor and not requests a second, so that other work on the machine counts for little.
"""

import json
import statistics
import subprocess
import sys
import time

from tests.bench.figures import Figure
from tests.bench.stage import Stage
from tests.installation import ROOT

SIZES = (100, 20_000)
PAGES = {
    "front page": "/zh-hans/",
    "story": "/zh-hans/stories/carried-50/",
    "county": "/zh-hans/places/433125/",
    "search": "/zh-hans/search/?q=%E6%A9%99",
}
ROUNDS, READINGS = 5, 9


def figures(stage: Stage) -> list[Figure]:
    few, many = (_filled(stage, size) for size in SIZES)
    rounds = [(stage.inside(few, __name__), stage.inside(many, __name__)) for _round in range(ROUNDS)]
    return [
        Figure(
            f"{name} of {SIZES[0]} stories / of {SIZES[1]:,}",
            statistics.median(small[name] / large[name] for small, large in rounds),
            least=0.83,
            note=" / ".join(
                f"{statistics.median(one[name] for one in side) * 1000:.0f} ms" for side in zip(*rounds, strict=True)
            ),
        )
        for name in PAGES
    ]


def _filled(stage: Stage, size: int):
    house = stage.another(f"stories-{size}")
    command = [sys.executable, "-m", "tests.bench.filled_site", str(size)]
    subprocess.run(command, cwd=ROOT, env=house.environment, check=True)
    return house


def _seconds_of(client, path: str) -> float:
    """The processor's time for a page, in this process: of several readings the least disturbed.

    PostgreSQL works in a process of its own: there it is the time that passes.
    """
    from django.db import connection

    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    taken = []
    for _reading in range(READINGS):
        began = clock()
        assert client.get(path).status_code == 200, path
        taken.append(clock() - began)
    return min(taken[1:])


if __name__ == "__main__":
    import django

    django.setup()
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    print(json.dumps({name: _seconds_of(client, path) for name, path in PAGES.items()}))
