"""Every page type through the W3C's Nu HTML Checker."""

import json
import subprocess
from pathlib import Path

import httpx

from tests.audit.tools import CHECKER
from tests.public_pages import PublicPage


def html_findings(site: str, pages: list[PublicPage], folder: Path) -> dict[str, list[str]]:
    """By the key of each page: what the checker says, errors and warnings alike. The HTML is kept in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    with httpx.Client(base_url=site, timeout=60) as client:
        for page in pages:
            answer = client.get(page.path)
            if answer.status_code != page.status:
                raise AssertionError(f"{page.path} answered {answer.status_code}")
            file = folder / f"{page.key}.html"
            file.write_bytes(answer.content)
            files[file.name] = page.key
    command = ["java", "-jar", str(CHECKER), "--format", "json", "--exit-zero-always", *sorted(files)]
    said = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=300)
    found: dict[str, list[str]] = {key: [] for key in files.values()}
    for message in json.loads(said.stderr)["messages"]:
        key = files[message["url"].rpartition("/")[2]]
        if message["message"] not in found[key]:  # Once for each page is enough.
            found[key].append(message["message"])
    return found
