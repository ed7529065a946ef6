"""A channel's adapter: pulls its feed with its token."""

import httpx

from tests.installation import Installation


class Channel:
    """`web` asks with the token; `entries` follows the cursors to the end."""

    def __init__(self, url: str, key: str, token: str):
        self.key = key
        self.web = httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=30)

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
