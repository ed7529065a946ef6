"""How long an order file of 50,000 rows takes, and how much memory: new, with every row changed, and four times as long.

Each is the real command in a process of its own, measured by the kernel; this process stays small, as a child begins
with its parent's memory. Prints JSON for the database of its environment, which must be migrated.
"""

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.stage import Stage
from tests.commerce import market
from tests.installation import ROOT

ROWS, MANY = 50_000, 200_000
OFFERS = """
from tests.commerce.market import GOODS
from tests.factories import OfferFactory, ProductFactory
product = ProductFactory(photo=None)
for sku, grams in GOODS["jd"].items():
    OfferFactory(product=product, platform="jd", sku=sku, net_grams=grams)
"""


def figures(stage: Stage) -> list[Figure]:
    """On SQLite, and on PostgreSQL where `DATABASE_URL` names it."""
    found = []
    for name in ("SQLite", "PostgreSQL"):
        if name == "PostgreSQL" and not os.environ.get("DATABASE_URL", "").startswith("postgres"):
            continue
        embedded = {"DATABASE_URL": f"sqlite:///{stage.folder / 'orders.sqlite3'}"} if name == "SQLite" else {}
        house = stage.bare_house(f"orders-{name}", **embedded)
        for which, cost in stage.inside(house, __name__, "--many").items():
            what = f"import of {cost['rows']:,} orders, {which}, {name}"
            marked = cost["rows"] == ROWS
            found.append(Figure(what, cost["seconds"], "s", most=60 if marked else None, data=cost))
            found.append(Figure(f"{what}: peak memory", cost["peak_mb"], "MB", most=256 if marked else None))
    return found


def write(path: Path, events: Iterable[str], rows: int, first: int = 0) -> Path:
    """The last of `events` for each of `rows` orders, a row at a time."""
    chance = random.Random(1)
    with path.open("w", encoding="gb18030", newline="") as out:
        writer = None
        for number in range(first, first + rows):
            [row] = market.table(market.life("jd", number, list(events), chance)[-1:], "console")
            if writer is None:
                writer = csv.DictWriter(out, list(row))
                writer.writeheader()
            writer.writerow(row)
    return path


def measured(path: Path, rows: int) -> dict:
    """Import a file by the real command; its own peak of memory, not that of all children so far."""
    began = time.monotonic()
    command = [sys.executable, "manage.py", "import_orders", str(path), "--platform", "jd"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        raise AssertionError(f"the import of {path.name} ended with {status}")
    return {
        "rows": rows,
        "seconds": round(time.monotonic() - began, 1),
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 1),
        "peak_mb": usage.ru_maxrss // 1024,
    }


def main() -> None:
    subprocess.run([sys.executable, "manage.py", "shell", "-v0", "-c", OFFERS], cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = {
            "new": measured(write(folder / "new.csv", ["paid"], ROWS), ROWS),
            "changed": measured(write(folder / "changed.csv", ["paid", "settled"], ROWS), ROWS),
        }
        if "--many" in sys.argv:
            found["many"] = measured(write(folder / "many.csv", ["paid"], MANY, first=ROWS), MANY)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
