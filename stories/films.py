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
from PIL import Image as Pillow

from products.errors import Refused
from stories import film_limits
from stories.film_metadata import forget

MAX_SECONDS = 2 * 60 * 60
MAX_PIXELS = 8192 * 4320
# How much of the announced length must be there; containers round a little.
WHOLE = 0.9
POSTER_AT = 0.1
POSTER_QUALITY = 88
READING_ERRORS = (av.FFmpegError, ValueError, OSError, IndexError, EOFError)


@dataclass(frozen=True, slots=True)
class Probe:
    """`seconds` of play, size in pixels as seen (after `rotation`, counter-clockwise degrees) and in bytes,
    `bitrate` of all streams in bits per second, FFmpeg's names of codecs and pixel format, SHA-256 of the bytes,
    and a still picture (JPEG) from the first tenth. `plays_everywhere`: within what every player and channel takes."""

    seconds: float
    width: int
    height: int
    rotation: int
    codec: str
    audio_codec: str
    pixel_format: str
    bitrate: int
    bytes: int
    sha256: str
    poster: bytes
    plays_everywhere: bool


class NotAFilm(Refused):
    """The file is no video we can play; the message says why."""


def _broken() -> NotAFilm:
    return NotAFilm("film.broken", _("The video is damaged or was not uploaded completely."))


def take_in(file) -> Probe:
    """`probe` a file that is writable, after what it tells of places and people was taken out in its place."""
    try:
        forget(file)
    except READING_ERRORS as error:
        raise _broken() from error
    return probe(file)


def probe(file) -> Probe:
    """Read a video file (an open binary Django `File`). Raises `NotAFilm`; leaves the file at its start."""
    size = file.size
    if size > settings.MAX_VIDEO_BYTES:
        raise NotAFilm(
            "film.too_large",
            _("The video is larger than %(limit)d MB.") % {"limit": settings.MAX_VIDEO_BYTES // 1024 // 1024},
        )
    try:
        with opened(file) as container:
            stream = _picture_stream(container)
            seconds = _seconds(container, stream)
            streams = film_limits.streams_of(container)
        with opened(file) as container:
            frame = frame_at(container, seconds * POSTER_AT)
            poster = jpeg_of(frame)
        streams = streams.turned(frame.rotation)
    except NotAFilm:
        raise
    except READING_ERRORS as error:
        raise _broken() from error
    bitrate = round(size * 8 / seconds)
    return Probe(
        seconds,
        streams.width,
        streams.height,
        streams.rotation,
        streams.codec,
        streams.audio_codec,
        streams.pixel_format,
        bitrate,
        size,
        _digest(file),
        poster,
        film_limits.streams_fit(streams, bitrate) and film_limits.ready_for_the_web(file),
    )


def _demuxer(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        return "mov"
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "matroska"
    raise NotAFilm("film.not_a_video", _("This is not an MP4, MOV or WebM video, whatever its name says."))


@contextmanager
def opened(file) -> Iterator:
    """The file as a PyAV container. Raises `NotAFilm` for another kind of file, PyAV's errors for a broken one."""
    file.seek(0)
    demuxer = _demuxer(file.read(16))
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
        raise _broken()
    if end > MAX_SECONDS:
        raise NotAFilm("film.too_long", _("The video is longer than two hours."))
    return round(end, 3)


def frame_at(container, seconds: float):
    """The first picture at or after a moment. Raises `NotAFilm` where there is none."""
    stream = container.streams.video[0]
    container.seek(int(seconds * av.time_base))
    for frame in container.decode(stream):
        if frame.time is None or frame.time >= seconds:
            return frame
    raise _broken()


def jpeg_of(frame, longest: int | None = None) -> bytes:
    """A picture of a film as JPEG, upright; with its longer side at most `longest` pixels."""
    picture = frame.to_image()
    if frame.rotation:
        picture = picture.rotate(frame.rotation, expand=True)
    if longest:
        picture.thumbnail((longest, longest), Pillow.Resampling.BICUBIC)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=POSTER_QUALITY)
    return out.getvalue()


def _digest(file) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in iter(lambda: file.read(1 << 20), b""):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
