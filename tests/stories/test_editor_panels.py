"""The side panels of a new story: what the first autosave sends must find its place on the page."""

from selectolax.lexbor import LexborHTMLParser

from tests.stories.editor import add_url, edit_url
from tests.stories.factories import make_story


def panels(client, address: str) -> set[str | None]:
    tree = LexborHTMLParser(client.get(address).content)
    return {node.attributes["data-side-panel"] for node in tree.css("[data-side-panel]")}


def test_a_new_story_has_the_panels_of_a_saved_one(client, stories_zh, people):
    client.force_login(people["author"])
    saved = make_story(stories_zh, people["author"], [])
    assert panels(client, edit_url(saved)) == panels(client, add_url(stories_zh))
