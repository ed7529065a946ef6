"""The demo as a newcomer gets it: every story reaches its channels, and a withdrawal reaches every feed."""

import httpx
import pytest

from channels.rules.validate import violations
from tests.channels.limits_by_hand import breaches
from tests.installation import Installation
from tests.journeys.channel import Channel
from tests.person import Person

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("demo")]

STORIES = 20
LANGUAGES = 2
VIDEO_STORIES = 5
PICTURE_STORIES = 5
KEYS = (
    "wechat-oa",
    "wechat-channels",
    "qq-kandian",
    "qzone",
    "tencent-news",
    "kuaibao",
    "qq-browser",
    "tencent-video",
    "weishi",
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    installation = Installation(tmp_path_factory.mktemp("demo"))
    installation.manage("load_demo", "--no-sizes")
    installation.manage("db_worker", "--batch", "--verbosity", "0")
    installation.start("web")
    yield installation
    installation.remove()


@pytest.fixture(scope="module")
def feeds(demo) -> dict[str, Channel]:
    return {key: Channel.with_new_token(demo, key) for key in KEYS}


def test_the_feed_pages_through_all_stories(feeds):
    entries = feeds["wechat-oa"].entries(limit=7)
    assert len(entries) == STORIES * LANGUAGES
    assert {entry["op"] for entry in entries} == {"upsert"}
    assert len({entry["story_id"] for entry in entries}) == len(entries)
    wanted = {
        "tencent-video": VIDEO_STORIES,
        "weishi": VIDEO_STORIES,
        "wechat-channels": VIDEO_STORIES + PICTURE_STORIES,
    }
    wanted["qq-browser"] = STORIES - PICTURE_STORIES
    for key, channel in feeds.items():
        assert len(channel.entries(limit=100)) == wanted.get(key, STORIES) * LANGUAGES, key


def test_every_payload_keeps_to_its_channels_schema(feeds):
    for key, channel in feeds.items():
        for entry in channel.entries(limit=100):
            assert violations(key, entry["edition"]["payload"]) == [], (key, entry["story_id"])


def test_every_payload_keeps_within_limits_counted_by_hand(feeds):
    found = {}
    for key, channel in feeds.items():
        for entry in channel.entries(limit=100):
            edition = entry["edition"]
            if over := breaches(key, edition["payload"], edition["assets"], measured=True):
                found[key, entry["story_id"]] = over
    assert found == {}


def test_rendering_again_gives_the_same_bytes(demo, feeds, tmp_path):
    story = str(feeds["wechat-oa"].entries(limit=1)[0]["story_id"])
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        demo.manage("render", story, "--channel", "wechat-oa", "--out", str(folder))
    one, two = ({path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()} for folder in folders)
    assert one
    assert one == two


def test_a_second_load_changes_nothing(demo, feeds):
    before = feeds["wechat-oa"].entries(limit=100)
    demo.manage("load_demo")
    demo.manage("db_worker", "--batch", "--verbosity", "0")
    assert feeds["wechat-oa"].entries(limit=100) == before


@pytest.fixture(scope="module")
def folders(tmp_path_factory) -> dict:
    return {key: tmp_path_factory.mktemp("pulled") for key in ("wechat-oa", "weishi")}


def test_the_example_puller_brings_a_folder_in_step(feeds, folders):
    for key, folder in folders.items():
        entries = {entry["story_id"]: entry["edition"] for entry in feeds[key].entries(limit=100)}
        assert feeds[key].pull(folder) == entries
        named = {asset["name"] for edition in entries.values() for asset in edition["assets"]}
        assert {path.name for path in (folder / "assets").iterdir()} == named


def test_a_withdrawal_is_in_every_feed_at_the_next_look(demo, feeds, folders):
    """The last of the file: it takes the oranges away."""
    cursors = {key: channel.last_cursor() for key, channel in feeds.items()}
    demo.manage("withdraw_product", "baojing-oranges", "--reason", "复查发现产地登记不符")
    for key, channel in feeds.items():
        news = channel.entries(after=cursors[key])
        assert news, key
        assert {entry["op"] for entry in news} == {"withdraw"}
        if key in folders:
            assert not set(feeds[key].pull(folders[key])) & {entry["story_id"] for entry in news}
    page = Person(demo.url, language="zh").text("/zh-hans/stories/the-hill-that-turned-orange/")
    assert "撤回" in page
    assert httpx.get(f"{demo.url}/impact.json").json()["total"]["grams"] == 49_960_000
