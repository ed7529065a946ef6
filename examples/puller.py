#!/usr/bin/env python3
"""Keep a folder in step with a channel's feed. Standard library only: copy this file and change what it does.

    FENGSHOU_TOKEN=fst_… python3 puller.py https://HOST/api/v1/channels/KEY/feed FOLDER

FOLDER/editions/<story id>.json  what should be out now, as the feed gave it; gone = take the story down
FOLDER/assets/<name>             the pictures and films that the editions name, checked by size and SHA-256
FOLDER/state.json                how far the feed has been read

It may be killed at any moment. Files appear whole or not at all, an edition after its assets, and the cursor
last: what was not finished is done again, and doing it again changes nothing.
"""

import argparse
import contextlib
import email.utils
import gzip
import hashlib
import http.client
import json
import os
import random
import re
import signal
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import zlib
from pathlib import Path

LARGEST_ANSWER = 256 * 1024 * 1024
LONGEST_WAIT = 900
ASSET_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")


class Refused(Exception):
    """The answer is final: a bad token, a wrong address."""


class Unavailable(Exception):
    """No usable answer just now; `wait` is in seconds where the server named it."""

    def __init__(self, reason, wait=None):
        super().__init__(reason)
        self.wait = wait


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """urllib would carry the token along to wherever a redirect points."""

    def redirect_request(self, *args, **kwargs):
        return None


_opener = urllib.request.build_opener(_NoRedirects)


def ask(url, headers):
    """Return `(status, headers, body)` for an answer to go by: 200, 304, 404, 410."""
    request = urllib.request.Request(url, headers={"User-Agent": "fengshou-puller/1", **headers})
    try:
        with _opener.open(request, timeout=60) as answer:
            return answer.status, answer.headers, _body(answer)
    except urllib.error.HTTPError as error:
        with error:
            if error.code in (304, 404, 410):
                return error.code, error.headers, b""
            if error.code in (408, 429) or error.code >= 500:
                wait = seconds_in(error.headers.get("Retry-After"))
                raise Unavailable(f"HTTP {error.code}", wait) from error
            raise Refused(f"HTTP {error.code}: {error.read(2000).decode('utf-8', 'replace')}") from error
    except (OSError, http.client.HTTPException, EOFError, zlib.error) as error:
        raise Unavailable(repr(error)) from error


def _body(answer):
    data = answer.read(LARGEST_ANSWER + 1)
    if len(data) > LARGEST_ANSWER:
        raise Unavailable("the answer is too large")
    return gzip.decompress(data) if answer.headers.get("Content-Encoding") == "gzip" else data


def seconds_in(retry_after):
    """Read `Retry-After`, in its form of seconds or of a date; None where there is none."""
    if not retry_after:
        return None
    if retry_after.strip().isdigit():
        return int(retry_after)
    with contextlib.suppress(ValueError, TypeError):
        return max(0.0, email.utils.parsedate_to_datetime(retry_after).timestamp() - time.time())
    return None


def write_whole(path, data):
    """Replace a file so that a reader, or a power cut, finds the old bytes or the new."""
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder):
    """Make renamed and removed names last; not every system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class Puller:
    """One feed and one folder. `put_out` and `take_down` are where your own work goes."""

    def __init__(self, feed, folder, token, limit=20):
        self.feed, self.folder, self.limit = feed.rstrip("/"), Path(folder), limit
        self.headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "gzip"}
        self.editions, self.assets = self.folder / "editions", self.folder / "assets"
        for path in (self.editions, self.assets):
            path.mkdir(parents=True, exist_ok=True)
        self._lock()
        for part in self.folder.rglob(".part-*"):
            part.unlink()
        self.state = self._read_state()

    # What to change for a channel of your own

    def put_out(self, edition):
        """Put out a story, or replace what is out of it. Must bear being called again with the same edition."""
        story = edition["story"]["id"]
        for asset in edition["assets"]:
            self._fetch_asset(asset)
        data = json.dumps(edition, ensure_ascii=False, separators=(",", ":")).encode()
        path = self._edition_path(story)
        if not path.exists() or path.read_bytes() != data:
            write_whole(path, data)

    def take_down(self, story):
        """Take a story down. Must bear being called for one that is not out."""
        self._edition_path(story).unlink(missing_ok=True)
        _sync_folder(self.editions)

    # Following the feed

    def sync(self):
        """Read the feed to its end; return how many entries there were."""
        if self.state is None:
            # A folder with editions and no state cannot be told what went away meanwhile.
            if any(self.editions.iterdir()):
                return self._start_over()
            self._save(cursor="", etag="", pending=[])
        self._retry_pending()
        count = 0
        while True:
            page = self._page(self.state["cursor"], self.state["etag"])
            if page is None:
                break
            if page == "gone":
                return self._start_over()
            pending = self._apply(page["entries"], set(self.state["pending"]))
            # An ETag belongs to an address: to this one only where the next question is the same.
            etag = page["etag"] if page["next"] == self.state["cursor"] else ""
            # Last of all: only now is the page behind us.
            self._save(cursor=page["next"], etag=etag, pending=sorted(pending))
            count += len(page["entries"])
            if not page["entries"]:
                break
        if count:
            self._drop_unused_assets()
        return count

    def _start_over(self):
        """Read everything, then take down what was not in it.

        The dead cursor stays in the state until the end: killed on the way, this begins again.
        """
        cursor, count, out, pending = "", 0, set(), set()
        while True:
            page = self._page(cursor, "")
            if page == "gone" or page is None:
                raise Unavailable("the feed began again while it was read")
            pending = self._apply(page["entries"], pending)
            for entry in page["entries"]:
                (out.add if entry["op"] == "upsert" else out.discard)(entry["story_id"])
            cursor, count = page["next"], count + len(page["entries"])
            if not page["more"]:
                break
        for path in list(self.editions.glob("*.json")):
            if int(path.stem) not in out:
                self.take_down(int(path.stem))
        self._save(cursor=cursor, etag="", pending=sorted(pending))
        self._drop_unused_assets()
        return count

    def _page(self, cursor, etag):
        """Return one page with its ETag, None where nothing changed, "gone" where the cursor is dead."""
        query = urllib.parse.urlencode({"limit": self.limit, **({"after": cursor} if cursor else {})})
        known = {"If-None-Match": etag} if etag else {}
        status, headers, body = ask(f"{self.feed}?{query}", {**self.headers, **known})
        if status == 304:
            return None
        if status == 410:
            return "gone"
        if status == 404:
            raise Refused(f"There is no feed at {self.feed}.")
        try:
            return {**json.loads(body), "etag": headers.get("ETag", "")}
        except ValueError as error:
            raise Unavailable("the answer is not JSON") from error

    def _apply(self, entries, pending):
        """Do what the entries say; return the stories whose files could not be had yet.

        A broken picture must not hold up a withdrawal, and a slow host of pictures neither: a story is on a page
        once, so that withdrawals may go first.
        """
        for entry in sorted(entries, key=lambda entry: entry["op"] != "withdraw"):
            story = entry["story_id"]
            pending.discard(story)
            if entry["op"] == "withdraw":
                self.take_down(story)
                continue
            try:
                self.put_out(entry["edition"])
            except Unavailable as error:
                say(f"story {story} waits: {error}")
                pending.add(story)
        return pending

    def _retry_pending(self):
        left = []
        for story in self.state["pending"]:
            try:
                status, _headers, body = ask(f"{self.feed[: -len('/feed')]}/editions/{story}", self.headers)
                if status == 200:
                    self.put_out(json.loads(body))
                else:
                    self.take_down(story)
            except Unavailable as error:
                say(f"story {story} still waits: {error}")
                left.append(story)
        if left != self.state["pending"]:
            self._save(**{**self.state, "pending": left})

    # Files

    def _edition_path(self, story):
        return self.editions / f"{int(story)}.json"

    def _fetch_asset(self, asset):
        if not ASSET_NAME.fullmatch(asset["name"]):
            raise Unavailable(f"the feed names a file {asset['name']!r}")
        path = self.assets / asset["name"]
        if path.exists() and path.stat().st_size == asset["bytes"]:
            return
        # Files are public, and may lie on another host: the token is not for it.
        status, _headers, data = ask(asset["url"], {})
        if status != 200:
            raise Unavailable(f"{asset['url']} answered {status}")
        if len(data) != asset["bytes"] or hashlib.sha256(data).hexdigest() != asset["sha256"]:
            raise Unavailable(f"{asset['url']} is not what the edition says")
        write_whole(path, data)

    def _drop_unused_assets(self):
        used = set()
        for path in self.editions.glob("*.json"):
            used.update(asset["name"] for asset in json.loads(path.read_bytes())["assets"])
        for path in self.assets.iterdir():
            if path.name not in used:
                path.unlink()

    def _lock(self):
        """Two at once on one folder would undo each other's work. The lock goes with the process, however it ends."""
        try:
            import fcntl
        except ImportError:  # Windows
            return
        self._held = (self.folder / ".lock").open("w")
        try:
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Refused(f"Another process works on {self.folder}.") from error

    def _read_state(self):
        try:
            state = json.loads((self.folder / "state.json").read_bytes())
        except FileNotFoundError:
            return None
        # Another feed's cursor would be dead, and its editions are not ours.
        if state["feed"] != self.feed:
            raise Refused(f"{self.folder} belongs to {state['feed']}.")
        return state

    def _save(self, **values):
        state = {"feed": self.feed, **{name: value for name, value in values.items() if name != "feed"}}
        if state != self.state:
            write_whole(self.folder / "state.json", json.dumps(state).encode())
            self.state = state


def say(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def follow(puller, every, once):
    """Sync now and then for ever, or `once` to the end of the feed; wait as long as a busy server asks."""
    failures = 0
    while True:
        try:
            count = puller.sync()
            failures, wait = 0, every
            if count:
                say(f"{count} entries")
            if once:
                return
        except Unavailable as error:
            failures += 1
            # Twice as long each time, and not all channels in the same second.
            backoff = min(LONGEST_WAIT, 2 ** min(failures, 10)) * random.uniform(0.5, 1)
            wait = backoff if error.wait is None else min(LONGEST_WAIT, error.wait)
            say(f"{error}; again in {wait:.0f} s")
        time.sleep(wait)


def main():
    options = argparse.ArgumentParser(description="Keeps a folder in step with a channel's feed.")
    options.add_argument("feed", help="https://HOST/api/v1/channels/KEY/feed")
    options.add_argument("folder")
    options.add_argument("--token-file", help="file that holds the token; else it is taken from FENGSHOU_TOKEN")
    options.add_argument("--every", type=float, default=30, help="seconds between two looks")
    options.add_argument("--limit", type=int, default=20, help="entries a page, 1 to 100")
    options.add_argument("--once", action="store_true", help="read to the end of the feed and stop")
    given = options.parse_args()
    token = Path(given.token_file).read_text().strip() if given.token_file else os.environ.get("FENGSHOU_TOKEN", "")
    if not token:
        options.error("give a token")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        follow(Puller(given.feed, given.folder, token, given.limit), given.every, given.once)
    except Refused as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
