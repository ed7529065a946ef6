"""Workshops and kitchens: walls, windows, hearths, pans, shelves, ovens, steam."""

import skia

from .forms import lump, oval, poly, rect, seg, smooth
from .palette import INK, PAPER, SEAL, WOOD, dark, light, mix
from .sky import beams, smoke


def room(s, wall, floor, line=760, beam=WOOD):
    """A plastered room with rafters, darker towards the corners."""
    s.wash([(dark(wall, 0.3), 1), (wall, 1), (light(wall, 0.18), 1)], [0, 0.4, 1], (0, 0), (0, line))
    back = rect(-80, -80, s.w + 160, line + 80)
    s.grade(back, (s.w * 0.36, line * 0.5), (s.w * 1.15, line * 0.5), dark(wall, 0.6), 0.0, 0.55, radial=True, dot=1.8)
    for _ in range(26):
        x, y = s.between(0, s.w), s.between(60, line)
        s.fill(
            lump(s.rng, x, y, s.between(20, 90), s.between(8, 30), 0.3),
            s.tone(dark(wall, 0.14), light(wall, 0.15)),
            0.3,
            blur=6,
        )
    s.form(rect(-80, line, s.w + 160, s.h - line + 80), floor, dark(floor, 0.5), None, 0.5)
    for k in range(1, 6):
        y = line + (s.h - line) * (k / 6) ** 1.4
        s.line(seg(-80, y, s.w + 80, y, s.between(-3, 3)), dark(floor, 0.35), 2, 0.5)
    s.grade(rect(-80, line, s.w + 160, 60), (0, line), (0, line + 60), INK, 0.6, 0.0)
    s.form(rect(-80, 26, s.w + 160, 50), dark(beam, 0.45), dark(beam, 0.75), light(beam, 0.1), 0.8, 0.3)
    for x in range(40, s.w, 260):
        s.form(poly((x, -20), (x + 54, -20), (x + 44, 96), (x + 8, 96)), dark(beam, 0.35), dark(beam, 0.7), None, 0.8)


def window(s, x, y, w, h, outside, frame=WOOD, bars=4, light_to=(0.9, 900)):
    """A bright window with beams falling from it; ``outside(s)`` paints the view."""
    path = rect(x, y, w, h)
    s.inside(path)
    outside(s)
    s.done()
    s.line(path, dark(frame, 0.35), 16)
    for i in range(1, bars):
        s.line(seg(x + w * i / bars, y, x + w * i / bars, y + h), dark(frame, 0.4), 7)
    for k in (0.36, 0.7):
        s.line(seg(x, y + h * k, x + w, y + h * k), dark(frame, 0.4), 7)
    s.form(rect(x - 20, y + h + 4, w + 40, 18), dark(frame, 0.2), dark(frame, 0.5), light(frame, 0.4))
    s.glow(x + w / 2, y + h / 2, w * 1.7, "#fff0c8", 0.3, skia.BlendMode.kScreen)
    beams(s, x + w * 0.5, y + h * 0.3, "#ffe9b8", 5, light_to[1], 0.34, 0.5, light_to[0])


def hearth(s, x, y, w, h, brick="#a8674a", holes=2, glow=True, pans=True, content="#5a3220", top="#8d8378"):
    """A long brick stove with iron pans; (x, y) bottom left. Returns pan centres."""
    body = poly((x, y), (x + w * 0.015, y - h), (x + w * 0.985, y - h), (x + w, y))
    s.form(body, brick, dark(brick, 0.6), light(brick, 0.25), 0.8, 0.4)
    s.inside(body)
    rows = int(h / 22)
    for r in range(rows):
        for c in range(int(w / 46) + 2):
            bx, by = x + (c + 0.5 * (r % 2)) * 46 - 30, y - h + r * 22
            s.fill(rect(bx, by, 43, 19, 2), s.tone(dark(brick, 0.15), brick, light(brick, 0.14)), 0.6)
    s.done()
    s.grade(body, (x, y - h), (x + w, y), INK, 0.05, 0.62)
    centres = []
    for i in range(holes):
        cx = x + w * (i + 0.5) / holes
        arch = smooth(
            [(cx - 44, y - 8), (cx - 46, y - h * 0.34), (cx, y - h * 0.52), (cx + 46, y - h * 0.34), (cx + 44, y - 8)],
            tension=0.8,
        )
        s.fill(arch, "#241a14")
        if glow:
            s.inside(arch)
            s.glow(cx, y - 10, 80, "#ff8a2a", 0.95)
            for _ in range(9):
                fx, z = cx + s.between(-32, 32), s.between(18, 62)
                s.fill(
                    smooth([(fx - 9, y - 6), (fx - 4, y - z * 0.6), (fx + s.between(-5, 5), y - z), (fx + 8, y - 6)]),
                    s.tone("#ffb347", "#ff7a1f", "#ffdc8a"),
                    0.9,
                )
            s.done()
            s.glow(cx, y - 10, 170, "#ff9a3a", 0.32, skia.BlendMode.kScreen)
        centres.append((cx, y - h))
    s.form(rect(x - 12, y - h - 16, w + 24, 28), top, dark(top, 0.4), light(top, 0.4))
    for cx, cy in centres if pans else ():
        pan(s, cx, cy - 14, min(w / holes * 0.42, 170), content)
    return centres


def pan(s, x, y, r, content, rim="#3a3a38"):
    """An iron pan set in the stove, seen at an angle."""
    s.form(oval(x, y, r, r * 0.27), rim, INK, light(rim, 0.4))
    inner = oval(x, y + 2, r * 0.9, r * 0.22)
    s.form(inner, content, dark(content, 0.5), light(content, 0.45), 0.7, 0.6)
    s.inside(inner)
    for _ in range(46):
        px, py, z = x + s.between(-r, r), y + s.between(-0.2, 0.2) * r, s.between(3, 11)
        s.fill(oval(px, py, z, z * 0.38), s.tone(light(content, 0.35), dark(content, 0.25), light(content, 0.15)), 0.7)
    s.done()


def steam(s, x, y, height=420, count=4, spread=120, alpha=0.4):
    """Steam over a pan."""
    for _ in range(count):
        smoke(
            s,
            x + s.between(-spread, spread),
            y,
            height * s.between(0.6, 1.1),
            PAPER,
            alpha,
            s.between(-30, 90),
            s.between(18, 34),
        )


def shelf(s, x, y, w, items=7, wood=WOOD, tones=("#7d4a32", "#3d4a4a", "#c9b48a", "#5c6a58")):
    """A shelf of jars, bowls and boxes."""
    s.fill(rect(x, y + 16, w, 14), INK, 0.3, blur=7)
    gap = w / items
    for i in range(items):
        cx, kind, tone = x + gap * (i + 0.5), s.rng.randint(0, 2), s.rng.choice(tones)
        h, r = s.between(44, 84), gap * s.between(0.28, 0.4)
        if kind == 0:
            path = smooth(
                [
                    (cx - r * 0.7, y),
                    (cx - r, y - h * 0.5),
                    (cx - r * 0.5, y - h),
                    (cx + r * 0.5, y - h),
                    (cx + r, y - h * 0.5),
                    (cx + r * 0.7, y),
                ],
                tension=0.8,
            )
            s.form(path, tone, dark(tone, 0.5), light(tone, 0.35))
            s.fill(rect(cx - r * 0.5, y - h - 8, r, 12, 3), light(tone, 0.35))
            s.fill(
                poly(
                    (cx, y - h * 0.7), (cx + r * 0.42, y - h * 0.46), (cx, y - h * 0.22), (cx - r * 0.42, y - h * 0.46)
                ),
                SEAL,
            )
        elif kind == 1:
            for k in range(3):
                path = smooth(
                    [
                        (cx - r, y - k * 15 - 20),
                        (cx - r * 0.5, y - k * 15),
                        (cx + r * 0.5, y - k * 15),
                        (cx + r, y - k * 15 - 20),
                    ],
                    tension=0.6,
                )
                s.form(path, PAPER, dark(PAPER, 0.35), None)
        else:
            s.form(rect(cx - r * 0.8, y - h * 0.8, r * 1.6, h * 0.8), tone, dark(tone, 0.5), light(tone, 0.3))
            s.fill(rect(cx - r * 0.5, y - h * 0.6, r, h * 0.34), PAPER, 0.9)
    s.form(rect(x - 14, y, w + 28, 17), wood, dark(wood, 0.55), light(wood, 0.35))
    for k in (0.08, 0.9):
        s.fill(poly((x + w * k, y + 17), (x + w * k + 15, y + 17), (x + w * k + 4, y + 58)), dark(wood, 0.45))


def oven(s, x, y, w, h, clay="#a87850"):
    """A domed clay oven, fire inside."""
    dome = smooth(
        [
            (x - w / 2, y),
            (x - w * 0.49, y - h * 0.5),
            (x - w * 0.3, y - h * 0.9),
            (x, y - h),
            (x + w * 0.3, y - h * 0.9),
            (x + w * 0.49, y - h * 0.5),
            (x + w / 2, y),
        ],
        tension=0.85,
    )
    s.form(dome, clay, dark(clay, 0.6), light(clay, 0.3), 0.85, 0.5)
    s.inside(dome)
    for _ in range(40):
        px, py = x + s.between(-0.5, 0.5) * w, y - h * s.rng.random()
        s.line(seg(px, py, px + s.between(10, 40), py + s.between(-8, 8), 6), dark(clay, 0.25), 2, 0.5)
    s.done()
    mouth = smooth(
        [
            (x - w * 0.2, y - h * 0.2),
            (x - w * 0.2, y - h * 0.42),
            (x, y - h * 0.58),
            (x + w * 0.2, y - h * 0.42),
            (x + w * 0.2, y - h * 0.2),
        ],
        tension=0.7,
    )
    s.line(mouth, dark(clay, 0.35), 26)
    s.fill(mouth, "#2b1a12")
    s.inside(mouth)
    s.glow(x, y - h * 0.24, w * 0.3, "#ff8f2e", 1.0)
    s.glow(x, y - h * 0.2, w * 0.15, "#ffe09a", 0.9)
    s.done()
    s.glow(x, y - h * 0.3, w * 0.8, "#ffab52", 0.34, skia.BlendMode.kScreen)


def bench(s, x, y, w, h, wood=WOOD, cloth=None):
    """A work table seen from the front; returns the y of its top."""
    for k in (0.05, 0.9):
        s.form(rect(x + w * k, y - h, w * 0.05, h), dark(wood, 0.35), dark(wood, 0.6), None)
    s.fill(oval(x + w / 2, y, w * 0.52, 16), INK, 0.28, blur=8)
    s.form(
        poly((x + 24, y - h - 46), (x + w - 24, y - h - 46), (x + w + 12, y - h), (x - 12, y - h)),
        light(wood, 0.25),
        dark(wood, 0.2),
        light(wood, 0.55),
        0.5,
    )
    s.form(rect(x - 12, y - h, w + 24, 24), wood, dark(wood, 0.5), light(wood, 0.25))
    if cloth:
        s.form(
            poly(
                (x + w * 0.1, y - h - 40),
                (x + w * 0.3, y - h - 40),
                (x + w * 0.31, y - h + 90),
                (x + w * 0.09, y - h + 84),
            ),
            cloth,
            dark(cloth, 0.4),
            light(cloth, 0.3),
        )
    return y - h - 22


def strings(s, x, y, count, length, colour, r=13, gap=52):
    """Hanging strings of peppers, garlic, maize or mushrooms."""
    for i in range(count):
        px = x + i * gap + s.between(-4, 4)
        s.line(seg(px, y - 24, px, y + length), dark(colour, 0.5), 2)
        for k in range(int(length / (r * 1.15))):
            tone = mix(colour, dark(colour, 0.3), s.rng.random())
            s.form(
                lump(
                    s.rng,
                    px + s.between(-0.6, 0.6) * r,
                    y + k * r * 1.15,
                    r * s.between(0.5, 0.75),
                    r,
                    0.12,
                    8,
                    s.between(-0.5, 0.5),
                ),
                tone,
                dark(tone, 0.4),
                light(tone, 0.35),
            )
