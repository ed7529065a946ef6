"""Millet, rice and sugar cane: ears, plants, sheaves, sticks."""

import math

from .forms import blade, leaf, limb, oval, poly, seg
from .palette import dark, light, mix


def millet_ear(s, x, y, length, turn, tone="#d9a02f", droop=0.9, stalk=True, width=0.085):
    """A heavy, drooping foxtail millet ear hung from (x, y)."""
    pts = []
    for i in range(9):
        t = i / 8
        a = turn + droop * t
        px, py = pts[-1] if pts else (x, y)
        pts.append((px + math.cos(a) * length / 8, py + math.sin(a) * length / 8) if i else (x, y))
    widths = [length * width * (0.25 + 1.0 * math.sin(math.pi * min(0.96, 0.12 + 0.8 * i / 8))) for i in range(9)]
    path = limb(pts, widths)
    s.form(path, dark(tone, 0.15), dark(tone, 0.55), light(tone, 0.35), 0.8, 0.5)
    for _ in range(int(26 + length * 0.5)):
        i = s.rng.randint(0, 7)
        u, v = s.rng.random(), s.between(-1.05, 1.05)
        (ax, ay), (bx, by) = pts[i], pts[i + 1]
        d = math.hypot(bx - ax, by - ay) or 1
        nx, ny = -(by - ay) / d, (bx - ax) / d
        w = widths[i] * v
        cx, cy = ax + (bx - ax) * u + nx * w, ay + (by - ay) * u + ny * w
        z = max(1.5, length * 0.017)
        lit = (nx * v * s.sun[0] + ny * v * s.sun[1]) > 0
        s.fill(
            oval(cx, cy, z, z * 0.9), s.tone(light(tone, 0.45), tone) if lit else s.tone(dark(tone, 0.35), tone), 0.95
        )
    if length > 60:
        for _ in range(30):
            i = s.rng.randint(0, 8)
            a = s.between(0, 6.28)
            s.line(
                seg(*pts[i], pts[i][0] + math.cos(a) * widths[i] * 1.5, pts[i][1] + math.sin(a) * widths[i] * 1.5),
                light(tone, 0.4),
                1,
                0.6,
            )
    return path


def millet_plant(s, x, y, h, green="#8a8a3a", tone="#d9a02f", lean=0.2):
    """A stalk with arching blades and a heavy hanging ear."""
    side = 1 if lean > 0 else -1
    pts = [
        (x, y),
        (x + lean * h * 0.04, y - h * 0.45),
        (x + lean * h * 0.14, y - h * 0.76),
        (x + lean * h * 0.36, y - h * 0.87),
    ]
    s.fill(limb(pts, [max(1.2, h * w) for w in (0.009, 0.008, 0.006, 0.005)]), green)
    for k in range(4):
        t = 0.16 + 0.15 * k
        way = 1 if k % 2 else -1
        z = h * s.between(0.26, 0.36)
        path = blade(x + lean * h * 0.05 * t, y - h * t, z, h * 0.02, way)
        hue = s.tone(green, dark(green, 0.25), mix(green, tone, 0.45))
        if h > 160:
            s.form(path, hue, dark(hue, 0.4), light(hue, 0.35), 0.6, 0.4)
        else:
            s.fill(path, hue)
    millet_ear(s, *pts[-1], h * s.between(0.3, 0.38), -0.35 if side > 0 else -2.79, tone, 1.75 * side, width=0.085)


def rice_ear(s, x, y, length, turn, tone="#dfb23c", droop=0.9, grains=26):
    """A drooping panicle of rice."""
    px, py, a = x, y, turn
    for i in range(14):
        t = i / 13
        a = turn + droop * t * t
        nx, ny = px + math.cos(a) * length / 14, py + math.sin(a) * length / 14
        s.line(seg(px, py, nx, ny), dark(tone, 0.35), max(1, length * 0.008))
        if t > 0.25:
            for side in (-1, 1):
                for _ in range(max(1, grains // 20)):
                    b = a + side * s.between(0.25, 0.7)
                    z = length * 0.075
                    path = leaf(px, py, z, z * 0.24, b)
                    s.fill(path, s.tone(tone, light(tone, 0.35), dark(tone, 0.2)))
        px, py = nx, ny


def rice_clump(s, x, y, h, green="#8f9a3c", tone="#e0b23a"):
    """A tuft of ripe rice."""
    for _ in range(9):
        a = -1.57 + s.between(-0.55, 0.55)
        z = h * s.between(0.6, 1.0)
        s.fill(
            leaf(x + s.between(-0.1, 0.1) * h, y, z, z * 0.028, a, s.between(-0.14, 0.14)),
            s.tone(green, mix(green, tone, 0.6), dark(green, 0.25)),
        )
    for _ in range(5):
        side = s.rng.choice((-1, 1))
        ex, ey = x + s.between(-0.25, 0.25) * h, y - h * s.between(0.6, 0.85)
        s.line(seg(x, y, ex, ey), mix(green, tone, 0.5), max(1, h * 0.012))
        rice_ear(s, ex, ey, h * 0.42, -1.57 + side * 0.5, tone, side * 2.0)


def sheaf(s, x, y, h, rice=False):
    """A bound sheaf of millet or rice, standing."""
    s.fill(oval(x + 8, y, h * 0.24, h * 0.05), "#4a3218", 0.35, blur=4)
    for _ in range(int(30 + h / 8)):
        a = s.between(-0.34, 0.34)
        s.line(
            seg(x + a * h * 0.6, y, x - a * h * 0.15, y - h * 0.42),
            s.tone("#b8963f", "#8a7a35", "#d9bb64"),
            max(1.4, h * 0.014),
        )
        s.line(
            seg(x - a * h * 0.15, y - h * 0.42, x + a * h * 0.9, y - h * 0.78),
            s.tone("#b8963f", "#8a7a35"),
            max(1.2, h * 0.012),
        )
    for _ in range(11):
        a = s.between(-0.9, 0.9)
        if rice:
            rice_ear(
                s,
                x + a * h * 0.3,
                y - h * 0.72,
                h * 0.42,
                -1.57 + a * 0.9,
                s.tone("#d9a92f", "#e6bd55"),
                1.7 if a > 0 else -1.7,
            )
            continue
        millet_ear(
            s,
            x + a * h * 0.3,
            y - h * 0.76,
            h * 0.32,
            -1.57 + a * 0.9,
            s.tone("#d9a92f", "#e6bd55", "#b8842a"),
            1.4 if a > 0 else -1.4,
            width=0.1,
        )
    s.line(seg(x - h * 0.085, y - h * 0.42, x + h * 0.085, y - h * 0.42, h * 0.03), "#8a5a2a", max(3, h * 0.035))


def cane_plant(s, x, y, h, stalk="#8a7a5a", green=None):
    """A clump of sugar cane: jointed stalks, arching blades."""
    green = green or s.p.leaf
    for _ in range(3):
        bx, lean = x + s.between(-0.05, 0.05) * h, s.between(-0.08, 0.08) * h
        w = max(2, h * 0.02)
        s.line(seg(bx, y, bx + lean, y - h * 0.62), dark(stalk, 0.2), w)
        for k in range(6):
            t = k / 6
            s.line(
                seg(bx + lean * t, y - h * 0.62 * t, bx + lean * (t + 0.12), y - h * 0.62 * (t + 0.12)),
                s.tone(stalk, light(stalk, 0.25)),
                w * 0.75,
            )
        for k in range(7):
            side = -1 if k % 2 else 1
            a = -1.57 + side * s.between(0.15, 0.9)
            z = h * s.between(0.32, 0.52)
            path = leaf(bx + lean, y - h * s.between(0.48, 0.64), z, z * 0.04, a, 0.24 * side)
            s.fill(path, s.tone(green, dark(green, 0.3), mix(green, s.p.bright, 0.5), s.p.bright))


def cane(s, x, y, length, w, turn, tone="#6f5a78", cut=True):
    """A stick of sugar cane with nodes and a pale cut end."""
    s.at(x, y, turn)
    body = poly((0, -w / 2), (length, -w / 2), (length, w / 2), (0, w / 2))
    s.shadow(body, 7, 12, alpha=0.4, blur=7)
    s.fill(body, tone)
    s.grade(body, (0, -w / 2), (0, w * 0.1), light(tone, 0.5), 0.65, 0.0)
    s.grade(body, (0, 0), (0, w / 2), dark(tone, 0.6), 0.0, 0.9)
    step, px = w * 2.5, w
    while px < length:
        s.form(
            poly((px, -w * 0.55), (px + w * 0.16, -w * 0.56), (px + w * 0.16, w * 0.56), (px, w * 0.55)),
            mix(tone, "#d8c48a", 0.7),
            dark(tone, 0.3),
            None,
        )
        s.fill(
            poly((px + w * 0.2, -w / 2), (px + w * 0.34, -w / 2), (px + w * 0.34, w / 2), (px + w * 0.2, w / 2)),
            light(tone, 0.45),
            0.5,
        )
        px += step
    if cut:
        s.form(oval(0, 0, w * 0.2, w / 2), "#efe3b4", "#b79b5a", None)
    s.done()
