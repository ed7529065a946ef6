"""The story as a whole."""

import hashlib
import json
from functools import cached_property
from typing import Literal

from .assets import ImageAsset, VideoAsset
from .base import Part
from .blocks import Block
from .products import ProductSnapshot

SCHEMA_VERSION = 1


class Person(Part):
    """A named author or approver; `username` is for the machine, `name` for readers."""

    username: str
    name: str
    organisation: str = ""


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
