"""Impact pages over 1,000,000 ledger lines beside the same over 10,000, in web processes of the same kind."""

from tests.bench.client import request_bytes
from tests.bench.figures import Figure
from tests.bench.stage import Stage, rates

SIZES = (10_000, 1_000_000)
PAGES = {
    "of all time": "/zh-hans/impact/",
    "of a year and a bit": "/zh-hans/impact/?from=2025-11-12&to=2026-11-17",
    "of a day": "/zh-hans/impact/?from=2026-11-11&to=2026-11-11",
}


def figures(stage: Stage) -> list[Figure]:
    """1.0 is as fast; 0.5 takes twice as long."""
    houses = []
    for size in SIZES:
        house = stage.another(f"ledger-{size}")
        stage.inside(house, "tests.bench.filled_ledger", str(size))
        house.start("web")
        houses.append(house)
    few, many = houses
    return [
        rates(
            f"impact page {what}, {SIZES[1]:,} ledger lines / {SIZES[0]:,}",
            (many.port, request_bytes(path), 200),
            (few.port, request_bytes(path), 200),
            least=0.5,
        )
        for what, path in PAGES.items()
    ]
