"""Geometry: smooth outlines, limbs, leaves, ellipses, one-dimensional noise."""

import math
import random

import skia


def smooth(points, closed=True, tension=1.0):
    """A Catmull-Rom curve through points."""
    n = len(points)
    path = skia.Path()
    path.moveTo(*points[0])

    def at(i):
        return points[i % n] if closed else points[max(0, min(n - 1, i))]

    k = tension / 6
    for i in range(n if closed else n - 1):
        p0, p1, p2, p3 = at(i - 1), at(i), at(i + 1), at(i + 2)
        path.cubicTo(
            p1[0] + (p2[0] - p0[0]) * k,
            p1[1] + (p2[1] - p0[1]) * k,
            p2[0] - (p3[0] - p1[0]) * k,
            p2[1] - (p3[1] - p1[1]) * k,
            *p2,
        )
    if closed:
        path.close()
    return path


def poly(*points, closed=True):
    """Straight-edged outline."""
    path = skia.Path()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    if closed:
        path.close()
    return path


def seg(x1, y1, x2, y2, sag=0.0):
    """A line, or an arc with sag."""
    path = skia.Path()
    path.moveTo(x1, y1)
    if sag:
        path.quadTo((x1 + x2) / 2, (y1 + y2) / 2 + sag, x2, y2)
    else:
        path.lineTo(x2, y2)
    return path


def rect(x, y, w, h, r=0):
    """A rectangle, perhaps rounded."""
    path = skia.Path()
    box = skia.Rect.MakeXYWH(x, y, w, h)
    if r:
        path.addRoundRect(box, r, r)
    else:
        path.addRect(box)
    return path


def oval(x, y, rx, ry=None):
    """An ellipse about a centre."""
    path = skia.Path()
    ry = rx if ry is None else ry
    path.addOval(skia.Rect.MakeLTRB(x - rx, y - ry, x + rx, y + ry))
    return path


def lump(rng, x, y, rx, ry=None, rough=0.08, n=11, turn=0.0):
    """An irregular hand-cut round."""
    ry = rx if ry is None else ry
    ct, st = math.cos(turn), math.sin(turn)
    points = []
    for i in range(n):
        angle = 2 * math.pi * i / n
        r = 1 + rng.uniform(-rough, rough)
        px, py = math.cos(angle) * rx * r, math.sin(angle) * ry * r
        points.append((x + px * ct - py * st, y + px * st + py * ct))
    return smooth(points)


def leaf(x, y, length, width, turn, bend=0.0):
    """A pointed leaf from its stalk at (x, y)."""
    ct, st = math.cos(turn), math.sin(turn)

    def place(u, v):
        return x + u * ct - v * st, y + u * st + v * ct

    path = skia.Path()
    path.moveTo(x, y)
    tip = place(length, bend * length)
    path.quadTo(*place(length * 0.42, -width + bend * length * 0.3), *tip)
    path.quadTo(*place(length * 0.5, width + bend * length * 0.3), x, y)
    path.close()
    return path


def blade(x, y, length, width, side):
    """A grass blade that arches over and hangs its tip."""
    path = skia.Path()
    path.moveTo(x, y)
    tip = (x + side * length * 0.78, y - length * 0.06)
    path.cubicTo(x + side * length * 0.06, y - length * 0.45, x + side * length * 0.42, y - length * 0.62, *tip)
    path.cubicTo(
        x + side * length * 0.4,
        y - length * 0.62 + width * 2.2,
        x + side * length * 0.1,
        y - length * 0.4 + width,
        x,
        y + width * 0.6,
    )
    path.close()
    return path


def limb(points, widths):
    """A tapered strip along a polyline (arms, legs, trunks)."""
    left, right = [], []
    n = len(points)
    for i, (x, y) in enumerate(points):
        ax, ay = points[max(0, i - 1)]
        bx, by = points[min(n - 1, i + 1)]
        d = math.hypot(bx - ax, by - ay) or 1
        nx, ny = -(by - ay) / d * widths[i], (bx - ax) / d * widths[i]
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    path = smooth(left + right[::-1])
    path.addCircle(*points[0], widths[0], skia.PathDirection.kCCW)
    path.addCircle(*points[-1], widths[-1], skia.PathDirection.kCCW)
    return path


def union(*paths):
    """One outline from several."""
    whole = paths[0]
    for path in paths[1:]:
        whole = skia.Op(whole, path, skia.kUnion_PathOp) or whole
    return whole


class Noise:
    """Smooth value noise in one dimension, several octaves."""

    def __init__(self, seed):
        rng = random.Random(seed)
        self.table = [rng.uniform(-1, 1) for _ in range(512)]

    def _one(self, x):
        i = math.floor(x)
        t = x - i
        t = t * t * (3 - 2 * t)
        a, b = self.table[i % 512], self.table[(i + 1) % 512]
        return a + (b - a) * t

    def __call__(self, x, octaves=4, gain=0.5):
        total, amp, norm = 0.0, 1.0, 0.0
        for k in range(octaves):
            total += amp * self._one(x * 2**k + 37 * k)
            norm += amp
            amp *= gain
        return total / norm


def curve(fn, x0, x1, step=12):
    """Points of y = fn(x)."""
    count = max(2, int((x1 - x0) / step))
    return [(x0 + (x1 - x0) * i / count, fn(x0 + (x1 - x0) * i / count)) for i in range(count + 1)]


def under(fn, x0, x1, bottom, step=12):
    """The area below y = fn(x), down to ``bottom``."""
    return poly(*curve(fn, x0, x1, step), (x1, bottom), (x0, bottom))


def band(top, low, x0, x1, step=16):
    """The area between two curves."""
    return poly(*curve(top, x0, x1, step), *curve(low, x0, x1, step)[::-1])
