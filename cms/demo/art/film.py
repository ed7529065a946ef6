"""Make the short films: ``python -m cms.demo.art.film [key ...]``.

Each film moves slowly through one picture whose layers were painted apart, so
near things pass faster than far ones; mist drifts, leaves or rain fall.
"""

import argparse
import pathlib
import random
import sys
import zlib

import av
import numpy as np
import skia

from . import grain, sound
from .brush import colour4
from .draw import compose
from .forms import leaf
from .palette import PLACES

VIDEOS = pathlib.Path(__file__).resolve().parent.parent / "videos"
FPS = 24
SHAPES = {"16x9": (1920, 1080), "9x16": (1080, 1920)}
# key: seconds, what falls, its colours, sideways drift of the camera, focus across the picture, root note
FILMS = {
    "baojing-oranges": (10, "leaf", ("#86a548", "#e0a24a", "#2c5f3c"), 1, 0.56, 110.0),
    "jinzhai-tea": (10, "rain", ("#ffffff",), -1, 0.5, 98.0),
    "fangxian-mushrooms": (10, "mote", ("#fff8d8",), 1, 0.47, 87.3),
    "mizhi-millet": (10, "mote", ("#fff0c0", "#e6bd55"), -1, 0.5, 123.5),
    "congjiang-rice": (10, "leaf", ("#e0b23a", "#f0d080"), 1, 0.56, 103.8),
}


def smoothstep(t):
    """Ease in and out."""
    return t * t * (3 - 2 * t)


def native(pixels):
    """An array in the surface's own byte order (BGRA, premultiplied) as an image: far quicker to draw."""
    return skia.Image.fromarray(
        np.ascontiguousarray(pixels), colorType=skia.kBGRA_8888_ColorType, alphaType=skia.kPremul_AlphaType, copy=True
    )


def knife(height, width, seed, scale):
    """Index arrays that push edges about, the same for every layer of a film."""
    rng = np.random.default_rng(seed)
    axes = np.mgrid[0:height, 0:width]
    out = []
    for axis, top in zip(axes, (height - 1, width - 1), strict=True):
        shift = 1.1 * grain.field(rng, height, width, 8 * scale) + 1.3 * grain.field(rng, height, width, 34 * scale)
        out.append(np.clip(np.rint(axis + scale * shift), 0, top).astype(np.int32))
    return out


def layers(key, scale):
    """The picture's layers as (depth, image, left, top), cropped to what they cover."""
    scene = compose(f"{key}-land", scale, layered=True)
    out, rows, cols = [], None, None
    for depth, surface in scene.layers:
        pixels = surface.toarray(colorType=skia.kBGRA_8888_ColorType)
        if rows is None:
            rows, cols = knife(*pixels.shape[:2], 40, scale)
        pixels = pixels[rows, cols]
        solid = pixels[..., 3] > 2
        ys, xs = np.flatnonzero(solid.any(1)), np.flatnonzero(solid.any(0))
        if ys.size:
            cropped = pixels[ys[0] : ys[-1] + 1, xs[0] : xs[-1] + 1].astype(np.uint16)
            cropped[..., :3] = cropped[..., :3] * cropped[..., 3:] // 255
            out.append((depth, native(cropped.astype(np.uint8)), int(xs[0]), int(ys[0])))
    return out


class Falling:
    """Leaves, rain or motes in front of the picture."""

    def __init__(self, kind, colours, size, seed):
        rng = random.Random(seed)
        self.kind, (self.w, self.h) = kind, size
        count = {"leaf": 16, "rain": 90, "mote": 42}[kind]
        self.bits = [
            (rng.random(), rng.random(), rng.uniform(0.6, 1.3), rng.uniform(0, 6.28), rng.choice(colours))
            for _ in range(count)
        ]

    def draw(self, canvas, t):
        """Paint the particles at time ``t`` in seconds."""
        for x, y, z, phase, colour in self.bits:
            paint = skia.Paint(AntiAlias=True)
            if self.kind == "rain":
                px, py = (x - 0.06 * t * z) % 1.0 * self.w, (y + 0.75 * t * z) % 1.15 * self.h - 60
                paint.setColor4f(colour4(colour, 0.26), None)
                paint.setStrokeWidth(1.7 * z)
                canvas.drawLine(px, py, px - 9 * z, py + 42 * z, paint)
                continue
            sway = np.sin(t * 0.9 * z + phase)
            speed = 0.055 if self.kind == "leaf" else -0.012
            px = (x + 0.012 * t + 0.018 * sway) % 1.0 * self.w
            py = (y + speed * t * z) % 1.1 * self.h - 40
            if self.kind == "leaf":
                paint.setColor4f(colour4(colour, 0.92), None)
                canvas.save()
                canvas.translate(px, py)
                canvas.rotate(float(np.degrees(phase + 0.8 * sway + 0.3 * t)))
                canvas.drawPath(leaf(0, 0, 30 * z, 7 * z, 0, 0.1 * float(sway)), paint)
                canvas.restore()
            else:
                glow = 0.35 + 0.3 * np.sin(t * 1.3 + phase)
                paint.setColor4f(colour4(colour, float(max(0.05, glow))), None)
                canvas.drawCircle(px, py, 2.6 * z, paint)


def mist_paint(width, height, colour, seed):
    """A wide soft band of mist as an image."""
    rng = np.random.default_rng(seed)
    f = grain.field(rng, height, width, 210) + 0.5 * grain.field(rng, height, width, 90)
    y = np.linspace(-1, 1, height)[:, None]
    alpha = np.clip(0.36 + 0.3 * f, 0, 0.8) * np.exp(-((y * 2.1) ** 2))
    x = np.linspace(0, 1, width)[None]
    alpha *= np.clip(np.minimum(x, 1 - x) * 9, 0, 1)
    rgb = np.array([int(colour[i : i + 2], 16) for i in (5, 3, 1)])
    return native(np.dstack([(rgb * alpha[..., None]), alpha * 255]).astype(np.uint8))


class Camera:
    """Where each layer lies at each moment."""

    def __init__(self, size, scale, way, focus):
        self.w, self.h = size
        self.scale, self.way, self.focus = scale, way, focus
        self.tall = self.h > self.w

    def place(self, depth, t, length):
        """Zoom and offset of a layer at ``t`` of ``length`` seconds."""
        u = smoothstep(t / length)
        zoom = 1 + (0.035 + 0.045 * depth) * u
        reach = (60 if self.tall else 58) * self.way
        full_w, full_h = 1600 * self.scale, 1067 * self.scale
        cx = full_w * (self.focus if self.tall else 0.5)
        cy = full_h * (0.51 if self.tall else 0.55)
        dx = reach * (u - 0.5) * 2 * (0.25 + depth)
        dy = -10 * (u - 0.5) * (0.2 + depth)
        return zoom, self.w / 2 - cx * zoom + dx, self.h / 2 - cy * zoom + dy


def frames(key, shape):
    """Yield the film's frames as BGRA arrays."""
    length, kind, colours, way, focus, _ = FILMS[key]
    size = SHAPES[shape]
    scale = 1.31 if shape == "16x9" else 1.96
    stack, camera = layers(key, scale), Camera(size, scale, way, focus)
    seed = zlib.crc32(f"{key}{shape}".encode())
    falling = Falling(kind, colours, size, seed)
    mists = [
        (0.22, mist_paint(int(size[0] * 1.7), int(size[1] * 0.2), PLACES[key].haze, 3), 0.5, 26),
        (0.45, mist_paint(int(size[0] * 1.7), int(size[1] * 0.14), PLACES[key].haze, 8), 0.62, -18),
    ]
    surface = skia.Surface(*size)
    sampling = skia.SamplingOptions(skia.FilterMode.kLinear)
    for n in range(length * FPS):
        t = n / FPS
        canvas = surface.getCanvas()
        drifted = 0
        for depth, image, left, top in stack:
            while drifted < len(mists) and mists[drifted][0] < depth:
                _, fog, level, speed = mists[drifted]
                canvas.drawImage(
                    fog, -size[0] * 0.35 + speed * (t - length / 2) * 2.2, size[1] * level - fog.height() / 2, sampling
                )
                drifted += 1
            zoom, x, y = camera.place(depth, t, length)
            canvas.save()
            canvas.translate(x, y)
            canvas.scale(zoom, zoom)
            canvas.drawImage(image, left, top, sampling)
            canvas.restore()
        falling.draw(canvas, t)
        yield surface.toarray(colorType=skia.kBGRA_8888_ColorType)


def write(key, shape, path):
    """Encode one film."""
    length, *_, root = FILMS[key]
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as box:
        video = box.add_stream("libx264", rate=FPS)
        video.width, video.height = SHAPES[shape]
        video.pix_fmt = "yuv420p"
        video.options = {
            "crf": "24",
            "maxrate": "1400k",
            "bufsize": "1800k",
            "preset": "fast",
            "profile": "high",
            "threads": "2",
        }
        audio = box.add_stream("aac", rate=sound.RATE, layout="stereo")
        audio.bit_rate = 80_000
        for image in frames(key, shape):
            box.mux(video.encode(av.VideoFrame.from_ndarray(image, format="bgra")))
        box.mux(video.encode())
        samples = sound.bed(length, zlib.crc32(key.encode()), root)
        for i in range(0, samples.shape[1], 1024):
            chunk = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(samples[:, i : i + 1024]), format="fltp", layout="stereo"
            )
            chunk.sample_rate, chunk.pts = sound.RATE, i
            box.mux(audio.encode(chunk))
        box.mux(audio.encode())


def make(key, shape):
    """Encode a film, capped so that it stays small."""
    path = VIDEOS / f"{key}-{shape}.mp4"
    write(key, shape, path)
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB", flush=True)


def main(argv=None):
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("keys", nargs="*")
    args = parser.parse_args(argv)
    VIDEOS.mkdir(exist_ok=True)
    for key in FILMS:
        for shape in SHAPES:
            name = f"{key}-{shape}"
            if not args.keys or any(part in name for part in args.keys):
                make(key, shape)
    return 0


if __name__ == "__main__":
    sys.exit(main())
