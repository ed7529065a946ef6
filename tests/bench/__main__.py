"""`make bench`: what our pages and feeds cost beside the least a Django program can do, and what our work costs, as
ratios within one run.

`python -m tests.bench NAME …` measures only some of the subjects. Ends with 1 where one could not be measured; a mark
that is missed is printed as such.
"""

import importlib
import json
import pkgutil
import signal
import sys
import tempfile
import time
import traceback
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import subjects
from tests.bench.figures import Figure
from tests.bench.stage import Stage
from tests.installation import ROOT


def chosen(names: list[str]) -> list[str]:
    known = sorted(module.name for module in pkgutil.iter_modules(subjects.__path__))
    if unknown := set(names) - set(known):
        sys.exit(f"No such subject: {', '.join(sorted(unknown))}. There are {', '.join(known)}.")
    return [name for name in known if not names or name in names]


def measured(stage: Stage, names: list[str]) -> tuple[dict[str, list[Figure]], list[str]]:
    """The figures of each subject, and the names of those that failed: one that fails holds up no other."""
    found: dict[str, list[Figure]] = {}
    failed = []
    for name in names:
        began = time.monotonic()
        try:
            found[name] = importlib.import_module(f"{subjects.__name__}.{name}").figures(stage)
        except Exception:
            traceback.print_exc()
            failed.append(name)
            continue
        print(f"\n{name} ({time.monotonic() - began:.0f} s)", flush=True)
        for figure in found[name]:
            print(figure.line(), flush=True)
    return found, failed


def main(names: list[str]) -> int:
    # Ended from outside, it still takes its web processes along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        try:
            found, failed = measured(stage, chosen(names))
        finally:
            stage.close()
    out = ROOT / "var" / "bench"
    out.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    path = out / f"{now:%Y%m%dT%H%M%SZ}.json"
    figures = {name: [asdict(figure) | {"kept": figure.kept} for figure in made] for name, made in found.items()}
    path.write_text(json.dumps({"at": now.isoformat(), "figures": figures, "failed": failed}, indent=2))
    print(f"\nWritten to {path.relative_to(ROOT)}")
    if failed:
        print(f"Not measured: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
