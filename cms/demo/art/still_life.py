"""Tables, papers and light for still lifes; plates, cups, knives, cloth."""

import math

import skia

from .forms import leaf, limb, lump, oval, poly, rect, seg, smooth
from .palette import PAPER, WOOD, dark, light, mix


def tabletop(s, horizon, wood, wall, boards=5, wall_grain=0.35):
    """A wall and a table in front of it, lit from the left."""
    s.wash([(light(wall, 0.25), 1), (wall, 1), (dark(wall, 0.18), 1)], [0, 0.45, 1], (0, 0), (s.w, horizon * 0.7))
    back = rect(-80, -80, s.w + 160, horizon + 80)
    s.grade(back, (0, 0), (s.w, horizon), dark(wall, 0.45), 0.0, wall_grain, dot=2.1)
    top = rect(-80, horizon, s.w + 160, s.h - horizon + 80)
    s.fill(top, wood)
    s.inside(top)
    for _ in range(boards * 9):
        t = s.rng.random() ** 1.4
        y = horizon + (s.h - horizon) * t
        x, z = s.between(-200, s.w), s.between(120, 620)
        s.line(
            seg(x, y, x + z, y + s.between(-3, 3), s.between(-5, 5)),
            s.tone(dark(wood, 0.3), light(wood, 0.25), dark(wood, 0.18)),
            s.between(1, 2.8),
            0.4,
        )
    for k in range(1, boards):
        y = horizon + (s.h - horizon) * (k / boards) ** 1.35
        s.line(seg(-80, y, s.w + 80, y + 2), dark(wood, 0.5), 2.4, 0.7)
    s.done()
    s.grade(top, (0, 0), (s.w, s.h), dark(wood, 0.5), 0.0, 0.55)
    s.grade(rect(-80, horizon, s.w + 160, 46), (0, horizon), (0, horizon + 46), dark(wood, 0.6), 0.5, 0.0)


def pane(s, x, y, w, h, skew=160, colour="#fff3d2", alpha=0.3):
    """Window light lying on a wall or table."""
    for i in range(2):
        for k in range(2):
            px, py = x + i * w * 0.53 + k * skew * 0.5, y + k * h * 0.53
            path = poly(
                (px, py),
                (px + w * 0.46, py),
                (px + w * 0.46 + skew * 0.46, py + h * 0.46),
                (px + skew * 0.46, py + h * 0.46),
            )
            s.fill(path, colour, alpha, blur=5, blend=skia.BlendMode.kSoftLight)
            s.fill(path, colour, alpha * 0.45, blur=3)


def flatlay(s, colour, tilt=0.0):
    """A sheet of paper or cloth seen from above, corner to corner."""
    s.wash([(light(colour, 0.2), 1), (colour, 1), (dark(colour, 0.12), 1)], [0, 0.5, 1], (0, 0), (s.w, s.h))
    s.grade(rect(-80, -80, s.w + 160, s.h + 160), (0, 0), (s.w, s.h), dark(colour, 0.4), 0.0, 0.4, dot=2)


def boards(s, wood, count=6, gap=True):
    """Planks seen from above, running across."""
    for k in range(count):
        y, h = s.h * k / count, s.h / count
        tone = mix(wood, s.tone(dark(wood, 0.25), light(wood, 0.25)), s.between(0.1, 0.5))
        path = rect(-80, y, s.w + 160, h + 1)
        s.fill(path, tone)
        s.inside(path)
        for _ in range(24):
            yy, x, z = y + h * s.rng.random(), s.between(-200, s.w), s.between(150, 800)
            s.line(
                seg(x, yy, x + z, yy + s.between(-4, 4), s.between(-9, 9)),
                s.tone(dark(tone, 0.28), light(tone, 0.2)),
                s.between(1, 3),
                0.42,
            )
        if s.rng.random() < 0.7:
            kx, ky = s.between(0, s.w), y + h * s.between(0.3, 0.7)
            for r in (30, 20, 11):
                s.line(lump(s.rng, kx, ky, r * 1.6, r * 0.6, 0.06), dark(tone, 0.35), 2, 0.6)
        s.done()
        if gap:
            s.fill(rect(-80, y - 2, s.w + 160, 5), dark(wood, 0.65))
    s.grade(rect(-80, -80, s.w + 160, s.h + 160), (0, 0), (s.w, s.h), dark(wood, 0.6), 0.0, 0.5)


def paper(s, x, y, w, h, turn=0.0, colour=PAPER):
    """A deckled sheet of rice paper; centre at (x, y)."""
    pts, n = [], 12
    for (ax, ay), (bx, by) in (((-1, -1), (1, -1)), ((1, -1), (1, 1)), ((1, 1), (-1, 1)), ((-1, 1), (-1, -1))):
        for i in range(n):
            t = i / n
            pts.append(
                ((ax + (bx - ax) * t) * w / 2 + s.between(-3, 3), (ay + (by - ay) * t) * h / 2 + s.between(-3, 3))
            )
    ct, st = math.cos(turn), math.sin(turn)
    path = poly(*[(x + px * ct - py * st, y + px * st + py * ct) for px, py in pts])
    s.shadow(path, 9, 11, alpha=0.3, blur=8)
    s.fill(path, colour)
    s.grade(path, (x - w / 2, y - h / 2), (x + w / 2, y + h / 2), mix(colour, "#b89a6a", 0.5), 0.0, 0.3)
    return path


def cloth(s, points, colour, stripe=None, count=9):
    """A folded cloth; ``stripe`` adds woven bands."""
    path = smooth(points, tension=0.45)
    s.shadow(path, 8, 10, alpha=0.35, blur=9)
    s.form(path, colour, dark(colour, 0.5), light(colour, 0.3), 0.6, 0.4)
    box = path.getBounds()
    s.inside(path)
    if stripe:
        for i in range(count):
            x = box.left() + box.width() * (i + 0.5) / count
            s.line(seg(x, box.top() - 20, x + 46, box.bottom() + 20, 10), stripe, 7 if i % 3 else 15, 0.75)
    for _ in range(5):
        x = s.between(box.left(), box.right())
        fold = leaf(x, box.top() - 10, box.height() * 1.2, 16, 1.57 + s.between(-0.4, 0.4))
        s.grade(fold, (x - 16, 0), (x + 16, 0), dark(colour, 0.5), 0.6, 0.0)
    s.done()


def plate(s, x, y, r, colour="#eee8da", flat=0.34, rim=None):
    """A shallow plate."""
    s.shadow(
        oval(x, y + r * 0.06, r * 0.94, r * flat), -s.sun[0] * r * 0.13, -s.sun[1] * r * 0.1, alpha=0.4, blur=r * 0.05
    )
    s.form(oval(x, y + r * 0.035, r, r * flat), dark(colour, 0.25), dark(colour, 0.5))
    s.form(oval(x, y, r, r * flat), colour, dark(colour, 0.3), light(colour, 0.5))
    if rim:
        s.line(oval(x, y, r * 0.95, r * flat * 0.95), rim, r * 0.02)
    well = oval(x, y + r * 0.01, r * 0.74, r * flat * 0.72)
    s.fill(well, light(colour, 0.1))
    s.grade(well, (x + s.sun[0] * r * 0.8, y + s.sun[1] * r * 0.3), (x, y), dark(colour, 0.5), 0.55, 0.0)


def disc(s, x, y, r, colour="#efe9dc", rim=None, fill="#e4dccb"):
    """A plate or bowl from above."""
    s.shadow(oval(x, y, r), -s.sun[0] * r * 0.16, -s.sun[1] * r * 0.18, alpha=0.45, blur=r * 0.07)
    s.form(lump(s.rng, x, y, r, rough=0.008, n=20), colour, dark(colour, 0.35), light(colour, 0.5), 0.6)
    if rim:
        s.line(oval(x, y, r * 0.95), rim, r * 0.025)
    inner = oval(x, y, r * 0.84)
    s.fill(inner, fill)
    s.grade(inner, (x + s.sun[0] * r, y + s.sun[1] * r), (x, y), dark(fill, 0.6), 0.75, 0.0)
    s.grade(inner, (x, y), (x - s.sun[0] * r, y - s.sun[1] * r), light(fill, 0.6), 0.0, 0.5)
    return inner


def ball(s, x, y, r, colour, squash=0.96, pores=True, stem=None, cast=True):
    """A large fruit: body, core shadow, reflected light, pores, a star of stem."""
    if cast:
        s.shadow(oval(x, y + r * 0.72, r * 0.95, r * 0.3), -s.sun[0] * r * 0.6, r * 0.06, alpha=0.45, blur=r * 0.1)
    path = lump(s.rng, x, y, r, r * squash, 0.018, 14)
    s.fill(path, colour)
    lx, ly = x + s.sun[0] * r * 0.42, y + s.sun[1] * r * 0.42
    s.grade(
        path, (lx, ly), (lx - s.sun[0] * r * 1.5, ly - s.sun[1] * r * 1.5), dark(colour, 0.5), -0.25, 0.85, radial=True
    )
    s.grade(path, (lx, ly), (lx + r * 0.75, ly), light(colour, 0.7), 0.6, -0.1, radial=True)
    if pores:
        s.inside(path)
        for _ in range(int(r * 1.1)):
            a, d = s.between(0, 6.28), r * math.sqrt(s.rng.random())
            s.fill(
                oval(x + math.cos(a) * d, y + math.sin(a) * d, max(1, r * 0.013)),
                s.tone(dark(colour, 0.3), light(colour, 0.5)),
                0.5,
            )
        s.done()
    if stem:
        sx, sy = stem
        px, py = x + sx * r, y + sy * r
        s.grade(oval(px, py, r * 0.2, r * 0.15), (px, py), (px + r * 0.2, py), dark(colour, 0.5), 0.7, 0.0, radial=True)
        for k in range(5):
            s.fill(leaf(px, py, r * 0.11, r * 0.035, k * 1.257), "#56683a")
        s.fill(oval(px, py, r * 0.045), "#8a7a4a")
    return path


def half(s, x, y, r, rind, flesh, squash=0.94, parts=10, turn=0.2):
    """A cut citrus face."""
    s.shadow(oval(x, y + r * 0.55, r, r * 0.5), -s.sun[0] * r * 0.3, r * 0.22, alpha=0.42, blur=r * 0.1)
    s.form(lump(s.rng, x, y + r * 0.05, r, r * squash, 0.015, 14), rind, dark(rind, 0.4), None)
    s.fill(lump(s.rng, x, y, r * 0.95, r * squash * 0.94, 0.012, 14), light(rind, 0.78))
    for k in range(parts):
        a0, a1 = turn + 6.283 * k / parts + 0.06, turn + 6.283 * (k + 1) / parts - 0.06
        pts = [
            (0.1, (a0 + a1) / 2),
            (0.55, a0),
            (0.82, a0 + 0.06),
            (0.85, (a0 + a1) / 2),
            (0.82, a1 - 0.06),
            (0.55, a1),
        ]
        path = smooth([(x + math.cos(a) * d * r, y + math.sin(a) * d * r * squash) for d, a in pts], tension=0.7)
        s.fill(path, flesh)
        s.inside(path)
        am = (a0 + a1) / 2
        for _ in range(12):
            d, a = s.between(0.2, 0.8), s.between(a0, a1)
            s.fill(
                leaf(x + math.cos(a) * d * r, y + math.sin(a) * d * r * squash, r * 0.13, r * 0.022, am),
                s.tone(light(flesh, 0.4), dark(flesh, 0.16)),
                0.75,
            )
        s.done()
    s.grade(
        oval(x, y, r * 0.94, r * squash * 0.93), (x, y), (x - s.sun[0] * r, y - s.sun[1] * r), dark(rind, 0.3), 0.0, 0.4
    )


def big_leaf(s, x, y, length, width, turn, colour, bend=0.08, cast=True):
    """A leaf with veins and a shadow."""
    path = leaf(x, y, length, width, turn, bend)
    if cast:
        s.shadow(path, 7, 8, alpha=0.35, blur=5)
    s.form(path, colour, dark(colour, 0.5), light(colour, 0.4), 0.7, 0.4)
    ex, ey = x + math.cos(turn) * length * 0.93, y + math.sin(turn) * length * 0.93
    s.inside(path)
    s.line(seg(x, y, ex, ey, bend * length * 0.3), light(colour, 0.45), max(1.4, width * 0.06))
    for i in range(1, 7):
        t = i / 7
        px, py = x + (ex - x) * t, y + (ey - y) * t
        for side in (-1, 1):
            s.line(
                seg(px, py, px + math.cos(turn + side * 0.8) * width, py + math.sin(turn + side * 0.8) * width),
                light(colour, 0.35),
                1.3,
                0.6,
            )
    s.done()


def knife(s, x, y, length, turn):
    """A kitchen knife lying down."""
    s.at(x, y, turn)
    blade = poly(
        (0, -length * 0.045),
        (length * 0.58, -length * 0.05),
        (length * 0.66, length * 0.005),
        (length * 0.6, length * 0.045),
        (0, length * 0.045),
    )
    s.shadow(blade, 6, 8, alpha=0.4)
    s.form(blade, "#b9bdb8", "#6d736f", "#f4f2ea")
    handle = limb(
        [(0, 0), (-length * 0.16, 0), (-length * 0.32, length * 0.012)], [length * 0.028, length * 0.03, length * 0.034]
    )
    s.shadow(handle, 6, 8, alpha=0.4)
    s.form(handle, WOOD, dark(WOOD, 0.5), light(WOOD, 0.3))
    s.done()


def cup(s, x, y, r, colour="#f0eadd", tea=None, flat=0.32, band=None):
    """A small cup."""
    from .baskets import bowl

    bowl(s, x, y, r, colour, None, 0.75, flat, band)
    if tea:
        liquid = oval(x, y + r * 0.05, r * 0.86, r * flat * 0.8)
        s.form(liquid, tea, dark(tea, 0.3), light(tea, 0.5))
        s.fill(oval(x - r * 0.3, y, r * 0.22, r * 0.04), PAPER, 0.6)
