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

HOUSE = Path(__file__).parent
SPEC_DIR = HOUSE / "specs"

Unit = Literal["chars", "cjk_width", "bytes", "items", "ms", "px", "kbps"]
Confidence = Literal["documented", "observed", "assumed"]
# `none` is for a story that has nothing to declare.
Declared = Literal[
    "marketing", "ai-generated", "ai-assisted", "reprint", "fiction", "opinion", "health", "hazard", "none"
]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Limit(_Part):
    """`min`/`max` inclusive, counted in `unit`; `hard` blocks, else it warns. `source` is a key of channels.md §14.

    `assumed` is general knowledge that no source confirms, its source is written `G`. Where an operator has set
    other bounds, `set_here` is true and `sourced_min`/`sourced_max` are those of the file.
    """

    unit: Unit = "chars"
    min: int | None = None
    max: int | None = None
    hard: bool = True
    source: str
    checked: date
    confidence: Confidence = "documented"
    set_here: bool = False
    sourced_min: int | None = None
    sourced_max: int | None = None

    @property
    def loosened(self) -> bool:
        """Whether more is let through here than the source says the channel takes."""
        return self.set_here and looser(self.sourced_min, self.sourced_max, self.min, self.max)

    def bounded(self, least: int | None, most: int | None) -> "Limit":
        """The same limit with bounds set here."""
        sourced = {"sourced_min": self.min, "sourced_max": self.max}
        return self.model_copy(update={"min": least, "max": most, "set_here": True, **sourced})


def looser(old_min: int | None, old_max: int | None, new_min: int | None, new_max: int | None) -> bool:
    """Whether the new bounds let through anything that the old ones do not."""
    below = old_min is not None and (new_min is None or new_min < old_min)
    return below or (old_max is not None and (new_max is None or new_max > old_max))


class Crop(_Part):
    """`filter` is a Wagtail filter spec such as `fill-900x383`; `max_bytes` the cap of the file made."""

    filter: str
    format: Literal["jpeg", "png"] = "jpeg"
    max_bytes: int | None = None
    source: str = ""
    checked: date | None = None
    confidence: Confidence = "documented"

    @property
    def size(self) -> tuple[int, int] | None:
        """Width and height in pixels where the filter cuts to a shape, else None."""
        kind, _dash, size = self.filter.partition("-")
        across, _x, down = size.partition("x")
        return (int(across), int(down)) if kind == "fill" and across.isdigit() and down.isdigit() else None


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
    confidence: Confidence = "documented"


class HtmlProfile(_Part):
    """Tags, attributes and style properties that survive on the channel.

    `link_prefixes`: how an address must begin that may stand in a link; none means that no link survives.
    """

    tags: tuple[str, ...]
    attributes: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    styles: tuple[str, ...] = ()
    link_prefixes: tuple[str, ...] = ()
    source: str
    checked: date | None = None
    confidence: Confidence = "documented"


class Declaring(_Part):
    """The field in which the channel wants a declaration: what is declared → the channel's code.

    It takes one code, so the order of the rows is the order of weight: the first that holds of a story is sent.
    `originality` is the claim of originality, where the channel has a field for it.
    """

    codes: dict[Declared, int] = Field(default_factory=dict)
    originality: dict[Literal["original", "reprint"], int] = Field(default_factory=dict)
    source: str
    checked: date
    confidence: Confidence = "documented"


class LinkPolicy(_Part):
    """`forms` in order of preference; empty means that the channel allows no way to buy."""

    forms: tuple[str, ...] = ()
    max_links: int | None = None
    note_zh: str = ""
    note_en: str = ""
    source: str
    checked: date | None = None
    confidence: Confidence = "documented"


class Words(_Part):
    """A sentence in both languages; `%(name)s` stands for a parameter of the finding, `%(what)s` for what is lost."""

    zh: str
    en: str


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
    status_source: str = ""
    status_checked: date | None = None
    status_confidence: Confidence = "documented"
    forms: tuple[Literal["article", "pictures", "video"], ...]
    limits: dict[str, Limit]
    crops: dict[str, Crop] = Field(default_factory=dict)
    video: VideoRule | None = None
    html: HtmlProfile | None = None
    links: LinkPolicy
    declaring: Declaring | None = None
    can_update: Literal["api", "feed", "manual", "no"]
    can_withdraw: Literal["api", "feed", "manual", "no"]
    feeds: tuple[Literal["rss", "json"], ...] = ()
    banned_words: tuple[str, ...] = ()
    # The channel's own call for each story form, for whoever sends the payload.
    calls: dict[str, str] = Field(default_factory=dict)
    # Values an operator may change that are not limits: comment switches, reserves, signs a field takes.
    defaults: dict[str, str | int] = Field(default_factory=dict)
    # Our category → the channel's; the key `*` is for all others.
    categories: dict[str, str | int] = Field(default_factory=dict)
    video_categories: dict[str, int] = Field(default_factory=dict)
    # Sentences for findings and losses that only this channel knows, by the part of the code after `<key>.`.
    words: dict[str, Words] = Field(default_factory=dict)

    def with_bounds(self, bounds: dict[str, tuple[int | None, int | None]], number: int) -> "ChannelSpec":
        """These rules with other bounds of some limits, under a version of its own: `<version of the file>+<number>`.

        Limits that the file does not name any more are passed over.
        """
        changed = {name: self.limits[name].bounded(*pair) for name, pair in bounds.items() if name in self.limits}
        if not changed:
            return self
        update = {"limits": {**self.limits, **changed}, "version": f"{self.version}+{number}"}
        return self.model_copy(update=update)

    def category(self, ours: str) -> str | int | None:
        return self.categories.get(ours, self.categories.get("*"))

    def video_category(self, ours: str) -> int | None:
        return self.video_categories.get(ours, self.video_categories.get("*"))


# Channels from outside the tree → the folder with their `specs` and `schemas`.
_FOLDERS: dict[str, Path] = {}


def provide_folder(key: str, folder: Path) -> None:
    """Say where the files of a channel from outside are; ValueError if the key is one of ours."""
    if (SPEC_DIR / f"{key}.toml").is_file():
        raise ValueError(f"the key “{key}” is taken")
    _FOLDERS[key] = folder


def spec_path(key: str) -> Path:
    return _FOLDERS.get(key, HOUSE) / "specs" / f"{key}.toml"


def schema_path(key: str) -> Path:
    return _FOLDERS.get(key, HOUSE) / "schemas" / f"{key}.json"


def load_spec(key: str) -> ChannelSpec:
    return _read(spec_path(key))


@cache
def _read(path: Path) -> ChannelSpec:
    return ChannelSpec.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
