"""The StreamField blocks an author writes with."""

from wagtail.blocks import StreamBlock


class StoryBlocks(StreamBlock):
    """The union of all story blocks."""
