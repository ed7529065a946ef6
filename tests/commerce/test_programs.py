"""Programs are told from readers: by the public list of crawlers, and without taking the apps of China for programs."""

from pathlib import Path

from crawleruseragents import CRAWLER_USER_AGENTS_DATA

from commerce.click_flags import AGENT_READ, is_program

# What WeChat, QQ, Douyin, Weibo, UC, the shops' own apps and desktop browsers send, one a line.
READERS = (Path(__file__).parent / "readers.txt").read_text().splitlines()
PROGRAMS = [agent for entry in CRAWLER_USER_AGENTS_DATA for agent in entry["instances"]]


def test_of_the_known_programs_nearly_all_are_flagged():
    missed = [agent for agent in PROGRAMS if not is_program(agent[:AGENT_READ].strip())]
    assert len(PROGRAMS) > 2_000
    assert len(missed) <= len(PROGRAMS) // 100, missed[:20]


def test_of_the_readers_hardly_one_is():
    taken = [agent for agent in READERS if is_program(agent)]
    assert len(READERS) >= 200
    assert len(taken) <= len(READERS) // 100, taken


def test_what_follows_a_very_long_name_is_not_searched(client, shop):
    from commerce.models import Click

    client.get(f"/go/{shop.link.code}", headers={"user-agent": READERS[0] + "x" * AGENT_READ + "Googlebot/2.1"})
    assert Click.objects.get().flag == ""
