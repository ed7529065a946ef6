"""A feed as the contract has it, in a few lines, for trying pullers: served from memory by a thread."""

import gzip
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

TOKEN = "fst_only-for-tests"
FEED = "/api/v1/channels/small-one/feed"


class SmallFeed:
    """`put_out` and `withdraw` write entries; `refuse` is given out first; `asked` holds what was asked for."""

    def __init__(self, pause: float = 0):
        self.entries: list[dict] = []
        self.files: dict[str, bytes] = {}
        self.lost: set[str] = set()
        self.refuse: list[tuple[int, dict]] = []
        self.asked: list[tuple[str, dict, int]] = []
        self.epoch, self.pause = "a", pause
        feed = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                if feed.pause:
                    time.sleep(feed.pause)
                status, headers, body = feed.answer(self.path, self.headers)
                feed.asked.append((self.path, dict(self.headers), status))
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"http://127.0.0.1:{self.server.server_port}"
        self.url = self.host + FEED
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def put_out(self, story: int, version: int, files: int = 2) -> None:
        assets = []
        for number in range(files):
            data = f"{story} {version} {number}".encode() * 3000
            name = f"{hashlib.sha256(data).hexdigest()[:16]}.jpg"
            self.files[name] = data
            digest = hashlib.sha256(data).hexdigest()
            url = f"{self.host}/media/{name}"
            assets.append({"name": name, "url": url, "sha256": digest, "bytes": len(data), "role": "body"})
        edition = {"channel": "small-one", "story": {"id": story, "version": version}, "assets": assets}
        self._append({"op": "upsert", "story_id": story, "version": version, "edition": edition})

    def withdraw(self, story: int) -> None:
        self._append({"op": "withdraw", "story_id": story, "version": 1, "reason": "unpublished"})

    def _append(self, entry: dict) -> None:
        self.entries.append({**entry, "number": len(self.entries) + 1})

    def newest(self, up_to: int | None = None) -> dict[int, dict]:
        """By story: its newest entry among the first `up_to`."""
        return {entry["story_id"]: entry for entry in self.entries[:up_to]}

    def out(self) -> dict[int, int]:
        """By story that should be out: its version."""
        return {story: entry["version"] for story, entry in self.newest().items() if entry["op"] == "upsert"}

    def number_of(self, cursor: str) -> int:
        return int(cursor.partition(".")[2] or 0)

    def answer(self, target: str, headers) -> tuple[int, dict, bytes]:
        path = urlsplit(target).path
        if path.startswith("/media/"):
            name = path.rpartition("/")[2]
            return (200, {}, self.files[name]) if name not in self.lost else (404, {}, b"")
        if headers.get("Authorization") != f"Bearer {TOKEN}":
            return 401, {}, b'{"code":"token_unknown"}'
        if self.refuse:
            status, extra = self.refuse.pop(0)
            return status, extra, b"{}"
        if path == FEED:
            return self._page(parse_qs(urlsplit(target).query), headers)
        entry = self.newest().get(int(path.rpartition("/")[2]))
        if entry is None or entry["op"] == "withdraw":
            return 410, {}, b"{}"
        return 200, {}, json.dumps(entry["edition"]).encode()

    def _page(self, query: dict, headers) -> tuple[int, dict, bytes]:
        cursor, limit = query.get("after", [""])[0], int(query["limit"][0])
        if cursor and cursor.partition(".")[0] != self.epoch:
            return 410, {}, b"{}"
        etag = f'"{self.epoch}-{len(self.entries)}-{cursor}-{limit}"'
        if headers.get("If-None-Match") == etag:
            return 304, {"ETag": etag}, b""
        after = self.number_of(cursor)
        found = [entry for entry in self.newest().values() if entry["number"] > after]
        found.sort(key=lambda entry: entry["number"])
        page, more = found[:limit], len(found) > limit
        last = f"{self.epoch}.{page[-1]['number'] if page else after}"
        data = {"channel": "small-one", "entries": page, "next": last, "more": more}
        return 200, {"ETag": etag, "Content-Encoding": "gzip"}, gzip.compress(json.dumps(data).encode(), 1)
