"""Yengisar, Xinjiang: an oasis below snow mountains; apricots drying in the sun."""

import math

from ..baskets import balls, basket, bowl, tray
from ..fields import contour, furrows, grass, ground
from ..figures import person
from ..forms import leaf, oval, poly, rect, seg
from ..hills import crest, peak, ridge, river
from ..houses import adobe
from ..palette import PAPER, WOOD, dark, mix
from ..products import apricot, dried
from ..sky import clouds, mist, sky
from ..still_life import big_leaf, disc, flatlay
from ..trees import dabs, orchard, poplar, spray

FRUIT = ("#ee9a3a", "#f0a84c", "#e5832c", "#f2b45c")


def _mountains(s, base=520, seed=1):
    p = s.p
    sky(s, horizon=600)
    clouds(s, 150, 5, PAPER, 1.3, 0.8, 70)
    for k, (x, w, h) in enumerate(
        (
            (160, 300, 210),
            (480, 340, 300),
            (860, 380, 340),
            (1240, 330, 260),
            (1540, 300, 230),
            (680, 240, 200),
            (1060, 240, 210),
        )
    ):
        peak(s, x, base, w, h, mix(p.far, p.haze, 0.15), "#f6f3ec", seed + k * 3, 0.9)
    ridge(s, crest(base - 20, 40, seed + 40, 300), mix(p.far, p.mid, 0.5), base + 170, depth=150, folds=16)
    mist(s, base + 40, 60, alpha=0.6)


def land(s):
    """Poplars, orchard rows and a canal under the Kunlun."""
    p = s.p
    s.sun = (-0.7, -0.7)
    _mountains(s)
    ground(s, contour(580, 10, 3), mix(p.mid, p.haze, 0.4), 900)
    for x in range(-20, 1640, 34):
        poplar(s, x + s.between(-10, 10), 650 + s.between(-6, 6), s.between(90, 160), mix(p.leaf, p.haze, 0.3))
    adobe(s, 980, 690, 210, 80)
    adobe(s, 1180, 700, 150, 66)
    furrows(s, 660, 1150, 620, [p.mid, mix(p.earth, p.bright, 0.3), p.earth], 26, 4200)
    for k, z in enumerate((74, 110, 160, 235)):
        y = 706 + k * 62 + k * k * 9
        for side in (-1, 1):
            for j in range(5):
                x = 640 + side * (z * 1.35 + j * z * 1.5)
                if -150 < x < 1750:
                    orchard(s, x, y, z, FRUIT, mix(p.leaf, p.haze, 0.25 - 0.07 * k), 10 + 4 * k)
    river(s, [(640, 668), (634, 720), (650, 800), (610, 900), (640, 1100)], [5, 12, 26, 52, 110], "#7fbcc4")
    for x, z in ((1330, 640), (1400, 720), (1475, 600), (1560, 760)):
        poplar(s, x, 1010, z)
    grass(s, contour(1010, 10, 3), 240, [p.leaf, p.bright, p.earth], 36, drop=70)
    person(s, 860, 990, 230, "walk", -1, "#b8464a", "#4a4a5a", "blue")


def work(s):
    """Turning apricots on long racks before the mountains."""
    p = s.p
    s.sun = (-0.6, -0.75)
    _mountains(s, 470, 5)
    for x in range(-20, 1640, 40):
        poplar(s, x + s.between(-12, 12), 600, s.between(110, 190), mix(p.leaf, p.haze, 0.2))
    ground(s, contour(590, 8, 8), mix(p.earth, p.haze, 0.3))
    for k, (y, z) in enumerate(((640, 0.5), (720, 0.75), (840, 1.1))):
        for x in range(-100 + k * 40, 1700, int(330 * z)):
            w, h = 290 * z, 64 * z
            for leg in (0.06, 0.9):
                s.line(seg(x + w * leg, y, x + w * leg, y + 70 * z), dark(WOOD, 0.3), 8 * z)
            s.fill(oval(x + w / 2, y + 72 * z, w * 0.5, 10 * z), "#5a4030", 0.3, blur=5)
            frame = poly((x + 18 * z, y - h), (x + w + 18 * z, y - h), (x + w, y), (x, y))
            s.form(frame, "#d9b578", "#8a6030", "#f6e2b8")
            s.inside(frame)
            for r in range(6):
                for c in range(12):
                    s.form(
                        oval(
                            x + (c + 0.5 + 0.3 * (r % 2)) * w / 11.5 + 10 * z, y - h + (r + 0.5) * h / 6, 9 * z, 6 * z
                        ),
                        s.rng.choice(FRUIT),
                        "#b8551c",
                        "#ffe0a0",
                        0.6,
                    )
            s.done()
            s.line(frame, dark(WOOD, 0.15), 5 * z)
        if k == 1:
            person(s, 520, 860, 330, "stoop", 1, "#c24a5a", "#4a3f58", "kerchief")
            person(s, 1180, 850, 340, "stoop", -1, "#3d6a7c", "#44443c", "doppa", apron="#e6dcc4")
    person(
        s,
        830,
        1040,
        460,
        "pick",
        -1,
        "#e9e0cc",
        "#3a3d44",
        "doppa",
        apron="#7a9a8a",
        nudge={"hand": (0.26, 0.5), "hand2": (0.3, 0.56)},
    )
    basket(s, 640, 1040, 190, 120, fill=balls(FRUIT, 17, p.leaf), heap=0.3)
    basket(s, 1080, 1046, 160, 104, fill=balls(FRUIT, 15, p.leaf), heap=0.3)
    spray(s, 1660, -20, 430, 2.5, p.leaf, 76, 22, FRUIT, 32, droop=-0.1, width=0.34)


def still(s):
    """Fresh and dried apricots on a blue ikat cloth."""
    s.sun = (-0.7, -0.7)
    flatlay(s, "#e4d2ae")
    s.at(800, 540, 0.06)
    cloth = rect(-620, -430, 1240, 860)
    s.shadow(cloth, 10, 14, blur=12)
    s.form(cloth, "#2f6f86", "#153f52", "#8fc4cc", 0.5, 0.3)
    s.inside(cloth)
    for c in range(-6, 7):
        for r in range(-4, 5):
            x, y = c * 108 + (54 if r % 2 else 0), r * 112
            for k, tone in ((1.0, "#f0e4c8"), (0.68, "#c2463a"), (0.36, "#f2b45c")):
                pts = [
                    (x, y - 54 * k),
                    (x + 18 * k, y - 20 * k),
                    (x + 40 * k, y),
                    (x + 18 * k, y + 20 * k),
                    (x, y + 54 * k),
                    (x - 18 * k, y + 20 * k),
                    (x - 40 * k, y),
                    (x - 18 * k, y - 20 * k),
                ]
                s.fill(poly(*[(px + s.between(-3, 3), py + s.between(-5, 5)) for px, py in pts]), tone, 0.62)
    s.grade(cloth, (-620, -430), (620, 430), "#123848", 0.0, 0.5)
    s.done()
    for x in range(-620, 621, 26):
        for y in (-430, 430):
            s.line(seg(x, y, x + s.between(-6, 6), y + (30 if y > 0 else -30)), "#f0e4c8", 4)
    s.done()
    disc(s, 640, 500, 270, "#efe6d2", "#b8553a", "#e9d9b4")
    for x, y, r in ((540, 420, 84), (710, 400, 80), (620, 560, 88), (790, 540, 76), (470, 570, 72), (660, 470, 84)):
        apricot(s, x, y, r, s.rng.choice(FRUIT), cast=True)
    big_leaf(s, 770, 430, 120, 46, -0.8, "#4c7a45")
    big_leaf(s, 500, 640, 110, 42, 2.2, "#5f8f4a")
    for _ in range(40):
        a, d = s.between(0, 6.28), 190 * s.rng.random() ** 0.6
        dried(
            s,
            1120 + d * 1.0 * math.cos(a),
            640 + d * 0.8 * math.sin(a),
            s.between(34, 46),
            s.tone("#d9792a", "#c9641f", "#e08a34"),
        )
    disc(s, 1160, 270, 100, "#8fb8b0", "#2f6f86", "#c9a27a")
    for _ in range(16):
        s.form(
            leaf(1160 + s.between(-56, 40), 270 + s.between(-56, 56), 46, 17, s.between(0, 6.28)),
            "#b5793f",
            "#5a3515",
            "#f0cf9a",
        )


def village(s):
    """An adobe house, a vine trellis, tea on the bed platform."""
    p = s.p
    s.sun = (-0.7, -0.65)
    _mountains(s, 430, 9)
    for x in list(range(-20, 420, 46)) + list(range(1180, 1640, 46)):
        poplar(s, x + s.between(-12, 12), 760, s.between(330, 480), mix(p.leaf, p.haze, 0.12))
    ground(s, contour(760, 10, 8), mix(p.earth, p.haze, 0.25))
    adobe(s, 300, 850, 1000, 340, door="#2f7a8a")
    for x in (230, 560, 1050, 1370):
        s.line(seg(x, 930, x, 520), dark(WOOD, 0.2), 15)
    for y in (512, 540):
        s.line(seg(200, y, 1400, y + 4), dark(WOOD, 0.3), 12)
    tones = [dark(p.leaf, 0.35), p.leaf, mix(p.leaf, p.bright, 0.5), p.bright]
    for x in range(200, 1420, 46):
        dabs(s, x, 524 + s.between(-24, 26), 60, 44, 26, 34, tones)
    for _ in range(16):
        x, y = s.between(240, 1380), s.between(560, 590)
        for r in range(5):
            for c in range(5 - r):
                s.form(
                    oval(x + (c - (5 - r) / 2) * 10, y + r * 11, 6.5),
                    s.tone("#5a3f6a", "#6f4f7f", "#7f9a4a"),
                    "#2b1c38",
                    "#d9c8e0",
                )
    s.shadow(rect(540, 900, 520, 40), 10, 30, blur=14)
    s.form(poly((560, 880), (1040, 880), (1080, 930), (520, 930)), "#a8443a", "#5a1c1c", "#e08a6a")
    for x in range(560, 1060, 40):
        s.fill(poly((x, 905), (x + 14, 893), (x + 28, 905), (x + 14, 917)), s.tone("#f0e4c8", "#2f6f86", "#f2b45c"))
    s.form(rect(520, 930, 560, 54), "#c99a6a", "#6b4424", "#f0d0a0")
    tray(s, 800, 900, 120, flat=0.24)
    for _ in range(30):
        x, y = 800 + s.between(-90, 90), 898 + s.between(-18, 18)
        s.form(oval(x, y, 13, 9), s.rng.choice(FRUIT), "#b8551c", "#ffe0a0")
    person(s, 610, 985, 350, "sit", 1, "#3d6a7c", "#44443c", "doppa")
    person(s, 1010, 985, 340, "sit", -1, "#c24a5a", "#4a3f58", "kerchief")
    basket(s, 330, 985, 170, 110, fill=balls(FRUIT, 17, p.leaf), heap=0.3)
    person(s, 1270, 1000, 330, "walk", -1, "#8a6fa0", "#5a3f50", "green")
    bowl(s, 690, 868, 22, "#e9e4d6", depth=0.7)
    bowl(s, 915, 870, 22, "#e9e4d6", depth=0.7)
