"""Impact pages over 1,000,000 ledger lines beside the same over 10,000, in web processes of the same kind.

Alone: `python -m tests.bench.impact`.
"""

import json
import tempfile
from pathlib import Path

from tests.bench.client import request_bytes
from tests.bench.measuring import ENVIRONMENT, measure, measured_in
from tests.installation import Installation

SIZES = (10_000, 1_000_000)
PAGES = {
    "of all time": "/zh-hans/impact/",
    "of a year and a bit": "/zh-hans/impact/?from=2025-11-12&to=2026-11-17",
    "of a day": "/zh-hans/impact/?from=2026-11-11&to=2026-11-11",
}


def impact_growth(folder: Path) -> list[dict]:
    """1.0 is as fast; 0.5 twice as slow."""
    houses = []
    try:
        for size in SIZES:
            (folder / f"ledger-{size}").mkdir()
            house = Installation(folder / f"ledger-{size}", **ENVIRONMENT)
            houses.append(house)
            house.manage("load_demo", "--people-only")
            print(measured_in(house, "filled_ledger", str(size)), flush=True)
            house.start("web")
        few, many = houses
        return [
            measure(
                f"impact page {what}, {SIZES[1]:,} ledger lines / {SIZES[0]:,}",
                (many.port, request_bytes(path), 200),
                (few.port, request_bytes(path), 200),
            )
            for what, path in PAGES.items()
        ]
    finally:
        for house in houses:
            house.remove()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(impact_growth(Path(made)), indent=2))
