"""How long an order file of 50,000 rows takes, and how much memory: once new, once with every row changed.

Prints JSON.
"""

import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.stage import Stage
from tests.installation import ROOT

ROWS = 50_000


def figures(stage: Stage) -> list[Figure]:
    found = stage.inside(stage.another("orders"), __name__)
    said = {"paid": "new", "settled": "every row changed"}
    peak = f"peak {found['peak_mb']} MB"
    return [
        Figure(f"import of {ROWS:,} order rows, {words}", found[name]["seconds"], "s", note=peak, data=found[name])
        for name, words in said.items()
    ]


def files(folder: Path) -> list[Path]:
    """The same orders when they are paid, and when they are settled."""
    from tests.commerce import market

    chance = random.Random(1)
    lives = [market.life("jd", number, ["paid", "settled"], chance) for number in range(ROWS)]
    paths = []
    for index, name in enumerate(("paid", "settled")):
        rows = market.table([told[index] for told in lives], "console")
        path = folder / f"{name}.csv"
        with path.open("w", encoding="gb18030", newline="") as out:
            writer = csv.DictWriter(out, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        paths.append(path)
    return paths


def main() -> None:
    result = {}
    with tempfile.TemporaryDirectory() as folder:
        for path in files(Path(folder)):
            began = time.monotonic()
            command = [sys.executable, "manage.py", "import_orders", str(path), "--platform", "jd"]
            subprocess.run(command, cwd=ROOT, env=os.environ, check=True, capture_output=True)
            seconds = round(time.monotonic() - began, 1)
            result[path.stem] = {"rows": ROWS, "seconds": seconds}
        # Of the children that have ended, the largest.
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(json.dumps({"what": "import of an order file", "peak_mb": peak, **result}))


if __name__ == "__main__":
    main()
