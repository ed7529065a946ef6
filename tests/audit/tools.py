"""Where the tools are, and how they get there: npm packages by the lock file, Java and Chromium from the system."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.browser.chromium import executable

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
CHECKER = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
LIGHTHOUSE = MODULES / "lighthouse" / "cli" / "index.js"


def install() -> None:
    """Bring `node_modules` in step with the lock file; exits saying what the machine lacks."""
    lacking = [name for name in ("node", "npm", "java") if shutil.which(name) is None]
    if executable() is None:
        lacking.append("chromium")
    if lacking:
        raise SystemExit(f"make audit needs {', '.join(lacking)}: see tests/audit/README.md")
    lock, done = HERE / "package-lock.json", MODULES / ".installed"
    if done.exists() and done.read_bytes() == lock.read_bytes():
        return
    print("Installing the measuring tools (once) ...", flush=True)
    subprocess.run(["npm", "ci"], cwd=HERE, check=True)
    shutil.copyfile(lock, done)


def browser_environment() -> dict[str, str]:
    """The environment in which Lighthouse finds the machine's own Chromium."""
    return {**os.environ, "CHROME_PATH": executable() or ""}
