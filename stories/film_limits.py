"""What every player and every channel takes: MP4 with its index first, H.264 and AAC, yuv420p, 1080p, 10 Mbit/s."""

from dataclasses import dataclass, replace
from itertools import islice

from stories.film_metadata import boxes, reader

LONG_SIDE, SHORT_SIDE = 1920, 1080
MAX_BITRATE = 10_000_000
MAX_RATE = 61
MEDIA_TYPES = {"mp4": "video/mp4", "m4v": "video/mp4", "mov": "video/quicktime", "webm": "video/webm"}
AUDIO_RATES = (44_100, 48_000)
# FFmpeg has two names for it; the second says that the whole range of values is used.
PIXEL_FORMATS = ("yuv420p", "yuvj420p")
# A file with more boxes than this before its pictures is no ordinary one.
MAX_BOXES = 64


@dataclass(frozen=True, slots=True)
class Streams:
    """What a container holds; size in pixels, `rate` in pictures and `audio_rate` in samples per second.

    `rotation` in counter-clockwise degrees, one of 0, 90, 180, 270.
    """

    width: int
    height: int
    codec: str
    pixel_format: str
    rate: float
    audio_codec: str = ""
    audio_rate: int = 0
    rotation: int = 0

    def turned(self, degrees: float) -> "Streams":
        """As seen: the size changes sides where the picture lies on its side."""
        rotation = round(degrees / 90) * 90 % 360
        if rotation in (90, 270):
            return replace(self, rotation=rotation, width=self.height, height=self.width)
        return replace(self, rotation=rotation)


def streams_of(container) -> Streams:
    """Read an open PyAV container that has a picture stream. Rotation is told by the pictures alone."""
    picture = container.streams.video[0]
    context = picture.codec_context
    sound = next(iter(container.streams.audio), None)
    aspect = context.sample_aspect_ratio
    return Streams(
        width=round(context.width * aspect) if aspect else context.width,
        height=context.height,
        codec=context.name,
        pixel_format=context.pix_fmt or "",
        rate=float(picture.average_rate or picture.guessed_rate or 0),
        audio_codec=sound.codec_context.name if sound and sound.codec_context else "",
        audio_rate=sound.codec_context.sample_rate if sound and sound.codec_context else 0,
    )


def streams_fit(streams: Streams, bitrate: int) -> bool:
    """Whether the streams may stay as they are, whatever file they are in."""
    sides = sorted((streams.width, streams.height))
    return (
        streams.codec == "h264"
        and streams.pixel_format in PIXEL_FORMATS
        and streams.rotation == 0
        and sides[0] <= SHORT_SIDE
        and sides[1] <= LONG_SIDE
        and streams.rate <= MAX_RATE
        and bitrate <= MAX_BITRATE
        and (not streams.audio_codec or (streams.audio_codec == "aac" and streams.audio_rate in AUDIO_RATES))
    )


def ready_for_the_web(file) -> bool:
    """Whether an open file is an MP4 whose index comes before its pictures. Leaves it at its start."""
    names = []
    brand = b""
    read = reader(file)
    for name, _, body, _ in islice(boxes(read, 0, file.size), MAX_BOXES):
        names.append(name)
        if name == b"ftyp":
            brand = read(body, 4)
        if name in (b"moov", b"mdat"):
            break
    file.seek(0)
    return names[:1] == [b"ftyp"] and brand != b"qt  " and names[-1] == b"moov"
