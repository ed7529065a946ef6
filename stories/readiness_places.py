"""Where in the editor's form a block stands, and what its author calls it."""

from stories.blocks import StoryBlocks
from stories.builder import stored_blocks
from stories.channel_blocks import ChannelBlocks
from stories.channel_names import channel_choices
from stories.sources import mapping

Place = tuple[str, str]


class BlockPlaces:
    """Names and anchors of a page's blocks, as pairs; ("", "") for a block that the form does not have."""

    def __init__(self, page) -> None:
        self._names = {**_story_blocks(page), **_channel_blocks(page)}
        self._own = _own_words(page)

    def of_block(self, block: str) -> Place:
        """The place of a document's block: a rich text becomes several, named `<id>.<part>`."""
        stored, _dot, _part = block.partition(".")
        return (self._names[stored], _anchor(stored)) if stored in self._names else ("", "")

    def own_words(self, channel: str, field: str) -> str:
        """The anchor of the block that gives `channel` its own `field`, or "" where the story's is used."""
        block, given = self._own.get(channel, ("", frozenset()))
        return _anchor(block) if field in given else ""


def _anchor(block: str) -> str:
    return f"block-{block}-section"


def _story_blocks(page) -> dict[str, str]:
    """Kind and place, counted from 1."""
    kinds = StoryBlocks.base_blocks
    return {
        str(block.get("id")): f"{index}. {kinds[block['type']].label}"
        for index, block in enumerate(stored_blocks(page.body), start=1)
        if block.get("type") in kinds
    }


def _channel_blocks(page) -> dict[str, str]:
    kinds, names = ChannelBlocks.base_blocks, dict(channel_choices())
    return {
        str(block.get("id")): f"{kinds[block['type']].label}: {names.get(_channel(block), '')}".removesuffix(": ")
        for block in stored_blocks(page.channel_settings)
        if block.get("type") in kinds
    }


def _own_words(page) -> dict[str, tuple[str, frozenset[str]]]:
    """By channel: the block that counts, which is the last of several, and the fields it fills."""
    found = {}
    for block in stored_blocks(page.channel_settings):
        if block.get("type") == "override" and block.get("id"):
            value = mapping(block.get("value"))
            found[_channel(block)] = (str(block["id"]), frozenset(name for name, given in value.items() if given))
    return found


def _channel(block) -> str:
    return str(mapping(block.get("value")).get("channel") or "")
