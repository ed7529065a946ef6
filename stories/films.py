"""Reading what a video file really is.

The kind is told by the first bytes and FFmpeg is bound to it: its playlist readers would open
other files and addresses. Every packet is read once, as a cut-off file often opens well.
"""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import av
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from products.errors import Refused

MAX_SECONDS = 2 * 60 * 60
MAX_PIXELS = 8192 * 4320
# How much of the announced length must be there; containers round a little.
WHOLE = 0.9
POSTER_AT = 0.1
MEDIA_TYPES = {"mp4": "video/mp4", "m4v": "video/mp4", "mov": "video/quicktime", "webm": "video/webm"}


@dataclass(frozen=True, slots=True)
class Probe:
    """`seconds` of play, size in pixels and bytes, FFmpeg's name of the codec, SHA-256 of the bytes,
    and a still picture (JPEG) from the first tenth."""

    seconds: float
    width: int
    height: int
    codec: str
    bytes: int
    sha256: str
    poster: bytes


class NotAFilm(Refused):
    """The file is no video we can play; the message says why."""


def probe(file) -> Probe:
    """Read a video file (an open binary Django `File`). Raises `NotAFilm`; leaves the file at its start."""
    size = file.size
    if size > settings.MAX_VIDEO_BYTES:
        raise NotAFilm(
            "film.too_large",
            _("The video is larger than %(limit)d MB.") % {"limit": settings.MAX_VIDEO_BYTES // 1024 // 1024},
        )
    file.seek(0)
    demuxer = _demuxer(file.read(16))
    try:
        with _opened(file, demuxer) as container:
            stream = _picture_stream(container)
            seconds = _seconds(container, stream)
            width, height, codec = stream.codec_context.width, stream.codec_context.height, stream.codec_context.name
        with _opened(file, demuxer) as container:
            poster = _still(container, seconds)
    except NotAFilm:
        raise
    except (av.FFmpegError, ValueError, OSError, IndexError, EOFError) as error:
        raise NotAFilm("film.broken", _("The video is damaged or was not uploaded completely.")) from error
    digest = _digest(file)
    return Probe(seconds, width, height, codec, size, digest, poster)


def _demuxer(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        return "mov"
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "matroska"
    raise NotAFilm("film.not_a_video", _("This is not an MP4, MOV or WebM video, whatever its name says."))


@contextmanager
def _opened(file, demuxer: str) -> Iterator:
    file.seek(0)
    with av.open(file, mode="r", format=demuxer, metadata_errors="ignore") as container:
        yield container
    file.seek(0)


def _picture_stream(container):
    streams = [stream for stream in container.streams.video if stream.codec_context]
    if not streams:
        raise NotAFilm("film.no_picture", _("The file has no moving picture."))
    context = streams[0].codec_context
    if not context.width or not context.height or context.width * context.height > MAX_PIXELS:
        raise NotAFilm("film.size", _("The picture of the video is too large, or has no size."))
    return streams[0]


def _seconds(container, stream) -> float:
    """The length by the packets that are really there."""
    announced = float(stream.duration * stream.time_base) if stream.duration else 0.0
    announced = announced or (container.duration or 0) / av.time_base
    end = 0.0
    for packet in container.demux(stream):
        if packet.pts is not None:
            end = max(end, float((packet.pts + (packet.duration or 0)) * packet.time_base))
    if end <= 0 or end < announced * WHOLE:
        raise NotAFilm("film.broken", _("The video is damaged or was not uploaded completely."))
    if end > MAX_SECONDS:
        raise NotAFilm("film.too_long", _("The video is longer than two hours."))
    return round(end, 3)


def _still(container, seconds: float) -> bytes:
    """The first picture at or after a tenth of the length, as JPEG."""
    stream = container.streams.video[0]
    container.seek(int(seconds * POSTER_AT * av.time_base))
    for frame in container.decode(stream):
        if frame.time is None or frame.time >= seconds * POSTER_AT:
            break
    else:
        raise NotAFilm("film.broken", _("The video is damaged or was not uploaded completely."))
    out = io.BytesIO()
    frame.to_image().save(out, "JPEG", quality=88)
    return out.getvalue()


def _digest(file) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in iter(lambda: file.read(1 << 20), b""):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
