"""Small real videos, made on the spot."""

import shutil
import tempfile
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
