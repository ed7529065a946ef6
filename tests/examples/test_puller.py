"""`examples/puller.py` is what others copy: it keeps a folder in step whatever happens to it or to the feed."""

import hashlib
import importlib.util
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.examples.small_feed import TOKEN, SmallFeed

PULLER = Path(__file__).resolve().parents[2] / "examples" / "puller.py"
KILLS = 14


def load():
    spec = importlib.util.spec_from_file_location("puller", PULLER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


puller = load()


@pytest.fixture
def feed():
    feed = SmallFeed()
    yield feed
    feed.close()


@pytest.fixture
def pull(feed, tmp_path):
    """Reads the feed to its end, as a process begun anew would."""

    def run() -> int:
        reader = puller.Puller(feed.url, tmp_path, TOKEN, limit=3)
        try:
            return reader.sync()
        finally:
            reader._held.close()

    return run


def held(folder: Path) -> dict[int, int]:
    """By story: the version in the folder. Fails where a file that an edition names is not whole."""
    found = {}
    for path in (folder / "editions").glob("*.json"):
        edition = json.loads(path.read_bytes())
        for asset in edition["assets"]:
            data = (folder / "assets" / asset["name"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == asset["sha256"]
        found[int(path.stem)] = edition["story"]["version"]
    return found


def test_it_needs_nothing_but_the_standard_library():
    words = (line.split() for line in PULLER.read_text().splitlines())
    imported = {words[1].partition(".")[0] for words in words if words[:1] in (["import"], ["from"])}
    assert imported <= sys.stdlib_module_names


def test_a_folder_follows_versions_and_withdrawals(feed, pull, tmp_path):
    for story in range(1, 8):
        feed.put_out(story, 1)
    assert pull() == 7
    assert held(tmp_path) == feed.out()
    feed.put_out(3, 2)
    feed.withdraw(5)
    feed.withdraw(99)
    assert pull() == 3
    assert held(tmp_path) == feed.out()
    named = {
        asset["name"] for entry in feed.newest().values() for asset in entry.get("edition", {"assets": []})["assets"]
    }
    assert {path.name for path in (tmp_path / "assets").iterdir()} == named


def test_what_did_not_change_is_asked_for_with_its_etag_and_fetched_once(feed, pull):
    feed.put_out(1, 1)
    pull()
    pull()
    before = len(feed.asked)
    assert pull() == 0
    [(_path, headers, status)] = feed.asked[before:]
    assert headers["If-None-Match"]
    assert status == 304
    feed.put_out(2, 1)
    assert pull() == 1


def test_the_token_stays_with_the_feed(feed, pull):
    feed.put_out(1, 1)
    pull()
    assert all("Authorization" not in headers for path, headers, _status in feed.asked if path.startswith("/media/"))
    assert all(TOKEN not in path for path, _headers, _status in feed.asked)


def test_a_redirect_is_not_followed(feed, pull):
    feed.refuse = [(302, {"Location": "http://127.0.0.1:9/"})]
    with pytest.raises(puller.Refused, match="302"):
        pull()


@pytest.mark.parametrize(
    ("header", "seconds"), [("7", 7), ("", None), ("soon", None), ("Mon, 01 Jan 2001 00:00:00 GMT", 0)]
)
def test_retry_after_is_read_in_both_its_forms(header, seconds):
    assert puller.seconds_in(header) == seconds


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_left_alone_as_long_as_it_asks(feed, tmp_path, monkeypatch, status):
    feed.put_out(1, 1)
    feed.refuse = [(status, {"Retry-After": "17"}), (500, {})]
    waited = []
    monkeypatch.setattr(puller.time, "sleep", waited.append)
    puller.follow(puller.Puller(feed.url, tmp_path, TOKEN), every=1, once=True)
    assert waited[0] == 17
    assert 0 < waited[1] <= 4
    assert held(tmp_path) == {1: 1}


def test_a_bad_token_ends_it_with_a_word(feed, tmp_path):
    command = [sys.executable, str(PULLER), feed.url, str(tmp_path), "--once"]
    done = subprocess.run(command, env={"FENGSHOU_TOKEN": "wrong"}, capture_output=True, text=True, timeout=30)
    assert done.returncode == 1
    assert "token_unknown" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_dead_cursor_leads_to_a_full_reading_and_what_is_gone_goes(feed, pull, tmp_path):
    for story in range(1, 6):
        feed.put_out(story, 1)
    pull()
    # A restored backup: two stories were never there, and numbers begin again.
    feed.epoch = "b"
    feed.entries = feed.entries[:3]
    feed.put_out(2, 4)
    pull()
    assert held(tmp_path) == feed.out() == {1: 1, 2: 4, 3: 1}
    assert pull() == 0


def test_a_folder_without_its_state_is_read_anew(feed, pull, tmp_path):
    feed.put_out(1, 1)
    feed.put_out(2, 1)
    pull()
    (tmp_path / "state.json").unlink()
    feed.entries = feed.entries[:1]
    pull()
    assert held(tmp_path) == {1: 1}


def test_a_lost_picture_holds_up_its_story_and_no_withdrawal(feed, pull, tmp_path):
    feed.put_out(1, 1)
    pull()
    feed.put_out(2, 1)
    feed.lost = {feed.entries[-1]["edition"]["assets"][0]["name"]}
    feed.withdraw(1)
    pull()
    assert held(tmp_path) == {}
    feed.lost = set()
    pull()
    assert held(tmp_path) == {2: 1}


def test_a_changed_picture_is_not_taken(feed, pull, tmp_path):
    feed.put_out(1, 1)
    name = feed.entries[-1]["edition"]["assets"][0]["name"]
    feed.files[name] = b"another"
    pull()
    assert held(tmp_path) == {}


def test_two_at_once_on_one_folder_are_refused(feed, tmp_path):
    first = puller.Puller(feed.url, tmp_path, TOKEN)
    with pytest.raises(puller.Refused, match="Another process"):
        puller.Puller(feed.url, tmp_path, TOKEN)
    first._held.close()


def test_a_folder_belongs_to_one_feed(feed, pull, tmp_path):
    pull()
    with pytest.raises(puller.Refused, match="belongs to"):
        puller.Puller(feed.url.replace("small-one", "small-two"), tmp_path, TOKEN)


def test_killed_at_any_moment_it_goes_on_where_it_was(tmp_path):
    """SIGKILL again and again while the feed goes on: nothing half, and nothing behind the cursor undone."""
    chance = random.Random(20261123)
    feed = SmallFeed(pause=0.002)
    command = [sys.executable, "-S", str(PULLER), feed.url, str(tmp_path), "--once", "--limit", "3"]
    environment = {**os.environ, "FENGSHOU_TOKEN": TOKEN}
    killed = 0
    try:
        for _round in range(KILLS):
            for _change in range(8):
                story = chance.randint(1, 25)
                if chance.random() < 0.3:
                    feed.withdraw(story)
                else:
                    feed.put_out(story, len(feed.entries) + 1)
            running = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.08, 0.3))
            running.send_signal(signal.SIGKILL)
            killed += running.wait(20) == -signal.SIGKILL
            assert_in_step_up_to_the_cursor(feed, tmp_path)
        subprocess.run(command, env=environment, check=True, timeout=60)
    finally:
        feed.close()
    assert killed, "no run was caught in its work"
    assert held(tmp_path) == feed.out()
    assert not list(tmp_path.rglob(".part-*"))


def assert_in_step_up_to_the_cursor(feed: SmallFeed, folder: Path) -> None:
    if not (folder / "state.json").exists():
        return
    cursor = json.loads((folder / "state.json").read_bytes())["cursor"]
    found = held(folder)
    for story, entry in feed.newest(feed.number_of(cursor)).items():
        # What lies behind the cursor may have been overtaken by work in progress, but it is never undone.
        if feed.newest()[story] is not entry:
            continue
        assert found.get(story) == (entry["version"] if entry["op"] == "upsert" else None)
