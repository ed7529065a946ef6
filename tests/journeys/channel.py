"""A channel's adapter: pulls its feed with its token."""

import json
import subprocess
import sys
from pathlib import Path

import httpx

from tests.installation import ROOT, Installation
from tests.person import NOT_IDLE_FOR_LONG


class Channel:
    """`web` asks with the token; `entries` follows the cursors to the end; `pull` does so as channels do."""

    def __init__(self, url: str, key: str, token: str):
        self.key, self.token = key, token
        headers = {"Authorization": f"Bearer {token}"}
        self.web = httpx.Client(base_url=url, headers=headers, timeout=30, limits=NOT_IDLE_FOR_LONG)

    @classmethod
    def with_new_token(cls, installation: Installation, key: str) -> "Channel":
        """The operator makes a token; it is shown once, as the longest word there is."""
        shown = installation.manage("channel_token", "create", key).stdout
        return cls(installation.url, key, max(shown.split(), key=len))

    def page(self, after: str = "", limit: int = 20) -> dict:
        options = {"limit": limit} | ({"after": after} if after else {})
        return self.web.get(f"/api/v1/channels/{self.key}/feed", params=options).raise_for_status().json()

    def entries(self, after: str = "", limit: int = 20) -> list[dict]:
        entries = []
        while True:
            page = self.page(after, limit)
            entries += page["entries"]
            after = page["next"]
            if not page["more"]:
                return entries

    def last_cursor(self) -> str:
        return self.page(limit=100)["next"]

    def pull(self, folder: Path) -> dict[int, dict]:
        """Bring a folder in step with `examples/puller.py`; return the editions it holds, by story."""
        address = f"{self.web.base_url}/api/v1/channels/{self.key}/feed"
        command = [sys.executable, str(ROOT / "examples" / "puller.py"), address, str(folder), "--once"]
        environment = {"FENGSHOU_TOKEN": self.token}
        subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=120)
        return {int(path.stem): json.loads(path.read_bytes()) for path in (folder / "editions").glob("*.json")}
