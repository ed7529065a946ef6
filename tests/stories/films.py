"""Small real videos, made on the spot."""

import shutil
import tempfile
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
from django.core.files.base import ContentFile

from stories.models import Film


@cache
def mp4(seconds: int = 2, width: int = 320, height: int = 240) -> bytes:
    """An H.264 film of one colour that grows lighter."""
    path = Path(tempfile.mkdtemp()) / "film.mp4"
    # The index first, as on the web: a cut-off file then opens and lacks its end.
    with av.open(str(path), mode="w", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("libx264", rate=10, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for index in range(seconds * 10):
            frame = av.VideoFrame(width, height, "rgb24")
            shade = bytes([index * 5 % 256, 100, 40]) * width
            plane = frame.planes[0]
            plane.update(shade.ljust(plane.line_size, b"\0") * height)
            for packet in stream.encode(frame):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    data = path.read_bytes()
    shutil.rmtree(path.parent)
    return data


def make_film(**fields) -> Film:
    film = Film(title="摘橘子", file=ContentFile(mp4(), name="picking.mp4"), **fields)
    film.save()
    return film


@cache
def film_bytes(
    codec: str = "libx264",
    width: int = 64,
    height: int = 36,
    *,
    seconds: float = 1.0,
    rate: int = 10,
    sound: str = "aac",
    container: str = "mp4",
    index_first: bool = True,
    rotation: int = 0,
    seed: int = 0,
    corner: bool = False,
) -> bytes:
    """A small film with a tone; `rotation` (counter-clockwise degrees) is written into the index, as phones do.
    With `corner` the top left is bright before the turn."""
    options = {"movflags": "faststart"} if index_first and container in ("mp4", "mov") else {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film"
        with av.open(str(path), mode="w", format=container, options=options) as made:
            _fill(made, codec, width, height, seconds, rate, sound, seed, corner)
        return turned(path.read_bytes(), rotation)


def _fill(
    made, codec: str, width: int, height: int, seconds: float, rate: int, sound: str, seed: int, corner: bool
) -> None:
    picture = made.add_stream(codec, rate=rate)
    picture.width, picture.height, picture.pix_fmt = width, height, "yuv420p"
    tone = made.add_stream(sound, rate=48_000) if sound else None
    for index in range(round(seconds * rate)):
        frame = av.VideoFrame(width, height, "yuv420p")
        for plane, shade in zip(frame.planes, (16 + (index * 20 + seed) % 220, 90, 160), strict=True):
            plane.update(bytes([shade]) * plane.buffer_size)
        if corner:
            wide = frame.planes[0].line_size
            bright, dark = bytes([235]) * (width // 2), bytes([30]) * wide
            top = (bright + dark)[:wide] * (height // 2)
            frame.planes[0].update((top + dark * height)[: frame.planes[0].buffer_size])
        frame.pts, frame.time_base = index, Fraction(1, rate)
        made.mux(picture.encode(frame))
    made.mux(picture.encode())
    if tone is not None:
        for index in range(round(seconds * 48_000 / 1024)):
            silence = av.AudioFrame(format=tone.codec_context.format.name, layout="stereo", samples=1024)
            for plane in silence.planes:
                plane.update(bytes(plane.buffer_size))
            silence.pts, silence.sample_rate, silence.time_base = index * 1024, 48_000, Fraction(1, 48_000)
            made.mux(tone.encode(silence))
        made.mux(tone.encode())


def turned(data: bytes, rotation: int) -> bytes:
    """The file with a rotation matrix in the header of its picture track, which is the first."""
    if not rotation:
        return data
    one, minus = b"\x00\x01\x00\x00", b"\xff\xff\x00\x00"
    zero = bytes(4)
    a, b, c, d = {90: (zero, minus, one, zero), 180: (minus, zero, zero, minus), 270: (zero, one, minus, zero)}[
        rotation
    ]
    matrix = a + b + zero + c + d + zero + bytes(8) + b"\x40\x00\x00\x00"
    start = data.index(b"tkhd") + 4 + 40
    return data[:start] + matrix + data[start + len(matrix) :]
