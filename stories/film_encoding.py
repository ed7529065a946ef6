"""Making a film anew: H.264 and AAC in an MP4 with its index first, within what every channel takes.

Knows files and FFmpeg only. Pictures come upright, at a constant rate of at most 30 a second; metadata of the
original (place, camera) is not copied.
"""

import time
from collections.abc import Callable, Iterator
from fractions import Fraction

import av
from av.filter import Graph

from stories.film_limits import LONG_SIDE, SHORT_SIDE, Streams

MAX_RATE = 30
AUDIO_BITRATE = 128_000
VIDEO_MAX_BITRATE = 8_000_000
# What the coder may run ahead of that rate, so that a film of a second, too, stays under 10 Mbit/s.
BUFFER_SECONDS, MAX_BUFFER = 0.15, 4_000_000
QUALITY, PRESET, THREADS = "21", "veryfast", 2
# A film loses at most this part of its picture to an upright crop; else it stands before its own blur.
MAX_LOSS = 0.25
BLUR_SHRINK = 10
TELL_EVERY = 1.0

Tell = Callable[[int], None]


def size_within(width: int, height: int) -> tuple[int, int]:
    """The size inside the box of 1080p, lying or upright, never enlarged; even, as yuv420p wants it."""
    long, short = max(width, height), min(width, height)
    scale = min(1, LONG_SIDE / long, SHORT_SIDE / short)
    return _even(width * scale), _even(height * scale)


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)


def loss_of_upright_crop(width: int, height: int) -> float:
    """The part of the picture that a crop to 9:16 cuts away, from 0 to 1."""
    ratio, wanted = width / height, SHORT_SIDE / LONG_SIDE
    return 1 - min(ratio, wanted) / max(ratio, wanted)


def remux(source, path: str) -> None:
    """The same streams in a new file; only for streams that fit (`film_limits.streams_fit`)."""
    with _output(path) as out:
        wanted = [source.streams.video[0], *source.streams.audio[:1]]
        made = {stream.index: out.add_stream_from_template(stream) for stream in wanted}
        for packet in source.demux(wanted):
            if packet.dts is not None:
                packet.stream = made[packet.stream.index]
                out.mux(packet)


def encode(source, path: str, streams: Streams, seconds: float, *, upright: bool, tell: Tell) -> None:
    """Code an open container anew. `streams` is as seen, `seconds` the length for the progress.

    `tell` gets whole per cent, about once a second; what it raises ends the work.
    Raises FFmpeg's errors for what cannot be read.
    """
    started = source.start_time / av.time_base if source.start_time else 0.0
    picture, sound = source.streams.video[0], next(iter(source.streams.audio), None)
    with _output(path) as out:
        tracks = {picture.index: _PictureTrack(out, picture, streams, seconds, started, upright)}
        if sound is not None:
            tracks[sound.index] = _SoundTrack(out, sound, streams, started)
        told = time.monotonic()
        for packet in source.demux([stream for stream in (picture, sound) if stream is not None]):
            for frame in packet.decode():
                for coded in tracks[packet.stream.index].take(frame):
                    out.mux(coded)
                if time.monotonic() - told >= TELL_EVERY and frame.time is not None:
                    told = time.monotonic()
                    tell(min(99, max(0, int((frame.time - started) * 100 / seconds))))
        for track in tracks.values():
            for coded in track.end():
                out.mux(coded)


def _output(path: str):
    return av.open(path, mode="w", format="mp4", options={"movflags": "+faststart"})


class _Track:
    """A filter graph and the coder behind it."""

    graph: Graph
    stream: av.stream.Stream
    time_base: Fraction
    started: float

    def take(self, frame) -> Iterator:
        if frame.pts is None:
            return
        # Films cut out of others don't begin at 0; both streams are moved by the same time.
        frame.pts -= round(self.started / frame.time_base)
        self.graph.push(frame)
        yield from self._coded()

    def end(self) -> Iterator:
        self.graph.push(None)
        yield from self._coded()
        yield from self.stream.encode(None)

    def _coded(self) -> Iterator:
        while True:
            try:
                frame = self.graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            yield from self.stream.encode(self._prepared(frame))

    def _prepared(self, frame):
        return frame


class _PictureTrack(_Track):
    def __init__(self, out, source, streams: Streams, seconds: float, started: float, upright: bool) -> None:
        self.started = started
        rate = _rate(streams.rate)
        width, height = (SHORT_SIDE, LONG_SIDE) if upright else size_within(streams.width, streams.height)
        self.graph = _picture_graph(source, streams, rate, (width, height), upright)
        buffer = max(100_000, min(MAX_BUFFER, round(VIDEO_MAX_BITRATE * BUFFER_SECONDS * seconds)))
        options = {
            "preset": PRESET,
            "crf": QUALITY,
            "maxrate": str(VIDEO_MAX_BITRATE),
            "bufsize": str(buffer),
            "profile": "high",
            "g": str(round(rate * 2)),
        }
        self.stream = out.add_stream("libx264", rate=rate, options=options)
        self.stream.width, self.stream.height, self.stream.pix_fmt = width, height, "yuv420p"
        self.stream.codec_context.thread_count = THREADS
        self.stream.codec_context.time_base = 1 / rate

    def _prepared(self, frame):
        # The coder chooses the kind of each picture itself.
        frame.pict_type = 0
        return frame


def _rate(rate: float) -> Fraction:
    """Pictures per second: as they were, at most 30."""
    return Fraction(rate).limit_denominator(1001) if 0 < rate < MAX_RATE else Fraction(MAX_RATE)


def _picture_graph(source, streams: Streams, rate: Fraction, size: tuple[int, int], upright: bool) -> Graph:
    graph = Graph()
    last = graph.add_buffer(template=source)
    for name, arguments in [*_turns(streams.rotation), ("fps", f"fps={rate}:start_time=0")]:
        last = _then(graph, last, name, arguments)
    if upright and loss_of_upright_crop(streams.width, streams.height) > MAX_LOSS:
        last = _before_its_blur(graph, last, streams, size)
    elif upright:
        last = _cover(graph, last, size)
    else:
        last = _then(graph, last, "scale", f"{size[0]}:{size[1]}")
    for name, arguments in [("setsar", "1"), ("format", "yuv420p"), ("buffersink", None)]:
        last = _then(graph, last, name, arguments)
    graph.configure()
    return graph


def _turns(rotation: int) -> list[tuple[str, str | None]]:
    return {
        90: [("transpose", "cclock")],
        180: [("hflip", None), ("vflip", None)],
        270: [("transpose", "clock")],
    }.get(rotation, [])


def _before_its_blur(graph: Graph, last, streams: Streams, size: tuple[int, int]):
    """The whole film in the middle, itself as a blurred ground. Blurred small and enlarged: a hundredth of the work."""
    split = _then(graph, last, "split", "2")
    ground = _cover(graph, split, (size[0] // BLUR_SHRINK, size[1] // BLUR_SHRINK))
    ground = _then(graph, ground, "gblur", "sigma=4")
    ground = _then(graph, ground, "scale", f"{size[0]}:{size[1]}")
    scale = min(size[0] / streams.width, size[1] / streams.height)
    film = graph.add("scale", f"{_even(streams.width * scale)}:{_even(streams.height * scale)}")
    split.link_to(film, 1, 0)
    placed = graph.add("overlay", "x=(W-w)/2:y=(H-h)/2:shortest=1")
    ground.link_to(placed, 0, 0)
    film.link_to(placed, 0, 1)
    return placed


def _cover(graph: Graph, last, size: tuple[int, int]):
    """Fill the size and cut the rest off evenly."""
    enlarged = _then(graph, last, "scale", f"{size[0]}:{size[1]}:force_original_aspect_ratio=increase")
    return _then(graph, enlarged, "crop", f"{size[0]}:{size[1]}")


def _then(graph: Graph, last, name: str, arguments: str | None):
    added = graph.add(name, arguments)
    last.link_to(added)
    return added


class _SoundTrack(_Track):
    def __init__(self, out, source, streams: Streams, started: float) -> None:
        self.started = started
        rate = 44_100 if streams.audio_rate == 44_100 else 48_000
        self.stream = out.add_stream("aac", rate=rate)
        self.stream.codec_context.bit_rate = AUDIO_BITRATE
        self.stream.codec_context.layout = "stereo"
        self.graph = graph = Graph()
        last = graph.add_abuffer(template=source)
        for name, arguments in [
            # Gaps become silence; without it sound runs ahead of the picture.
            ("aresample", f"{rate}:async=1:first_pts=0"),
            ("aformat", f"sample_fmts=fltp:sample_rates={rate}:channel_layouts=stereo"),
            ("asetnsamples", "n=1024:p=0"),
            ("abuffersink", None),
        ]:
            last = _then(graph, last, name, arguments)
        graph.configure()
