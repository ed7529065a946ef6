"""Ruyang, Henan: winter sun on curtains of sweet-potato vermicelli."""

import math

from ..baskets import basket, bowl, heap, tray
from ..fields import contour, furrows, grass, ground
from ..figures import person
from ..forms import lump, oval, poly, rect, seg
from ..hills import crest, ridge
from ..houses import lattice, roof
from ..interiors import strings
from ..palette import PAPER, SEAL, WOOD, dark, light, mix
from ..products import tuber
from ..sky import clouds, mist, sky, smoke, snow, sun
from ..still_life import cloth, pane, tabletop
from ..trees import bare, bush

NOODLE = "#efe6d2"


def curtain(s, x, y, w, h, poles=True, tone=NOODLE):
    """One pole hung with vermicelli, posts at both ends."""
    if poles:
        for px in (x, x + w):
            s.line(seg(px, y - 8, px + s.between(-4, 4), y + h * 1.28), dark(WOOD, 0.25), max(3, h * 0.03))
    n = int(w / max(3, h * 0.018))
    for i in range(n):
        t = (i + 0.5) / n
        px = x + w * t
        z = h * (0.88 + 0.12 * math.sin(t * 26)) * s.between(0.93, 1.04)
        shade = s.tone(tone, light(tone, 0.6), dark(tone, 0.1), dark(tone, 0.2))
        s.line(seg(px, y, px + s.between(-5, 5), y + z, 0), shade, max(1.4, h * 0.0095), 0.92)
    whole = rect(x, y, w, h * 0.9)
    s.grade(whole, (x, y), (x + w, y + h), s.p.far, 0.0, 0.36)
    s.line(seg(x - 14, y - 4, x + w + 14, y - 4, 4), dark(WOOD, 0.05), max(4, h * 0.035))


def _winter(s, x=1000, y=330):
    p = s.p
    sky(s, horizon=620)
    sun(s, x, y, 66, "#f6b98a", 5.5)
    clouds(s, 230, 4, light(p.low, 0.3), 1.1, 0.7)
    ridge(s, crest(500, 50, 71, 460), mix(p.far, p.haze, 0.35), 760, depth=180, folds=10)
    ridge(s, crest(570, 40, 77, 320), mix(p.far, p.mid, 0.4), 780, depth=150, folds=10, trees=40)
    mist(s, 620, 80, alpha=0.85)


def land(s):
    """Frosted furrows, bare persimmon trees, drying frames at sunrise."""
    p = s.p
    s.sun = (0.5, -0.7)
    _winter(s)
    for x in range(0, 1600, 90):
        bush(s, x + s.between(-30, 30), 664, s.between(10, 20), mix(p.mid, p.haze, 0.3))
    furrows(
        s,
        655,
        1150,
        980,
        [mix(p.earth, p.haze, 0.35), light(p.earth, 0.35), dark(p.earth, 0.1), mix(p.leaf, p.earth, 0.4)],
        34,
        5200,
    )
    for k, (y, z) in enumerate(((690, 60), (760, 100), (850, 165))):
        for x in range(-60 + 50 * k, 1700, int(z * 3.5)):
            if k < 2 or x < 420 or x > 1060:
                curtain(s, x, y - z * 0.4, z * 3.0, z)
    bare(s, 560, 960, 165, 19, -1.5, dark(p.near, 0.35), 7, 0.42)
    for _ in range(26):
        a, d = s.between(-3.0, -0.2), s.between(120, 420)
        s.form(
            lump(s.rng, 545 + math.cos(a) * d * 0.9, 700 + math.sin(a) * d * 0.75, 11, 9.5, 0.06),
            "#d9601f",
            "#8a2f10",
            "#ffc890",
        )
    person(s, 800, 980, 260, "walk", 1, "#9c3f4e", "#3f4048", "scarf")
    bank = contour(1005, 16, 7)
    ground(s, bank, dark(p.earth, 0.3))
    grass(s, bank, 340, [light(p.leaf, 0.4), p.bright, light(p.bright, 0.5), PAPER], 34, drop=70)


def work(s):
    """Hanging fresh vermicelli in the cold morning."""
    p = s.p
    s.sun = (-0.75, -0.6)
    _winter(s, 420, 280)
    ground(s, contour(650, 10, 3), mix(p.earth, p.haze, 0.45))
    for x in (90, 1520):
        bare(s, x, 720, 110, 12, -1.55, mix(p.near, p.far, 0.3), 6)
    for x in range(-40, 1700, 300):
        curtain(s, x, 560, 262, 150, tone=mix(NOODLE, p.haze, 0.4))
    for x in (-120, 300, 1010, 1420):
        curtain(s, x, 570, 370, 250)
    person(s, 800, 950, 440, "reach", 1, "#9c3f4e", "#3f4048", "kerchief", apron="#e6dcc8")
    curtain(s, 905, 468, 150, 300, False)
    person(s, 1130, 985, 450, "reach", -1, "#3d5870", "#44423c", "cap", apron="#cbbf9f")
    ground(s, contour(1005, 10, 9), mix(p.earth, p.near, 0.2))
    curtain(s, -60, 560, 460, 360)
    tray(s, 560, 985, 170, flat=0.28)
    for _ in range(60):
        x, y = 560 + s.between(-120, 110), 978 + s.between(-24, 22)
        s.line(
            seg(x, y, x + s.between(30, 70), y + s.between(-5, 5), s.between(-18, 18)),
            s.tone(NOODLE, PAPER, dark(NOODLE, 0.18)),
            3,
        )
    basket(
        s,
        1410,
        1020,
        200,
        130,
        fill=lambda s, x, y, rx, ry: [
            tuber(
                s,
                x + i * 44 - 66,
                y - 8 - (i % 2) * 22,
                26,
                s.tone("#9c3a4e", "#8a3044"),
                s.between(-0.5, 0.5),
                cast=False,
            )
            for i in range(4)
        ],
    )
    grass(s, contour(1050, 0, 4), 120, [p.bright, light(p.bright, 0.4)], 30)


def still(s):
    """Tubers, powder and coils of vermicelli on a scrubbed table."""
    s.sun = (-0.8, -0.55)
    tabletop(s, 330, "#a58a6c", "#aab0b8")
    pane(s, 130, 30, 380, 260, 80)
    cloth(s, [(250, 520), (760, 440), (1330, 520), (1460, 800), (900, 960), (300, 900)], "#55647c", "#c9cdd0", 12)
    for x, y, z in ((1000, 560, 1.0), (1170, 640, 0.9)):
        for _ in range(90):
            t = s.between(-1, 1)
            s.line(
                seg(x - 230 * z, y + t * 50 * z, x + 230 * z, y + t * 46 * z + s.between(-6, 6), s.between(-26, 6)),
                s.tone(NOODLE, PAPER, dark(NOODLE, 0.2), "#d9cdb4"),
                s.between(2.4, 4.2),
                0.95,
            )
        band = poly((x - 22, y - 66 * z), (x + 26, y - 68 * z), (x + 30, y + 54 * z), (x - 18, y + 56 * z))
        s.form(band, SEAL, dark(SEAL, 0.5), light(SEAL, 0.35))
    for x, y, r, a, tone in (
        (420, 640, 92, -0.35, "#9c3a4e"),
        (610, 560, 84, 0.25, "#8a3044"),
        (520, 770, 98, 0.1, "#a8465a"),
    ):
        tuber(s, x, y, r, tone, a, 1.75, 7)
    tuber(s, 760, 850, 84, "#9c3a4e", -0.15, 1.5, 5, flesh="#e8b468")
    bowl(s, 860, 640, 150, "#4f6f80", heap("#f3eee2", "#ffffff"), band="#e9e4d6")
    for _ in range(50):
        s.fill(oval(s.between(880, 1250), s.between(800, 900), s.between(2, 8), s.between(1, 4)), "#f6f2e8", 0.9)
    s.line(seg(960, 800, 1210, 850), dark(WOOD, 0.1), 14)
    s.form(oval(940, 796, 52, 26), WOOD, dark(WOOD, 0.6), light(WOOD, 0.3))
    s.fill(oval(936, 790, 36, 15), "#f3eee2")


def village(s):
    """A brick courtyard under light snow, vermicelli along the wall."""
    p = s.p
    s.sun = (-0.6, -0.7)
    _winter(s, 1220, 240)
    bare(s, 250, 720, 150, 17, -1.45, mix(p.near, p.far, 0.2), 7, 0.4)
    ground(s, contour(800, 0, 3), light(mix(p.earth, p.haze, 0.5), 0.3))
    brick = "#9a6f62"
    for x, y, w, h in ((-70, 800, 360, 190), (1330, 800, 360, 200), (330, 830, 960, 300)):
        s.form(rect(x, y - h, w, h), brick, dark(brick, 0.5), light(brick, 0.3), 0.6)
        for r in range(int(h / 14)):
            s.line(seg(x, y - r * 14, x + w, y - r * 14), dark(brick, 0.3), 1.2, 0.5)
        roof(s, x - 10, y - h + 8, w + 20, h * 0.42, "#6b7078", 0.12, 0.04, 0.88)
        s.line(seg(x + w * 0.06, y - h * 1.39, x + w * 0.94, y - h * 1.39, 4), PAPER, 11)
        for _ in range(9):
            s.fill(
                lump(
                    s.rng,
                    x + w * s.between(0, 1),
                    y - h * s.between(1.02, 1.3),
                    s.between(20, 60),
                    s.between(5, 11),
                    0.2,
                ),
                PAPER,
                0.9,
            )
    for x in (410, 1050):
        lattice(s, x, 610, 170, 120, "#5a3a30", "#f0d9a4", 5)
        for k in range(2):
            s.fill(lump(s.rng, x + 50 + 70 * k, 668, 18, rough=0.3, n=9), SEAL)
    s.fill(rect(730, 600, 160, 230), "#5a2f2a")
    s.line(seg(810, 600, 810, 830), "#331814", 4)
    for x in (706, 892):
        s.fill(rect(x, 604, 22, 190), SEAL)
    s.fill(rect(724, 570, 172, 24), SEAL)
    strings(s, 620, 590, 2, 110, "#b83a2a", 11, 34)
    strings(s, 950, 590, 2, 120, "#d9a02f", 13, 36)
    smoke(s, 520, 410, 240, "#e9e4e0", 0.6, 80, 18)
    for x, w in ((60, 420), (1090, 440)):
        curtain(s, x, 720, w, 190)
    person(s, 620, 985, 330, "squat", 1, "#3d5870", "#44423c", "cap")
    s.form(rect(715, 900, 180, 86), "#6b6a66", "#33332f", "#b9b6ac")
    s.form(oval(805, 900, 92, 24), "#4a4844", None, None)
    s.form(oval(805, 898, 78, 18), "#f1ece0", "#b9b3a5", None)
    person(s, 1010, 990, 340, "stoop", -1, "#9c3f4e", "#3f4048", "kerchief", apron="#e6dcc8")
    basket(
        s,
        440,
        1000,
        150,
        100,
        fill=lambda s, x, y, rx, ry: [
            tuber(s, x + i * 36 - 52, y - 4 - (i % 2) * 20, 21, "#9c3a4e", s.between(-0.5, 0.5), cast=False)
            for i in range(4)
        ],
    )
    snow(s, 120)
