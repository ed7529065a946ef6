"""Tiandong, Guangxi: mango orchards between karst towers in early summer."""

import math

from ..baskets import basket
from ..crops import mango, mango_cheek
from ..fields import contour, flowers, grass, ground, row, shimmer
from ..figures import person
from ..forms import limb, oval, poly, rect, seg, smooth
from ..hills import karst
from ..houses import white
from ..palette import PAPER, WOOD, dark, light, mix
from ..sky import birds, clouds, mist, sky, sun
from ..still_life import big_leaf, boards, disc, knife
from ..trees import bamboo, canopy, orchard

FRUIT = ("#f0a51f", "#e8b53a", "#d9a83a", "#c9b03f")


def heaped(r=15):
    """A basket of mangoes."""

    def fill(s, x, y, rx, ry):
        for k in range(3):
            n = max(2, int(rx * 2 / (r * 2.0)) - k)
            for i in range(n):
                mango(
                    s,
                    x - rx * (1 - 0.25 * k) + rx * (2 - 0.5 * k) * (i + 0.5) / n,
                    y + r * 0.1 - k * r * 0.9,
                    r,
                    s.rng.choice(FRUIT),
                    s.between(-0.6, 0.6),
                    cast=False,
                )

    return fill


def _karst(s, seed=0, base=660):
    p = s.p
    sky(s, horizon=600)
    sun(s, 1120 - seed * 9, 250, 60, p.sun, 5.5)
    clouds(s, 180, 6, PAPER, 1.4, 0.8)
    for x, w, h in (
        (90, 110, 230),
        (330, 90, 170),
        (560, 120, 290),
        (800, 80, 180),
        (980, 120, 250),
        (1230, 100, 210),
        (1450, 130, 300),
    ):
        karst(s, x + s.between(-40, 40), base - 40, w, h * s.between(0.9, 1.2), mix(p.far, p.haze, 0.35), shrubs=False)
    mist(s, base - 60, 90, alpha=0.8, seed=seed + 2)
    for x, w, h in ((-10, 150, 330), (210, 110, 240), (690, 130, 260), (1340, 150, 360), (1560, 140, 280)):
        karst(s, x + s.between(-30, 30), base + 10, w, h * s.between(0.9, 1.1), mix(p.far, p.mid, 0.5))
    mist(s, base + 10, 80, alpha=0.85, seed=seed + 7)


def tree(s, x, y, h, n=18, haze=0.0):
    """A mango tree: dense dome, fruit hanging on long stalks."""
    tone = mix(s.p.leaf, s.p.haze, haze)
    orchard(s, x, y, h, None, tone, 0, density=1.0, squat=1.2)
    for _ in range(n):
        a, d = s.between(0, 6.28), math.sqrt(s.rng.random())
        px, py = x + math.cos(a) * d * h * 0.4, y - h * 0.62 + abs(math.sin(a)) * d * h * 0.36
        z = h * 0.07
        s.line(seg(px, py - z, px, py + z * 0.4), mix(tone, s.p.bright, 0.4), max(1, h * 0.006))
        mango(
            s,
            px,
            py + z * 0.8,
            max(3, h * 0.032),
            mix(s.rng.choice(FRUIT), s.p.haze, haze),
            1.57 + s.between(-0.3, 0.3),
            cast=False,
        )


def land(s):
    """Orchard, river and towers in humid morning light."""
    p = s.p
    s.sun = (0.6, -0.75)
    _karst(s)
    water = poly((-80, 690), (1680, 676), (1680, 790), (-80, 810))
    s.fill(water, mix(p.low, p.sky, 0.45))
    for x, w, h in ((210, 100, 70), (690, 120, 80), (1340, 140, 100)):
        s.fill(oval(x, 712, w, h * 0.4), mix(p.far, p.mid, 0.4), 0.5, blur=8)
    shimmer(s, water, [PAPER, p.sun, mix(p.far, p.sky, 0.4)], 110, 130)
    boat = smooth([(900, 742), (950, 758), (1060, 758), (1110, 740), (1050, 750), (960, 750)])
    s.fill(boat, dark(p.near, 0.3))
    person(s, 1000, 752, 84, "stand", 1, "#33506a", "#33383c", "cone")
    s.line(seg(1030, 660, 1050, 776), dark(WOOD, 0.3), 3)
    ground(s, contour(790, 20, 4), mix(p.bright, p.haze, 0.3))
    for k in range(3):
        row(
            s,
            contour(812 + 44 * k, 20, 5),
            -40,
            1640,
            130 + 40 * k,
            lambda x, y, k=k: tree(s, x, y, 100 + 42 * k, 8 + 2 * k, 0.28 - 0.1 * k),
        )
    bank = contour(960, 30, 9)
    ground(s, bank, mix(p.leaf, p.bright, 0.25))
    tree(s, 380, 1010, 480, 40)
    tree(s, 1290, 1020, 520, 44)
    person(
        s,
        800,
        1005,
        250,
        "walk",
        -1,
        "#c8553a",
        "#33383c",
        "cone",
        load=lambda s, x, y, k: basket(s, x, y + 0.15 * k, 0.32 * k, 0.28 * k, fill=heaped(10)),
    )
    grass(s, contour(1010, 20, 9), 320, [p.leaf, p.bright, dark(p.leaf, 0.35)], 40, drop=60)
    birds(s, 760, 330, 6)


def work(s):
    """Lowering mangoes with a net pole; grading into baskets."""
    p = s.p
    s.sun = (-0.7, -0.7)
    _karst(s, 30, 640)
    ground(s, contour(660, 16, 4), mix(p.bright, p.haze, 0.3))
    row(s, contour(690, 16, 5), -40, 1640, 150, lambda x, y: tree(s, x, y, 130, 8, 0.25))
    ground(s, contour(800, 30, 8), mix(p.leaf, p.bright, 0.35))
    grass(s, contour(820, 30, 8), 260, [p.leaf, p.bright], 22, drop=160)
    s.fill(limb([(1120, 1000), (1100, 760), (1060, 500)], [40, 30, 22]), dark(p.earth, 0.45))
    s.fill(limb([(1100, 740), (1250, 560), (1360, 420)], [24, 18, 10]), dark(p.earth, 0.45))
    canopy(s, 1180, 300, 560, 300, p.leaf, 50, 70, hang=1.0)
    for x, y in (
        (760, 390),
        (850, 450),
        (960, 520),
        (1010, 560),
        (1180, 600),
        (1240, 570),
        (1330, 610),
        (1440, 590),
        (900, 330),
        (1090, 400),
        (1270, 420),
        (1520, 520),
        (690, 330),
    ):
        s.line(seg(x, y - 130, x, y - 20), mix(p.leaf, p.bright, 0.4), 4)
        mango(s, x, y, s.between(26, 33), s.rng.choice(FRUIT), 1.57 + s.between(-0.2, 0.2), cast=False)
    s.line(seg(520, 900, 700, 350), "#c9a86a", 9)
    net = smooth([(676, 330), (730, 345), (722, 400), (690, 416), (668, 380)])
    s.line(net, "#e9dcc0", 4)
    person(
        s, 470, 1000, 480, "reach", 1, "#2f6a7c", "#3a3f3c", "cone", nudge={"hand": (0.17, 0.62), "hand2": (0.24, 0.82)}
    )
    person(s, 900, 1015, 430, "stoop", -1, "#c8553a", "#33383c", "straw", apron="#e6dcc4")
    basket(s, 700, 1035, 210, 130, fill=heaped(25), heap=0.3)
    basket(s, 1110, 1045, 190, 120, fill=heaped(23), heap=0.3)
    flowers(s, contour(1030, 0, 4), 40, ["#f3e6b0", "#f6f1e0"], 30)
    grass(s, contour(1050, 0, 5), 120, [p.leaf, p.bright, dark(p.leaf, 0.4)], 44)


def still(s):
    """Mangoes on banana leaf, one cheek scored."""
    s.sun = (-0.7, -0.7)
    boards(s, "#5d8078", 5)
    big_leaf(s, 130, 700, 1360, 300, -0.16, "#2f7a45", 0.02)
    big_leaf(s, 1500, 240, 900, 170, 2.75, "#3f8f4f", 0.04)
    for x, y, r, a, tone in (
        (480, 420, 150, -0.5, "#f0a51f"),
        (780, 330, 142, 0.2, "#e8b53a"),
        (640, 620, 158, -0.1, "#f2ae2c"),
        (1060, 440, 146, 0.7, "#e59a24"),
    ):
        mango(s, x, y, r, tone, a)
    mango_cheek(s, 960, 700, 138, -0.3)
    mango_cheek(s, 1230, 650, 118, 0.4)
    disc(s, 1300, 880, 118, "#f1ecdf", "#b8553a", "#efe3c4")
    for i in range(9):
        a = i * 0.7
        x, y = 1300 + math.cos(a) * 46, 880 + math.sin(a) * 42
        s.form(
            poly((x - 22, y - 16), (x + 18, y - 20), (x + 22, y + 16), (x - 18, y + 20)),
            "#f5b731",
            "#b8701a",
            "#ffe8a0",
        )
    big_leaf(s, 400, 300, 240, 46, 3.7, "#1f5f3a")
    big_leaf(s, 860, 220, 250, 48, -0.9, "#2a7044")
    knife(s, 620, 900, 430, 0.1)


def village(s):
    """A riverside market under banyan shade and karst."""
    p = s.p
    s.sun = (0.7, -0.65)
    _karst(s, 60, 620)
    for x, w in ((40, 260), (300, 210), (1060, 230), (1300, 300)):
        white(s, x, 770, w, w * 0.7, horse=False, tile="#5a5f58")
    for x in (20, 1590, 1560):
        bamboo(s, x, 860, s.between(480, 620), mix(p.leaf, p.bright, 0.3), 40 if x < 800 else -60)
    ground(s, contour(760, 6, 4), mix(p.earth, p.haze, 0.55))
    s.form(limb([(560, 870), (580, 700), (540, 520)], [52, 40, 34]), dark(p.earth, 0.4), dark(p.earth, 0.7), p.earth)
    for a, b in (((570, 640), (720, 500)), ((560, 620), (420, 520))):
        s.fill(limb([a, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 - 20), b], [26, 20, 12]), dark(p.earth, 0.4))
    canopy(s, 560, 390, 520, 200, p.leaf, 26, 70)
    for x, y, tone in ((820, 640, "#c8553a"), (1180, 660, "#2f6a7c")):
        s.form(poly((x, y), (x + 280, y), (x + 320, y + 62), (x - 40, y + 62)), tone, dark(tone, 0.4), light(tone, 0.4))
        for i in range(4):
            s.fill(
                poly(
                    (x - 40 + i * 90 + 22, y + 62),
                    (x + i * 70 + 18, y),
                    (x + i * 70 + 52, y),
                    (x - 40 + i * 90 + 66, y + 62),
                ),
                PAPER,
                0.85,
            )
        for k in (-30, 310):
            s.line(seg(x + k, y + 60, x + k, 960), dark(WOOD, 0.2), 8)
        s.form(rect(x - 30, 890, 340, 76), WOOD, dark(WOOD, 0.55), light(WOOD, 0.3))
        for i in range(7):
            for k in range(3 - (i % 2)):
                mango(s, x + 4 + i * 45, 880 - k * 24, 21, s.rng.choice(FRUIT), s.between(-0.4, 0.4), cast=False)
    person(s, 1010, 985, 330, "stand", -1, "#e9e0cc", "#33383c", "straw", apron="#5f8f7a")
    person(
        s,
        700,
        1000,
        340,
        "pick",
        1,
        "#2f5f7c",
        "#33383c",
        "cone",
        load=lambda s, x, y, k: basket(s, x, y + 0.14 * k, 0.3 * k, 0.27 * k),
    )
    person(s, 400, 1010, 320, "squat", 1, "#c8553a", "#33383c", "kerchief")
    basket(s, 540, 1025, 170, 100, fill=heaped(21), heap=0.3)
    person(s, 1460, 1000, 320, "walk", -1, "#6a8a4a", "#33383c", "cone")
    s.grade(rect(-80, 860, 1760, 280), (0, 860), (0, 1067), dark(p.earth, 0.4), 0.0, 0.35)
