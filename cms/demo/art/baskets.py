"""Containers: woven baskets, trays, bowls, sacks, pans, carrying poles."""

import skia

from .forms import oval, rect, seg, smooth
from .palette import INK, STRAW, WOOD, dark, light


def basket(s, x, y, w, h, colour=STRAW, fill=None, taper=0.78, heap=0.2):
    """A woven basket standing at (x, y); ``fill(s, x, y, rx, ry)`` paints what is in it."""
    ry = w * 0.13
    top = y - h
    s.fill(oval(x - s.sun[0] * w * 0.25, y, w * 0.5, w * 0.09), INK, 0.3, blur=5)
    s.fill(oval(x, top, w / 2, ry), dark(colour, 0.6))
    body = skia.Path()
    body.moveTo(x - w / 2, top)
    body.quadTo(x - w * taper / 2 * 1.06, y - h * 0.3, x - w * taper / 2, y - ry * 0.2)
    body.quadTo(x, y + ry * 0.9, x + w * taper / 2, y - ry * 0.2)
    body.quadTo(x + w * taper / 2 * 1.06, y - h * 0.3, x + w / 2, top)
    body.quadTo(x, top + ry * 2, x - w / 2, top)
    body.close()
    if fill:
        s.c.save()
        clip = rect(x - w, top - h * 3, w * 2, h * 3 + ry * 0.6)
        s.c.clipPath(clip, skia.ClipOp.kIntersect, True)
        fill(s, x, top, w * 0.46, ry + h * heap)
        s.c.restore()
    s.form(body, colour, dark(colour, 0.55), light(colour, 0.4), 0.85, 0.5)
    s.inside(body)
    rows, cols = max(4, int(h / max(5, w * 0.05))), max(8, int(w / max(5, w * 0.06)))
    for r in range(rows):
        yy = top + ry + (h) * r / rows
        for c in range(cols):
            cx = x - w / 2 + w * (c + (r % 2) * 0.5) / cols
            s.line(
                seg(cx, yy, cx + w / cols * 0.55, yy, ry * 0.06),
                dark(colour, 0.42) if (c + r) % 2 else light(colour, 0.25),
                max(1, h / rows * 0.34),
                0.6,
            )
    s.done()
    rim = skia.Path()
    rim.arcTo(skia.Rect.MakeLTRB(x - w / 2, top - ry, x + w / 2, top + ry), 0, 180, True)
    s.line(rim, dark(colour, 0.25), max(2, w * 0.035))
    s.line(rim, light(colour, 0.25), max(1, w * 0.014))


def pack(fill=None, colour=STRAW, size=0.3):
    """A back basket for a Person."""

    def load(s, x, y, k):
        basket(s, x, y + 0.16 * k, size * k, 0.3 * k, colour, fill, 0.66, 0.3)

    return load


def balls(colours, r, leafage=None):
    """Contents: a heap of round things."""
    from .forms import leaf
    from .trees import fruit

    def fill(s, x, y, rx, ry):
        spots = []
        for k in range(4):
            n = max(2, int(rx * 2 / (r * 1.75)) - k)
            for i in range(n):
                spots.append(
                    (
                        x - rx * (1 - 0.22 * k) + rx * (2 - 0.44 * k) * (i + 0.5) / n,
                        y + r * 0.4 - k * min(r * 0.95, ry * 0.5),
                    )
                )
        for px, py in spots:
            fruit(s, px + s.between(-2, 2), py + s.between(-2, 2), r * s.between(0.9, 1.1), s.rng.choice(colours))
            if leafage and s.rng.random() < 0.25:
                s.fill(leaf(px, py - r * 0.6, r * 1.6, r * 0.4, s.between(-2.6, -0.4)), leafage)

    return fill


def heap(colour, fleck=None):
    """Contents: a mound of grain, leaves or powder."""

    def fill(s, x, y, rx, ry):
        path = smooth(
            [
                (x - rx, y + 4),
                (x - rx * 0.5, y - ry * 0.75),
                (x, y - ry * 1.05),
                (x + rx * 0.55, y - ry * 0.7),
                (x + rx, y + 4),
                (x, y + ry * 0.6),
            ]
        )
        s.form(path, colour, dark(colour, 0.45), light(colour, 0.4))
        s.inside(path)
        for _ in range(int(rx * 1.6)):
            px, py = x + s.between(-rx, rx), y + s.between(-ry * 1.1, ry * 0.6)
            s.fill(
                oval(px, py, max(1.2, rx * 0.02), max(0.9, rx * 0.013)),
                s.tone(fleck or light(colour, 0.4), dark(colour, 0.3)),
                0.85,
            )
        s.done()

    return fill


def tray(s, x, y, r, colour=STRAW, flat=0.3, rim=0.06, shadow=True):
    """A round bamboo tray seen at an angle (flat=1: from above). Returns its floor."""
    if shadow:
        s.shadow(
            oval(x, y, r, r * flat), -s.sun[0] * r * 0.1, -s.sun[1] * r * 0.1 * (flat + 0.3), blur=r * 0.04, alpha=0.42
        )
    outer, inner = oval(x, y, r, r * flat), oval(x, y, r * (1 - rim), r * flat * (1 - rim))
    s.form(outer, dark(colour, 0.12), dark(colour, 0.5), light(colour, 0.45))
    s.fill(inner, light(colour, 0.12))
    s.inside(inner)
    step = max(6, r * 0.055)
    n = int(r / step) + 1
    for i in range(-n, n + 1):
        for k in range(-n, n + 1):
            cx, cy = x + i * step, y + k * step * flat
            if (i + k) % 2:
                s.line(
                    seg(cx - step * 0.45, cy, cx + step * 0.45, cy),
                    dark(colour, 0.28),
                    max(1, step * 0.14 * (0.5 + flat / 2)),
                    0.55,
                )
            else:
                s.line(
                    seg(cx, cy - step * 0.45 * flat, cx, cy + step * 0.45 * flat),
                    dark(colour, 0.2),
                    max(1, step * 0.14),
                    0.45,
                )
    s.done()
    s.grade(inner, (x + s.sun[0] * r, y + s.sun[1] * r * flat), (x, y), dark(colour, 0.6), 0.6, 0.0)
    s.line(outer, dark(colour, 0.35), max(1.2, r * 0.012))
    s.line(inner, dark(colour, 0.3), max(1, r * 0.009))
    return inner


def bowl(s, x, y, r, colour="#e9e4d6", fill=None, depth=0.62, flat=0.3, band=None):
    """A bowl seen at an angle; (x, y) is the centre of its mouth."""
    body = skia.Path()
    body.moveTo(x - r, y)
    body.cubicTo(x - r * 0.95, y + r * depth * 0.9, x - r * 0.5, y + r * depth * 1.15, x - r * 0.4, y + r * depth * 1.2)
    body.lineTo(x + r * 0.4, y + r * depth * 1.2)
    body.cubicTo(x + r * 0.5, y + r * depth * 1.15, x + r * 0.95, y + r * depth * 0.9, x + r, y)
    body.close()
    foot = oval(x, y + r * depth * 1.2, r * 0.42, r * 0.42 * flat)
    s.shadow(oval(x, y + r * depth * 1.16, r * 0.8, r * 0.3), -s.sun[0] * r * 0.55, r * 0.06, alpha=0.4, blur=r * 0.08)
    s.fill(foot, dark(colour, 0.3))
    s.form(body, colour, dark(colour, 0.5), light(colour, 0.5), 0.9, 0.4)
    if band:
        s.inside(body)
        s.line(seg(x - r, y + r * depth * 0.3, x + r, y + r * depth * 0.3, r * flat * 1.5), band, r * 0.055)
        s.line(seg(x - r, y + r * depth * 0.48, x + r, y + r * depth * 0.48, r * flat * 1.5), band, r * 0.022)
        s.done()
    mouth = oval(x, y, r, r * flat)
    s.fill(mouth, light(colour, 0.3))
    inner = oval(x, y + r * 0.012, r * 0.94, r * flat * 0.9)
    s.form(inner, dark(colour, 0.25), None, None)
    s.grade(inner, (x + s.sun[0] * r, y), (x + r * 0.5, y), dark(colour, 0.6), 0.8, 0.0)
    if fill:
        s.c.save()
        s.c.clipPath(_mouth(x, y, r, flat), skia.ClipOp.kIntersect, True)
        fill(s, x, y, r * 0.86, r * flat * 1.4)
        s.c.restore()
    return inner


def _mouth(x, y, r, flat):
    path = rect(x - r * 0.94, y - r * 2, r * 1.88, r * 2)
    return skia.Op(path, oval(x, y, r * 0.94, r * flat * 0.9), skia.kUnion_PathOp)


def sack(s, x, y, w, h, colour="#c9b28a", fill=None):
    """An open cloth sack."""
    path = smooth(
        [
            (x - w * 0.46, y),
            (x - w * 0.52, y - h * 0.4),
            (x - w * 0.4, y - h * 0.86),
            (x - w * 0.44, y - h),
            (x, y - h * 0.93),
            (x + w * 0.44, y - h),
            (x + w * 0.4, y - h * 0.86),
            (x + w * 0.52, y - h * 0.4),
            (x + w * 0.46, y),
        ],
        tension=0.8,
    )
    s.fill(oval(x - s.sun[0] * w * 0.3, y, w * 0.55, w * 0.1), INK, 0.3, blur=6)
    if fill:
        fill(s, x, y - h * 0.95, w * 0.4, w * 0.2)
    s.form(path, colour, dark(colour, 0.5), light(colour, 0.35), 0.8, 0.5)
    s.inside(path)
    for _ in range(9):
        px = x + s.between(-0.4, 0.4) * w
        s.line(
            seg(
                px,
                y - h * s.between(0.6, 0.95),
                px + s.between(-0.12, 0.12) * w,
                y - h * s.between(0.1, 0.4),
                s.between(-6, 6),
            ),
            dark(colour, 0.35),
            max(1.4, w * 0.012),
            0.5,
        )
    s.done()


def pole(s, x, y, length, drop, load):
    """A shoulder pole with two loads: ``load(s, x, y)``."""
    s.line(
        seg(x - length / 2, y + length * 0.02, x + length / 2, y + length * 0.02, -length * 0.08),
        dark(WOOD, 0.1),
        max(3, length * 0.018),
    )
    for side in (-1, 1):
        px = x + side * length * 0.47
        for d in (-0.06, 0.06):
            s.line(seg(px, y + length * 0.01, px + d * length * 1.2, y + drop), dark(STRAW, 0.3), 2)
        load(s, px, y + drop)
