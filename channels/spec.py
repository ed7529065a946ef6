"""What a channel takes, as data. Pure: no Django, no Wagtail.

Specs are TOML files in `channels/specs/`; every rule names its source and the day it was checked,
so that a rule that changes is a change of data.
"""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SPEC_DIR = Path(__file__).parent / "specs"

Unit = Literal["chars", "cjk_width", "bytes", "items", "ms", "px", "kbps"]
Confidence = Literal["documented", "observed", "assumed"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Limit(_Part):
    """`min`/`max` inclusive, counted in `unit`; `hard` blocks, else it warns. `source` is a key of channels.md §14."""

    unit: Unit = "chars"
    min: int | None = None
    max: int | None = None
    hard: bool = True
    source: str
    checked: date
    confidence: Confidence = "documented"


class Crop(_Part):
    """`filter` is a Wagtail filter spec such as `fill-900x383`; `max_bytes` the cap of the file made."""

    filter: str
    format: Literal["jpeg", "png"] = "jpeg"
    max_bytes: int | None = None
    source: str = ""


class VideoRule(_Part):
    """What the channel takes; sizes in bytes, durations in milliseconds."""

    media_types: tuple[str, ...] = ("video/mp4",)
    codecs: tuple[str, ...] = ("h264",)
    orientation: Literal["any", "landscape", "portrait"] = "any"
    max_bytes: int | None = None
    min_duration_ms: int | None = None
    max_duration_ms: int | None = None
    source: str
    checked: date


class HtmlProfile(_Part):
    """Tags, attributes and style properties that survive on the channel."""

    tags: tuple[str, ...]
    attributes: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    styles: tuple[str, ...] = ()
    source: str


class LinkPolicy(_Part):
    """`forms` in order of preference; empty means that the channel allows no way to buy."""

    forms: tuple[str, ...] = ()
    max_links: int | None = None
    note_zh: str = ""
    note_en: str = ""
    source: str


class ChannelSpec(_Part):
    """One channel. `version` is bumped with every change of a rule."""

    key: str
    version: str
    code: str = Field(description="Two letters for purchase link codes", min_length=2, max_length=2)
    name_zh: str
    name_en: str
    status: Literal["open", "merged", "closed"]
    status_note_zh: str = ""
    status_note_en: str = ""
    forms: tuple[Literal["article", "pictures", "video"], ...]
    limits: dict[str, Limit]
    crops: dict[str, Crop] = Field(default_factory=dict)
    video: VideoRule | None = None
    html: HtmlProfile | None = None
    links: LinkPolicy
    can_update: Literal["api", "feed", "manual", "no"]
    can_withdraw: Literal["api", "feed", "manual", "no"]
    feeds: tuple[Literal["rss", "json"], ...] = ()
    banned_words: tuple[str, ...] = ()
    # The channel's own call for each story form, for whoever sends the payload.
    calls: dict[str, str] = Field(default_factory=dict)
    # Values an operator may change that are not limits: declarations, comment switches, reserves.
    defaults: dict[str, str | int] = Field(default_factory=dict)
    # Our category → the channel's; the key `*` is for all others.
    categories: dict[str, str | int] = Field(default_factory=dict)
    video_categories: dict[str, int] = Field(default_factory=dict)

    def category(self, ours: str) -> str | int | None:
        return self.categories.get(ours, self.categories.get("*"))

    def video_category(self, ours: str) -> int | None:
        return self.video_categories.get(ours, self.video_categories.get("*"))


@cache
def load_spec(key: str) -> ChannelSpec:
    return ChannelSpec.model_validate(tomllib.loads((SPEC_DIR / f"{key}.toml").read_text(encoding="utf-8")))
