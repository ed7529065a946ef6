"""The story as a whole."""

import hashlib
import json
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from pydantic import Field

from .assets import ImageAsset, VideoAsset
from .base import Part
from .blocks import Block
from .channels import ALL_CHANNELS, ChannelOverride, CoverChoice, Declarations, Embargo, Waiver
from .crops import ratio_of
from .products import ProductSnapshot

SCHEMA_VERSION = 1


def _empty(given: tuple) -> bool:
    return not given


class Person(Part):
    """A named author or approver; `username` is for the machine, `name` for readers."""

    username: str
    name: str
    organisation: str = ""


class CorrectionNote(Part):
    """What a version corrected and why, as readers are told; `on` is its day in China."""

    on: date
    what: str
    why: str = ""
    version: int


class StoryDocument(Part):
    """A frozen story in one language. Two documents with the same `digest` say the same."""

    schema_version: int = SCHEMA_VERSION
    story_id: int
    # Same number for the translations of one story.
    translation_key: str
    language: Literal["zh-hans", "en"]
    form: Literal["article", "pictures", "video"]
    title: str
    summary: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[Person, ...] = ()
    cover: ImageAsset | None = None
    video: VideoAsset | None = None
    body: tuple[Block, ...] = ()
    products: tuple[ProductSnapshot, ...] = ()
    # Reader's address of the story on our own site.
    url: str = ""
    # Keys of the channels it is meant for; none means all that take its form. This and what follows is
    # left out of the JSON where it says nothing: releases made before keep their bytes.
    targets: tuple[str, ...] = Field(default=(), exclude_if=_empty)
    covers: tuple[CoverChoice, ...] = Field(default=(), exclude_if=_empty)
    overrides: tuple[ChannelOverride, ...] = Field(default=(), exclude_if=_empty)
    waivers: tuple[Waiver, ...] = Field(default=(), exclude_if=_empty)
    declarations: Declarations = Field(default=Declarations(), exclude_if=lambda said: said == Declarations())

    embargoes: tuple[Embargo, ...] = Field(default=(), exclude_if=_empty)
    corrections: tuple[CorrectionNote, ...] = Field(default=(), exclude_if=_empty)

    def is_for(self, channel: str) -> bool:
        return not self.targets or channel in self.targets

    def for_channel(self, channel: str) -> "StoryDocument":
        """The story as this channel shows it: its own title, summary, cover and tags where an author gave them."""
        override = next((override for override in self.overrides if override.channel == channel), None)
        if override is None:
            return self
        given = {name: getattr(override, name) for name in ("title", "summary", "cover", "tags")}
        update = {name: value for name, value in given.items() if value}
        if not update:
            return self
        if override.cover:
            # A cover for this channel is more particular than one for a shape.
            update["covers"] = ()
        return self.model_copy(update=update)

    def cover_for(self, across: float, down: float) -> ImageAsset | None:
        """The cover for a crop of this width and height, in any unit: of its shape if one is given, else the cover."""
        ratio = ratio_of(across, down)
        return next((choice.image for choice in self.covers if choice.ratio == ratio), self.cover)

    def embargo(self, channel: str) -> datetime | None:
        """The moment before which it does not go to this channel; the last one of several."""
        waits = [rule.not_before for rule in self.embargoes if rule.channel in (channel, ALL_CHANNELS)]
        return max(waits, default=None)

    def waiver(self, channel: str) -> Waiver | None:
        """Of this channel, or else of all channels."""
        said = {waiver.channel: waiver for waiver in self.waivers}
        return said.get(channel) or said.get(ALL_CHANNELS)

    def product(self, code: str) -> ProductSnapshot | None:
        return next((product for product in self.products if product.code == code), None)

    @cached_property
    def canonical_json(self) -> str:
        """Sorted keys, no blanks, UTF-8: the text that is stored and digested."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON, in hex."""
        return hashlib.sha256(self.canonical_json.encode()).hexdigest()
