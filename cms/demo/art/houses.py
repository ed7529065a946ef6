"""Buildings by region: stilt houses, cave dwellings, white walls, adobe, drum tower."""

import skia

from .forms import lump, oval, poly, rect, seg, smooth
from .palette import INK, PAPER, SEAL, dark, light


def roof(s, x, y, w, h, colour, flare=0.12, over=0.08, ridge_w=0.72):
    """A tiled hip roof seen from the front; (x, y) is the left end of the eave."""
    o = w * over
    path = skia.Path()
    path.moveTo(x - o, y - h * flare)
    path.quadTo(x + w * 0.12, y - h * 0.18, x + w * (1 - ridge_w) / 2, y - h)
    path.lineTo(x + w * (1 + ridge_w) / 2, y - h)
    path.quadTo(x + w * 0.88, y - h * 0.18, x + w + o, y - h * flare)
    path.quadTo(x + w * 0.5, y + h * 0.12, x - o, y - h * flare)
    path.close()
    s.form(path, colour, dark(colour, 0.5), light(colour, 0.35), 0.7, 0.5)
    s.inside(path)
    n = max(6, int(w / 9))
    for i in range(n + 1):
        t = i / n
        s.line(
            seg(x - o + (w + 2 * o) * t, y + 6, x + w * (1 - ridge_w) / 2 + w * ridge_w * t, y - h, 0),
            dark(colour, 0.45),
            max(0.8, w * 0.004),
            0.55,
        )
    s.done()
    s.line(
        seg(x + w * (1 - ridge_w) / 2 - w * 0.015, y - h, x + w * (1 + ridge_w) / 2 + w * 0.015, y - h, h * 0.04),
        dark(colour, 0.4),
        max(2, h * 0.09),
    )
    s.line(seg(x - o, y - h * flare, x + w + o, y - h * flare, h * 0.3), dark(colour, 0.45), max(1.2, h * 0.05))


def lattice(s, x, y, w, h, frame, glass, n=3):
    """A window with bars."""
    s.fill(rect(x, y, w, h), glass)
    s.line(rect(x, y, w, h), frame, max(1.2, w * 0.07))
    for i in range(1, n):
        s.line(seg(x + w * i / n, y, x + w * i / n, y + h), frame, max(0.8, w * 0.035))
        s.line(seg(x, y + h * i / n, x + w, y + h * i / n), frame, max(0.8, w * 0.035))


def planks(s, x, y, w, h, colour, n=12, level=False):
    """A boarded wall."""
    path = rect(x, y, w, h)
    s.form(path, colour, dark(colour, 0.5), light(colour, 0.3), 0.65, 0.4)
    for i in range(1, n):
        t = i / n
        line = seg(x, y + h * t, x + w, y + h * t) if level else seg(x + w * t, y, x + w * t, y + h)
        s.line(line, dark(colour, 0.4), max(0.8, w * 0.006), 0.6)


def stilt(s, x, y, w, wood=None, tile="#4a4f4c", lit=True, hang=None):
    """A Miao or Tujia stilt house: posts, gallery, tiled roof. (x, y) bottom left."""
    wood = wood or s.p.wall
    h = w * 0.8
    s.fill(rect(x + w * 0.08, y - h * 0.34, w * 0.84, h * 0.34), dark(wood, 0.72))
    for i in range(5):
        px = x + w * (0.08 + 0.21 * i)
        s.line(seg(px, y, px, y - h * 0.36), dark(wood, 0.3), w * 0.022)
        s.fill(oval(px, y, w * 0.026, w * 0.012), "#8b8d82")
    planks(s, x + w * 0.05, y - h * 0.66, w * 0.9, h * 0.32, wood, 16)
    for i in range(4):
        px = x + w * (0.12 + 0.21 * i)
        lattice(
            s,
            px,
            y - h * 0.59,
            w * 0.11,
            h * 0.15,
            dark(wood, 0.5),
            "#f2c976" if lit and i in (1, 2) else dark(wood, 0.6),
        )
    gy = y - h * 0.36
    s.fill(rect(x - w * 0.02, gy, w * 1.04, h * 0.028), dark(wood, 0.2))
    s.line(seg(x - w * 0.02, gy - h * 0.11, x + w * 1.02, gy - h * 0.11), light(wood, 0.15), w * 0.014)
    for i in range(23):
        px = x + w * (-0.015 + 1.03 * i / 22)
        s.line(seg(px, gy, px, gy - h * 0.11), dark(wood, 0.15), w * 0.006)
    roof(s, x - w * 0.02, y - h * 0.63, w * 1.04, h * 0.33, tile, 0.2)
    if hang:
        for i in range(5):
            px = x + w * (0.1 + 0.2 * i) + s.between(-4, 4)
            for k in range(4):
                s.fill(lump(s.rng, px, gy - h * 0.22 + k * w * 0.026, w * 0.015, w * 0.018, 0.1, 7), hang)


def white(s, x, y, w, h=None, wall="#f2ece0", tile="#4d5456", horse=True, wash=None, door=True):
    """A white-walled, grey-tiled house; stepped 'horse-head' gables if ``horse``."""
    h = h or w * 0.62
    path = rect(x, y - h, w, h)
    s.form(path, wall, dark(wall, 0.28), None, 0.6)
    s.grade(path, (x, y), (x, y - h * 0.6), wash or s.p.earth, 0.4, 0.0)
    if horse:
        roof(s, x + w * 0.05, y - h * 0.98, w * 0.9, h * 0.26, tile, 0.05, 0.0, 0.92)
        for side in (0, 1):
            gx = x if not side else x + w * 0.86
            for dw, dh in ((0.14, 1.1), (0.095, 1.24), (0.05, 1.38)):
                bx = gx + w * (0.14 - dw) / 2
                s.form(rect(bx, y - h * dh, w * dw, h * dh - h * 0.5), wall, dark(wall, 0.25), None, 0.4)
                s.fill(
                    poly(
                        (bx - w * 0.018, y - h * dh - 2),
                        (bx + w * dw / 2, y - h * dh - h * 0.055),
                        (bx + w * dw + w * 0.018, y - h * dh - 2),
                        (bx + w * dw + w * 0.01, y - h * dh + h * 0.025),
                        (bx - w * 0.01, y - h * dh + h * 0.025),
                    ),
                    tile,
                )
    else:
        roof(s, x - w * 0.02, y - h * 0.97, w * 1.04, h * 0.42, tile, 0.16, 0.05, 0.8)
        s.fill(rect(x, y - h * 0.95, w, h * 0.05), light(tile, 0.5))
    if door:
        s.fill(rect(x + w * 0.43, y - h * 0.5, w * 0.16, h * 0.5), dark("#5a3f2c", 0.3))
        s.fill(rect(x + w * 0.405, y - h * 0.55, w * 0.21, h * 0.045), tile)
        for k in (0, 1):
            s.fill(rect(x + w * (0.4 + 0.2 * k), y - h * 0.47, w * 0.022, h * 0.34), SEAL)
    for k in (0.16, 0.72):
        lattice(s, x + w * k, y - h * 0.66, w * 0.12, h * 0.17, dark(tile, 0.3), dark("#5a4a3a", 0.4))


def cave(s, x, y, w, wall=None, curtain=None, glow=False):
    """One arched loess dwelling front."""
    wall = wall or s.p.wall
    h = w * 1.15
    arch = skia.Path()
    arch.moveTo(x, y)
    arch.lineTo(x, y - h * 0.55)
    arch.arcTo(skia.Rect.MakeXYWH(x, y - h, w, h * 0.9), 180, 180, False)
    arch.lineTo(x + w, y)
    arch.close()
    s.line(arch, light(wall, 0.35), w * 0.12)
    s.fill(arch, "#f0c873" if glow else dark(wall, 0.62))
    s.inside(arch)
    frame = dark(s.p.earth, 0.55)
    for i in range(7):
        px = x + w * i / 6
        s.line(seg(px, y - h * 1.1, px, y - h * 0.42), frame, w * 0.022)
    for k in range(6):
        yy = y - h * (0.42 + 0.1 * k)
        s.line(seg(x, yy, x + w, yy), frame, w * 0.02)
    s.fill(rect(x, y - h * 0.42, w * 0.52, h * 0.42), light(wall, 0.1))
    lattice(s, x + w * 0.08, y - h * 0.4, w * 0.36, h * 0.2, frame, light("#f0c873", 0.2) if glow else PAPER, 4)
    for i in range(3):
        s.fill(lump(s.rng, x + w * (0.14 + 0.12 * i), y - h * 0.3, w * 0.035, rough=0.3, n=8), SEAL)
    s.fill(rect(x + w * 0.56, y - h * 0.42, w * 0.4, h * 0.42), curtain or "#3f5c86")
    s.grade(rect(x + w * 0.56, y - h * 0.42, w * 0.4, h * 0.42), (x + w * 0.5, y), (x + w, y), INK, 0.0, 0.5)
    s.done()


def adobe(s, x, y, w, h, wall=None, door="#3f7f8a", vine=False):
    """A flat-roofed mud-brick house with a carved porch."""
    wall = wall or s.p.wall
    path = poly((x, y), (x + w * 0.012, y - h), (x + w * 0.99, y - h * 1.015), (x + w, y))
    s.form(path, wall, dark(wall, 0.4), light(wall, 0.35), 0.6, 0.4)
    s.fill(rect(x - w * 0.012, y - h * 1.05, w * 1.025, h * 0.07), light(wall, 0.18))
    for i in range(int(w / 22)):
        s.fill(oval(x + 14 + i * 22, y - h * 0.93, 3.6), dark(wall, 0.55))
    dx = x + w * 0.4
    s.fill(rect(dx, y - h * 0.62, w * 0.16, h * 0.62), door)
    s.line(rect(dx, y - h * 0.62, w * 0.16, h * 0.62), light(door, 0.5), max(1.6, w * 0.01))
    s.line(seg(dx + w * 0.08, y - h * 0.6, dx + w * 0.08, y), dark(door, 0.4), 2)
    for k in (0.12, 0.7):
        wx = x + w * k
        arch = smooth(
            [
                (wx, y - h * 0.3),
                (wx, y - h * 0.55),
                (wx + w * 0.06, y - h * 0.66),
                (wx + w * 0.12, y - h * 0.55),
                (wx + w * 0.12, y - h * 0.3),
            ],
            tension=0.5,
        )
        s.fill(arch, dark(wall, 0.65))
        s.line(arch, light(door, 0.35), max(1.6, w * 0.012))
        s.line(seg(wx + w * 0.06, y - h * 0.64, wx + w * 0.06, y - h * 0.3), light(door, 0.35), 2)
    if vine:
        for i in range(4):
            px = x + w * (0.02 + 0.32 * i)
            s.line(seg(px, y + 10, px, y - h * 0.82), dark(s.p.earth, 0.5), w * 0.014)
        s.line(seg(x - w * 0.04, y - h * 0.8, x + w * 1.04, y - h * 0.8), dark(s.p.earth, 0.45), w * 0.016)


def drum_tower(s, x, y, w, tiers=9, wood=None, tile="#3d4446"):
    """A Dong drum tower; x is its centre line."""
    wood = wood or s.p.wall
    h = w * 0.5
    for k in (-0.42, -0.16, 0.16, 0.42):
        s.line(seg(x + w * k, y, x + w * k * 0.92, y - h), dark(wood, 0.35), w * 0.035)
    s.fill(rect(x - w * 0.38, y - h, w * 0.76, h * 0.55), dark(wood, 0.6))
    step = w * 0.155
    for k in range(tiers):
        t = k / tiers
        ww = w * (1.12 - 0.78 * t)
        yy = y - h - k * step
        s.fill(rect(x - ww * 0.36, yy - step * 0.95, ww * 0.72, step * 0.8), light(wood, 0.25) if k % 2 else PAPER)
        roof(s, x - ww / 2, yy, ww, step * 0.72, tile, 0.24, 0.05, 0.62)
        s.line(
            seg(x - ww * 0.53, yy - step * 0.12, x + ww * 0.53, yy - step * 0.12, step * 0.2),
            PAPER,
            max(1.2, step * 0.07),
            0.85,
        )
    top = y - h - tiers * step
    s.fill(rect(x - w * 0.09, top - step * 0.7, w * 0.18, step), wood)
    s.form(
        poly((x - w * 0.24, top - step * 0.45), (x, top - step * 2.1), (x + w * 0.24, top - step * 0.45)),
        tile,
        dark(tile, 0.5),
        light(tile, 0.3),
    )
    s.line(seg(x, top - step * 2, x, top - step * 3.4), dark(tile, 0.3), w * 0.016)
    for k in range(3):
        s.fill(oval(x, top - step * (2.2 + 0.38 * k), w * (0.03 - 0.006 * k)), light(wood, 0.2))


def lantern(s, x, y, r, colour=SEAL):
    """A red lantern."""
    s.line(seg(x, y - r * 1.9, x, y - r), INK, 1.5)
    path = smooth(
        [(x - r * 0.5, y - r), (x - r, y), (x - r * 0.5, y + r), (x + r * 0.5, y + r), (x + r, y), (x + r * 0.5, y - r)]
    )
    s.glow(x, y, r * 3, "#ffcf87", 0.35)
    s.form(path, colour, dark(colour, 0.4), light(colour, 0.3))
    for k in (-0.45, 0, 0.45):
        s.line(seg(x + k * r, y - r, x + k * r, y + r), dark(colour, 0.3), 1.2, 0.6)
    s.fill(rect(x - r * 0.45, y - r * 1.12, r * 0.9, r * 0.16), "#d9a640")
    s.fill(rect(x - r * 0.45, y + r * 0.96, r * 0.9, r * 0.16), "#d9a640")
    s.line(seg(x, y + r * 1.1, x, y + r * 1.9), colour, r * 0.12)


def wall(s, x, y, w, h, colour, stones=True):
    """A dry-stone wall."""
    path = rect(x, y - h, w, h)
    s.fill(path, dark(colour, 0.4))
    s.inside(path)
    yy = y - h
    while yy < y:
        hh, xx = h * s.between(0.2, 0.32), x - s.between(0, 40)
        while xx < x + w:
            ww = hh * s.between(1.2, 2.4)
            tone = s.tone(colour, dark(colour, 0.15), light(colour, 0.18))
            s.form(
                lump(s.rng, xx + ww / 2, yy + hh / 2, ww * 0.5, hh * 0.46, 0.09, 8), tone, dark(tone, 0.4), None, 0.6
            )
            xx += ww * 1.02
        yy += hh
    s.done()
