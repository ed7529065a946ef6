"""Walnuts, goji and mangoes, close up."""

import math

from .forms import leaf, lump, oval, seg, smooth
from .palette import dark, light


def walnut(s, x, y, r, tone="#b98a55", cast=True, turn=0.0):
    """A walnut in its shell."""
    path = lump(s.rng, x, y, r, r * 0.9, 0.04, 12)
    if cast:
        s.shadow(oval(x, y + r * 0.6, r * 0.9, r * 0.35), r * 0.4, r * 0.12, alpha=0.45, blur=r * 0.12)
    s.form(path, tone, dark(tone, 0.55), light(tone, 0.45), 0.85, 0.55)
    s.inside(path)
    s.line(
        seg(x - math.cos(turn) * r, y - math.sin(turn) * r, x + math.cos(turn) * r, y + math.sin(turn) * r, r * 0.3),
        dark(tone, 0.5),
        r * 0.07,
    )
    s.line(
        seg(
            x - math.cos(turn) * r,
            y - math.sin(turn) * r - r * 0.06,
            x + math.cos(turn) * r,
            y + math.sin(turn) * r - r * 0.06,
            r * 0.3,
        ),
        light(tone, 0.4),
        r * 0.03,
    )
    for _ in range(22):
        px, py, z = x + s.between(-1, 1) * r, y + s.between(-1, 1) * r, r * s.between(0.1, 0.28)
        s.line(
            seg(px, py, px + z, py + s.between(-0.5, 0.5) * z, z * s.between(-0.5, 0.5)),
            s.tone(dark(tone, 0.4), light(tone, 0.3)),
            max(1.2, r * 0.035),
            0.75,
        )
    s.done()


def kernel(s, x, y, r, turn=0.0, shell=True, tone="#dcb57a"):
    """A walnut half: brain-like kernel in a shell cup."""
    if shell:
        cup = lump(s.rng, x, y, r, r * 0.86, 0.03, 12, turn)
        s.shadow(cup, r * 0.2, r * 0.25, alpha=0.45, blur=r * 0.12)
        s.form(cup, "#a87a48", "#4d3520", "#e0bd8a")
        s.fill(lump(s.rng, x, y, r * 0.86, r * 0.73, 0.03, 12, turn), "#6b4a2c")
    for side in (-1, 1):
        cx, cy = x - math.sin(turn) * side * r * 0.3, y + math.cos(turn) * side * r * 0.3
        lobe = lump(s.rng, cx, cy, r * 0.68, r * 0.3, 0.14, 12, turn)
        s.form(lobe, tone, dark(tone, 0.45), light(tone, 0.5), 0.75, 0.5)
        s.inside(lobe)
        for _ in range(9):
            px, py, z = cx + s.between(-0.6, 0.6) * r, cy + s.between(-0.3, 0.3) * r, r * 0.16
            s.line(
                seg(px - z, py, px + z, py + s.between(-z, z), s.between(-z, z) * 1.6),
                dark(tone, 0.35),
                max(1.3, r * 0.04),
                0.8,
            )
        s.done()


def goji(s, x, y, z, turn, tone="#d2301f", dry=False):
    """One goji berry."""
    ct, st = math.cos(turn), math.sin(turn)
    path = lump(s.rng, x, y, z, z * (0.36 if dry else 0.46), 0.1 if dry else 0.04, 9, turn)
    s.form(path, tone, dark(tone, 0.45), light(tone, 0.45), 0.75, 0.45)
    if z > 9:
        s.fill(
            oval(x - ct * z * 0.1 - z * 0.12, y - st * z * 0.1 - z * 0.14, z * 0.2, z * 0.07), light(tone, 0.6), 0.85
        )
        s.fill(oval(x - ct * z * 0.95, y - st * z * 0.95, z * 0.12), "#7a6a3a")
        if dry:
            s.line(
                seg(x - ct * z * 0.6, y - st * z * 0.6, x + ct * z * 0.6, y + st * z * 0.6, 3),
                dark(tone, 0.4),
                1.4,
                0.8,
            )


def goji_branch(s, x, y, length, turn, droop=0.5, berries=16, size=13, green="#6f8a5a"):
    """A hanging branch of goji with narrow leaves."""
    px, py = x, y
    for i in range(16):
        a = turn + droop * (i / 15) ** 1.3
        nx, ny = px + math.cos(a) * length / 16, py + math.sin(a) * length / 16
        s.line(seg(px, py, nx, ny), dark("#7a6a4a", 0.15), max(1.6, length * 0.01 * (1 - i / 20)))
        for side in (-1, 1):
            if s.rng.random() < 0.8:
                z = size * s.between(1.8, 2.8)
                path = leaf(px, py, z, z * 0.14, a + side * s.between(0.4, 1.1), 0.05)
                s.form(path, s.tone(green, dark(green, 0.25), light(green, 0.25)), dark(green, 0.5), None, 0.5)
        if i > 1 and s.rng.random() < berries / 14:
            for _ in range(2):
                bx, by = px + s.between(-1.2, 1.2) * size, py + s.between(0.8, 2.2) * size
                s.line(seg(px, py, bx, by), green, 1.4)
                goji(s, bx, by + size * 0.5, size * s.between(0.8, 1.15), 1.57 + s.between(-0.3, 0.3))
        px, py = nx, ny


def mango(s, x, y, r, tone="#eda52a", turn=0.0, blush="#d2572a", green="#8aa83c", cast=True):
    """A mango: an asymmetric oval with a beak, green shoulder, blush cheek."""
    pts = [
        (-1.2, -0.1),
        (-0.9, -0.62),
        (-0.2, -0.82),
        (0.6, -0.7),
        (1.12, -0.28),
        (1.28, 0.16),
        (1.02, 0.42),
        (0.45, 0.66),
        (-0.3, 0.72),
        (-0.95, 0.46),
    ]
    ct, st = math.cos(turn), math.sin(turn)
    path = smooth([(x + (u * ct - v * st) * r, y + (u * st + v * ct) * r) for u, v in pts])
    if cast:
        s.shadow(path, r * 0.22, r * 0.26, alpha=0.45, blur=r * 0.14)
    s.form(path, tone, dark(tone, 0.5), light(tone, 0.5), 0.8, 0.5)
    s.grade(path, (x - ct * r * 1.1, y - st * r * 1.1), (x + ct * r * 0.1, y + st * r * 0.1), green, 0.75, 0.0)
    s.grade(
        path, (x + ct * r * 0.1, y - r * 0.5), (x + ct * r * 0.1 + r * 0.8, y - r * 0.5), blush, 0.6, 0.0, radial=True
    )
    s.inside(path)
    for _ in range(int(r * 0.5)):
        s.fill(
            oval(x + s.between(-1.2, 1.2) * r, y + s.between(-0.8, 0.8) * r, max(1, r * 0.012)), light(tone, 0.5), 0.6
        )
    s.done()
    s.fill(oval(x - ct * r * 1.2, y - st * r * 1.2, r * 0.07), "#6b5a34")
    return path


def mango_cheek(s, x, y, r, turn=0.0):
    """A mango half, scored and turned out."""
    path = lump(s.rng, x, y, r * 1.15, r * 0.8, 0.03, 12, turn)
    s.shadow(path, r * 0.2, r * 0.25, alpha=0.45, blur=r * 0.12)
    s.form(path, "#c8832a", "#6b4a1f", None)
    inner = lump(s.rng, x, y - r * 0.04, r * 1.07, r * 0.72, 0.03, 12, turn)
    s.form(inner, "#f5b731", "#c8751a", "#ffe08a")
    s.inside(inner)
    for k in range(-5, 6):
        for a in (turn + 0.75, turn - 0.75):
            cx, cy = x + k * r * 0.25 * math.cos(turn), y + k * r * 0.25 * math.sin(turn)
            dx, dy = math.cos(a) * r * 1.4, math.sin(a) * r * 1.4
            s.line(seg(cx - dx, cy - dy, cx + dx, cy + dy), "#c8751a", max(2, r * 0.045), 0.85)
            s.line(seg(cx - dx - 2, cy - dy - 3, cx + dx - 2, cy + dy - 3), "#ffe49a", max(1, r * 0.018), 0.8)
    s.done()
