"""Pictures and videos as references: identity and measures, never bytes."""

from typing import Literal

from pydantic import Field

from .base import Part

FilmRecipe = Literal["1080p", "9x16"]


class FocalArea(Part):
    """The part of a picture that a crop must keep; pixels, `x`/`y` the centre."""

    x: int
    y: int
    width: int
    height: int


class ImageAsset(Part):
    """`key` names the original (`photo-12`); `sha256` its bytes; sizes in pixels and bytes."""

    key: str
    sha256: str
    width: int
    height: int
    bytes: int
    alt: str = ""
    credit: str = ""
    focal: FocalArea | None = None


class VideoVersion(Part):
    """A film made anew of an upload: MP4, H.264 and AAC, within 1080p and 10 Mbit/s. `key` names its record
    (`version-8`); duration in milliseconds, size in bytes.

    `1080p` has the shape of the upload, `9x16` is always upright.
    """

    recipe: FilmRecipe
    key: str
    sha256: str
    width: int
    height: int
    bytes: int
    duration_ms: int


class VideoAsset(Part):
    """`key` names the original (`film-3`); duration in milliseconds, size in bytes."""

    key: str
    sha256: str
    width: int
    height: int
    bytes: int
    duration_ms: int
    media_type: str = "video/mp4"
    codec: str = "h264"
    poster: ImageAsset | None = None
    # Addresses of WebVTT files by language code.
    captions: tuple[tuple[str, str], ...] = ()
    # Both left out of the JSON where they say nothing: releases made before keep their bytes.
    versions: tuple[VideoVersion, ...] = Field(default=(), exclude_if=lambda versions: not versions)
    # Versions that are not ready yet but will be.
    preparing: tuple[FilmRecipe, ...] = Field(default=(), exclude_if=lambda recipes: not recipes)

    def version(self, recipe: str) -> VideoVersion | None:
        return next((version for version in self.versions if version.recipe == recipe), None)
