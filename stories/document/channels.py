"""What an author says to single channels, and what all channels ask once."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from .assets import ImageAsset
from .base import Part

Ratio = Literal["2.35:1", "1:1", "16:9", "4:3", "3:4", "9:16"]
RATIOS: tuple[Ratio, ...] = ("2.35:1", "1:1", "16:9", "4:3", "3:4", "9:16")


# Stands for every channel in a waiver and an embargo.
ALL_CHANNELS = "*"


class CoverChoice(Part):
    """A picture that stands in for the cover where a channel shows this ratio of width to height."""

    ratio: Ratio
    image: ImageAsset


class ChannelOverride(Part):
    """What one channel shows instead of the story's own; empty means the story's. `channel` is a key."""

    channel: str
    title: str = ""
    summary: str = ""
    cover: ImageAsset | None = None
    tags: tuple[str, ...] = ()
    # The look of an article, by the channel's name for it. Left out of the JSON where none is asked for:
    # releases made before there were several keep their bytes.
    theme: str = Field(default="", exclude_if=lambda theme: not theme)


class Waiver(Part):
    """Why it is all right that readers of a channel, which would allow it, find no way to buy."""

    channel: str
    reason: str


class Embargo(Part):
    """Before this moment (UTC) the story does not go to a channel; `ALL_CHANNELS` stands for all of them."""

    channel: str
    not_before: datetime


class Declarations(Part):
    """What channels have an author declare; each maps it to codes of its own.

    `source_author` and `source_url` name the first home of a reprint.
    """

    originality: Literal["original", "reprint"] = "original"
    source_author: str = ""
    source_url: str = ""
    ai: Literal["none", "assisted", "generated"] = "none"
    nature: Literal["none", "opinion", "fiction", "health", "hazard"] = "none"
