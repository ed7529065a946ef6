"""The demo as a newcomer gets it: every story reaches its channels, and a withdrawal reaches every feed."""

import httpx
import pytest

from channels.rules.validate import violations
from tests.installation import Installation
from tests.journeys.channel import Channel
from tests.person import Person

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("demo")]

STORIES = 20
LANGUAGES = 2
VIDEO_STORIES = 5


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    installation = Installation(tmp_path_factory.mktemp("demo"))
    installation.manage("load_demo")
    installation.manage("db_worker", "--batch", "--verbosity", "0")
    installation.start("web")
    yield installation
    installation.remove()


@pytest.fixture(scope="module")
def feeds(demo) -> dict[str, Channel]:
    return {key: Channel.with_new_token(demo, key) for key in ("wechat-oa", "tencent-news", "tencent-video")}


def test_the_feed_pages_through_all_stories(feeds):
    entries = feeds["wechat-oa"].entries(limit=7)
    assert len(entries) == STORIES * LANGUAGES
    assert {entry["op"] for entry in entries} == {"upsert"}
    assert len({entry["story_id"] for entry in entries}) == len(entries)
    assert len(feeds["tencent-news"].entries(limit=100)) == STORIES * LANGUAGES
    assert len(feeds["tencent-video"].entries(limit=100)) == VIDEO_STORIES * LANGUAGES


def test_every_payload_keeps_to_its_channels_schema(feeds):
    for key, channel in feeds.items():
        for entry in channel.entries(limit=100):
            assert violations(key, entry["edition"]["payload"]) == [], (key, entry["story_id"])


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


def test_a_withdrawal_is_in_every_feed_at_the_next_look(demo, feeds):
    """The last of the file: it takes the oranges away."""
    cursors = {key: channel.last_cursor() for key, channel in feeds.items()}
    demo.manage("withdraw_product", "baojing-oranges", "--reason", "复查发现产地登记不符")
    for key, channel in feeds.items():
        news = channel.entries(after=cursors[key])
        assert news, key
        assert {entry["op"] for entry in news} == {"withdraw"}
    page = Person(demo.url, language="zh").text("/zh-hans/stories/the-hill-that-turned-orange/")
    assert "撤回" in page
    assert httpx.get(f"{demo.url}/impact.json").json()["total"]["grams"] == 49_960_000
