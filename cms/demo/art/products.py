"""The products close up, one function each, for still lifes and heaps."""

import math

from .forms import leaf, lump, oval, poly, seg, smooth
from .palette import dark, light


def mooncake(s, x, y, r, tone="#c98a3c", flat=1.0, motif=0):
    """A moulded cake with a scalloped edge; flat < 1 shows its side."""
    n = 16
    edge = [
        (
            x + math.cos(6.283 * i / (n * 2)) * r * (1.0 if i % 2 else 0.935),
            y + math.sin(6.283 * i / (n * 2)) * r * flat * (1.0 if i % 2 else 0.935),
        )
        for i in range(n * 2)
    ]
    face = smooth(edge)
    drop = r * 0.42 * (1 - flat) * 1.6
    s.shadow(face, -s.sun[0] * r * 0.2, drop + r * 0.12, alpha=0.45, blur=r * 0.08)
    if drop > 4:
        low = [(px, py + drop) for px, py in edge]
        side = smooth(low)
        s.form(side, dark(tone, 0.25), dark(tone, 0.65), None, 0.9)
        s.fill(poly((x - r, y), (x + r, y), (x + r, y + drop), (x - r, y + drop)), dark(tone, 0.22))
        s.form(smooth(low), dark(tone, 0.22), dark(tone, 0.6), light(tone, 0.1), 0.8, 0.2)
        for i in range(n * 2):
            px, py = edge[i]
            if py > y - 2 and not i % 2:
                s.line(seg(px, py, px, py + drop * 0.96), dark(tone, 0.55), max(2, r * 0.03), 0.7)
    s.form(face, tone, dark(tone, 0.55), light(tone, 0.45), 0.7, 0.55)
    ring = oval(x, y, r * 0.78, r * 0.78 * flat)
    s.line(ring, dark(tone, 0.5), max(2, r * 0.05), 0.85)
    s.line(oval(x - r * 0.01, y - r * 0.014, r * 0.77, r * 0.77 * flat), light(tone, 0.5), max(1.2, r * 0.02), 0.8)
    petals = (8, 6, 12)[motif % 3]
    for ring_r, size, off in ((0.5, 0.27, 0), (0.24, 0.18, 0.4)):
        for k in range(petals):
            a = 6.283 * k / petals + off
            path = leaf(
                x + math.cos(a) * r * (ring_r - size * 0.5),
                y + math.sin(a) * r * (ring_r - size * 0.5) * flat,
                r * size,
                r * size * 0.34,
                math.atan2(math.sin(a) * flat, math.cos(a)),
            )
            s.line(path, dark(tone, 0.48), max(1.6, r * 0.03), 0.9)
            s.line(path, light(tone, 0.4), max(0.8, r * 0.009), 0.8)
    s.form(oval(x, y, r * 0.09, r * 0.09 * flat), light(tone, 0.2), dark(tone, 0.5), None)


def wedge(s, x, y, r, a0, a1, crust="#b8772f", filling="#5b3020"):
    """A cut piece seen from above: crust rim and a dark filling with nuts."""
    arc = [(x + math.cos(a0 + (a1 - a0) * i / 12) * r, y + math.sin(a0 + (a1 - a0) * i / 12) * r) for i in range(13)]
    path = poly((x, y), *arc)
    s.shadow(path, 8, 12, alpha=0.42, blur=8)
    s.form(path, crust, dark(crust, 0.4), light(crust, 0.3))
    core = poly(
        (x + (arc[6][0] - x) * 0.09, y + (arc[6][1] - y) * 0.09),
        *[(x + (px - x) * 0.86, y + (py - y) * 0.86) for px, py in arc[1:-1]],
    )
    s.form(core, filling, dark(filling, 0.5), light(filling, 0.2))
    s.inside(core)
    for _ in range(34):
        d, a = r * math.sqrt(s.rng.random()) * 0.82, s.between(a0, a1)
        s.fill(
            lump(
                s.rng,
                x + math.cos(a) * d,
                y + math.sin(a) * d,
                s.between(4, 10),
                s.between(3, 6),
                0.2,
                7,
                s.between(0, 3),
            ),
            s.tone("#e8c98a", "#c98f4f", "#7fa05a", "#a33a2a", "#f1e3c4"),
            0.9,
        )
    s.done()


def sugar(s, x, y, w, h, d=0.3, tone="#8f4a22", top=None):
    """A block of brown sugar: front, top and side."""
    k = w * d
    front = poly((x, y), (x + w, y), (x + w, y - h), (x, y - h))
    lid = poly((x, y - h), (x + w, y - h), (x + w + k, y - h - k * 0.62), (x + k, y - h - k * 0.62))
    side = poly((x + w, y), (x + w + k, y - k * 0.62), (x + w + k, y - h - k * 0.62), (x + w, y - h))
    s.shadow(
        poly((x, y), (x + w + k, y), (x + w + k * 2.2, y - k * 0.5), (x + k, y - k * 0.6)), 16, 6, alpha=0.45, blur=9
    )
    for path, colour, deep in (
        (front, tone, 0.6),
        (side, dark(tone, 0.38), 0.7),
        (lid, top or light(tone, 0.22), 0.35),
    ):
        s.form(path, colour, dark(colour, 0.5), light(colour, 0.3), deep, 0.35)
        box = path.getBounds()
        s.inside(path)
        for _ in range(int(w * 0.5)):
            px, py = s.between(box.left(), box.right()), s.between(box.top(), box.bottom())
            s.fill(
                lump(s.rng, px, py, s.between(1, 4.5), None, 0.3, 5),
                s.tone(dark(colour, 0.3), light(colour, 0.3), light(colour, 0.5)),
                0.55,
            )
        s.done()
    s.line(poly((x, y - h), (x + w, y - h), closed=False), light(tone, 0.45), 3, 0.8)


def apricot(s, x, y, r, tone="#ee9a3a", cast=True):
    """A fresh apricot with its groove and a blush."""
    from .still_life import ball

    path = ball(s, x, y, r, tone, 0.97, False, None, cast)
    s.grade(path, (x + r * 0.6, y + r * 0.1), (x - r * 0.2, y), "#c8452a", 0.55, 0.0, radial=True)
    s.line(seg(x - r * 0.1, y - r * 0.9, x + r * 0.12, y + r * 0.85, 0), dark(tone, 0.35), max(1.6, r * 0.035), 0.7)
    s.fill(oval(x - r * 0.08, y - r * 0.86, r * 0.11, r * 0.06), dark(tone, 0.55))


def dried(s, x, y, r, tone="#d9792a", cast=True):
    """A dried apricot half: flattened, wrinkled."""
    path = lump(s.rng, x, y, r, r * s.between(0.72, 0.9), 0.08, 10, s.between(0, 3))
    if cast:
        s.shadow(path, r * 0.14, r * 0.18, alpha=0.42, blur=r * 0.12)
    s.form(path, tone, dark(tone, 0.45), light(tone, 0.4), 0.75, 0.5)
    pit = lump(s.rng, x + r * 0.05, y + r * 0.03, r * 0.5, r * 0.36, 0.15, 9)
    s.grade(pit, (x - r * 0.4, y - r * 0.4), (x + r * 0.4, y + r * 0.4), dark(tone, 0.5), 0.7, 0.05)
    for _ in range(4):
        a = s.between(0, 6.28)
        s.line(
            seg(
                x + math.cos(a) * r * 0.45,
                y + math.sin(a) * r * 0.35,
                x + math.cos(a) * r * 0.85,
                y + math.sin(a) * r * 0.68,
                s.between(-5, 5),
            ),
            s.tone(dark(tone, 0.3), light(tone, 0.45)),
            max(1.2, r * 0.04),
            0.7,
        )


def tea_twist(s, x, y, z, tone="#3a4a2c"):
    """One dry leaf of green tea."""
    a = s.between(0, 6.28)
    path = leaf(x, y, z, z * 0.1, a, s.between(-0.3, 0.3))
    s.fill(path, tone)


def tea_sprig(s, x, y, z, turn, tone="#6fa03f"):
    """Two leaves and a bud."""
    for off, size in ((0.65, 0.85), (-0.6, 1.0), (0.05, 0.62)):
        path = leaf(x, y, z * size, z * size * (0.2 if size > 0.7 else 0.11), turn + off, 0.05)
        s.form(path, tone, dark(tone, 0.45), light(tone, 0.5), 0.7, 0.5)
        s.line(
            seg(x, y, x + math.cos(turn + off) * z * size * 0.85, y + math.sin(turn + off) * z * size * 0.85),
            light(tone, 0.45),
            1.5,
            0.7,
        )
    s.line(seg(x, y, x - math.cos(turn) * z * 0.3, y - math.sin(turn) * z * 0.3), tone, z * 0.05)


def tuber(s, x, y, r, tone, turn=0.0, long=1.5, eyes=6, cast=True, flesh=None):
    """A potato or sweet potato."""
    pts = [
        (-1, -0.1),
        (-0.75, -0.55),
        (-0.1, -0.66),
        (0.55, -0.56),
        (0.98, -0.1),
        (0.85, 0.42),
        (0.2, 0.62),
        (-0.6, 0.5),
    ]
    ct, st = math.cos(turn), math.sin(turn)
    out = []
    for u, v in pts:
        u, v = u * r * long * s.between(0.93, 1.07), v * r * 1.4 * s.between(0.92, 1.06)
        out.append((x + u * ct - v * st, y + u * st + v * ct))
    path = smooth(out)
    if cast:
        s.shadow(path, r * 0.22, r * 0.3, alpha=0.45, blur=r * 0.16)
    s.form(path, tone, dark(tone, 0.55), light(tone, 0.45), 0.85, 0.55)
    s.inside(path)
    for _ in range(eyes):
        u, v = s.between(-0.75, 0.75) * r * long, s.between(-0.5, 0.5) * r
        px, py, z = x + u * ct - v * st, y + u * st + v * ct, r * s.between(0.08, 0.16)
        s.line(seg(px - z, py, px + z, py, z * 0.7), dark(tone, 0.45), max(1.2, r * 0.03), 0.8)
    for _ in range(int(r * 0.6)):
        s.fill(
            oval(x + s.between(-1, 1) * r * long, y + s.between(-1, 1) * r, s.between(0.8, 2.2)),
            s.tone(dark(tone, 0.35), light(tone, 0.3)),
            0.6,
        )
    s.done()
    if flesh:
        cx, cy = x + ct * r * long * 0.86, y + st * r * long * 0.86
        face = lump(s.rng, cx, cy, r * 0.34, r * 0.68, 0.04, 11, turn)
        s.form(face, flesh, dark(flesh, 0.25), light(flesh, 0.5))
        s.line(face, dark(tone, 0.2), r * 0.05)
    return path


def shiitake(s, x, y, r, tone="#8a5a34", side=True, cast=True, turn=0.0):
    """A shiitake: crackled cap, with stem if seen from the side."""
    s.at(x, y, turn)
    if side:
        stem = smooth(
            [
                (-r * 0.2, 0),
                (-r * 0.17, r * 0.5),
                (-r * 0.24, r * 0.82),
                (r * 0.24, r * 0.84),
                (r * 0.19, r * 0.5),
                (r * 0.2, 0),
            ]
        )
        s.form(stem, "#e8d9b8", "#a88a5f", None, 0.8)
        gill = oval(0, r * 0.1, r * 0.86, r * 0.22)
        s.form(gill, "#e6d2a8", "#8f6d42", None, 0.8)
        for i in range(-9, 10):
            s.line(seg(i * r * 0.02, r * 0.04, i * r * 0.088, r * 0.28), "#a98a58", 1.6, 0.7)
        cap = smooth(
            [
                (-r, r * 0.1),
                (-r * 0.93, -r * 0.28),
                (-r * 0.5, -r * 0.62),
                (0, -r * 0.72),
                (r * 0.5, -r * 0.62),
                (r * 0.93, -r * 0.28),
                (r, r * 0.1),
                (r * 0.5, r * 0.06),
                (0, r * 0.09),
                (-r * 0.5, r * 0.06),
            ]
        )
    else:
        cap = lump(s.rng, 0, 0, r, r * 0.94, 0.035, 12)
        if cast:
            s.shadow(cap, r * 0.16, r * 0.2, alpha=0.45, blur=r * 0.12)
    s.form(cap, tone, dark(tone, 0.6), light(tone, 0.45), 0.85, 0.5)
    s.inside(cap)
    n = int(12 + r / 4)
    for _ in range(n):
        a, d = s.between(0, 6.28), math.sqrt(s.rng.random())
        px, py = math.cos(a) * d * r, math.sin(a) * d * r * (0.6 if side else 0.94) - (r * 0.2 if side else 0)
        z = r * s.between(0.06, 0.13)
        crack = poly(
            (px - z, py),
            (px - z * 0.2, py - z * 0.5),
            (px + z, py - z * 0.1),
            (px + z * 0.3, py + z * 0.25),
            (px + z * 0.4, py + z),
            (px - z * 0.1, py + z * 0.3),
        )
        s.fill(crack, light(tone, 0.72), 0.85)
    s.done()
    s.done()
