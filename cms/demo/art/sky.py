"""Skies, suns, cloud strips, mist, birds, rain, beams of light."""

import math

import skia

from .brush import colour4
from .forms import Noise, lump, oval, poly, seg, smooth
from .palette import PAPER, light, mix


def sky(s, top=None, low=None, horizon=620, grain=True):
    """Two-tone sky with a stippled upper edge."""
    top, low = top or s.p.sky, low or s.p.low
    s.wash([(top, 1), (mix(top, low, 0.55), 1), (low, 1)], [0, 0.5, 1], (0, -40), (0, horizon))
    if grain:
        whole = poly((-80, -80), (s.w + 80, -80), (s.w + 80, horizon), (-80, horizon))
        s.grade(whole, (0, 0), (0, horizon * 0.8), mix(top, s.p.far, 0.5), 0.34, 0.0, dot=2.2)


def sun(s, x, y, r, colour=None, halo=5.0, disc=True):
    """A low sun with its glow."""
    colour = colour or s.p.sun
    s.glow(x, y, r * halo, light(colour, 0.25), 0.75)
    if disc:
        disc_path = lump(s.rng, x, y, r, rough=0.012, n=16)
        s.fill(disc_path, colour)
        s.grade(disc_path, (x, y - r), (x, y + r), PAPER, 0.0, 0.6)


def clouds(s, y, count=4, colour=None, size=1.0, alpha=0.8, spread=90):
    """Long cut-paper clouds."""
    colour = colour or light(s.p.low, 0.35)
    for _ in range(count):
        cx, cy = s.between(-50, s.w + 50), y + s.between(-spread, spread)
        w, h = s.between(160, 420) * size, s.between(8, 24) * size
        top = [(cx - w + 2 * w * i / 9, cy - h * math.sin(math.pi * i / 9) * s.between(0.5, 1.5)) for i in range(10)]
        low = [(cx + w - 2 * w * i / 6, cy + h * 0.35 * math.sin(math.pi * i / 6)) for i in range(1, 6)]
        path = smooth(top + low)
        s.fill(path, colour, alpha)
        s.grade(path, (0, cy - h), (0, cy + h), s.p.sky, 0.0, 0.45)


def mist(s, y, h, colour=None, alpha=0.8, seed=1):
    """A bank of mist: soft above and below, uneven along its length."""
    colour = colour or s.p.haze
    noise = Noise(seed)
    for k in range(3):
        off = (k - 1) * h * 0.28
        top = [(x, y + off - h * 0.22 + noise(x / 260 + 9 * k, 2) * h * 0.34) for x in range(-260, s.w + 300, 70)]
        low = [(x, y + off + h * 0.22 + noise(x / 320 + 5 + 9 * k, 2) * h * 0.3) for x in range(s.w + 260, -300, -70)]
        s.fill(smooth(top + low), colour, alpha * 0.5, blur=h * 0.16)


def veil(s, y0, y1, colour=None, alpha=0.6):
    """A straight fade from nothing at y0 to haze at y1."""
    colour = colour or s.p.haze
    s.wash([(colour, 0), (colour, 1)], [0, 1], (0, y0), (0, y1), alpha, (-80, y0, s.w + 160, y1 - y0 + 2))


def birds(s, x, y, count=5, size=10, colour=None):
    """A few far birds."""
    for _ in range(count):
        bx, by, z = x + s.between(-90, 90), y + s.between(-34, 34), size * s.between(0.6, 1.1)
        path = skia.Path()
        path.moveTo(bx - z, by - z * 0.35)
        path.quadTo(bx - z * 0.4, by - z * 0.5, bx, by)
        path.quadTo(bx + z * 0.4, by - z * 0.55, bx + z, by - z * 0.2)
        s.line(path, colour or s.p.near, 1.8)


def rain(s, colour=PAPER, count=240, alpha=0.35, slant=-14):
    """Fine spring rain."""
    for _ in range(count):
        x, y, z = s.between(-20, s.w + 20), s.between(-20, s.h), s.between(18, 52)
        s.line(seg(x, y, x + slant * z / 50, y + z), colour, s.between(0.8, 1.5), alpha)


def beams(s, x, y, colour, count=6, length=1300, alpha=0.16, spread=0.5, aim=1.1):
    """Light through leaves or a window."""
    for k in range(count):
        a = aim - spread / 2 + spread * (k + s.between(0, 0.6)) / count
        w = spread / count * s.between(0.2, 0.55)
        path = poly(
            (x, y),
            (x + math.cos(a) * length, y + math.sin(a) * length),
            (x + math.cos(a + w) * length, y + math.sin(a + w) * length),
        )
        shader = skia.GradientShader.MakeRadial(
            skia.Point(x, y), length, [colour4(colour, alpha).toColor(), colour4(colour, 0).toColor()], [0.1, 1]
        )
        s.c.drawPath(path, s.paint(shader=shader, blur=5, blend=skia.BlendMode.kScreen))


def smoke(s, x, y, height, colour=PAPER, alpha=0.45, lean=40, width=12):
    """A rising plume of smoke or steam."""
    phase = s.between(0, 6)
    left, right = [], []
    for i in range(9):
        t = i / 8
        cx = x + lean * t * t + math.sin(phase + t * 6) * width * (0.4 + t)
        w = width * (0.35 + 1.7 * t)
        left.append((cx - w, y - height * t))
        right.append((cx + w, y - height * t))
    box = (0, y), (0, y - height)
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(*box[0]), skia.Point(*box[1])],
        [colour4(colour, alpha).toColor(), colour4(colour, 0).toColor()],
        [0, 1],
    )
    s.c.drawPath(smooth(left + right[::-1]), s.paint(shader=shader, blur=width * 0.55))


def snow(s, count=160, colour=PAPER):
    """Sparse flakes."""
    for _ in range(count):
        s.fill(oval(s.between(0, s.w), s.between(0, s.h), s.between(1.2, 3.6)), colour, s.between(0.4, 0.9))
