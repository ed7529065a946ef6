"""How two things are measured beside each other, and what is measured inside an installation."""

import json
import statistics
import subprocess
import sys
from typing import Any

from tests.bench.client import rate
from tests.installation import ROOT, Installation

ROUNDS, SECONDS = 5, 2.0
# One process on each side, and more calls than a channel may make.
ENVIRONMENT = {"WEB_WORKERS": "1", "API_RATE_PER_MINUTE": "1000000000"}


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
