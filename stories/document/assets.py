"""Pictures and videos as references: identity and measures, never bytes."""

from .base import Part


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
