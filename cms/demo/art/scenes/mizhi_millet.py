"""Mizhi, Shaanxi: gold millet on loess, and the arched cave houses."""

import math

from ..baskets import basket, heap, sack, tray
from ..ears import millet_ear, millet_plant, sheaf
from ..fields import contour, grass, ground
from ..figures import person
from ..forms import leaf, lump, oval, poly, rect, seg
from ..hills import crest, loess, ridge
from ..houses import cave
from ..interiors import strings
from ..palette import SEAL, WOOD, dark, light, mix
from ..sky import birds, clouds, mist, sky, sun
from ..still_life import boards, cloth, disc
from ..trees import bare, bush


def _hills(s, x=1080, y=300, seed=0):
    p = s.p
    sky(s, horizon=600)
    s.layer(0.05)
    sun(s, x, y, 74, p.sun, 5)
    clouds(s, 210, 5, light(p.low, 0.4), 1.2)
    s.layer(0.12)
    ridge(s, crest(440, 60, 131 + seed, 400), mix(p.far, p.haze, 0.4), 700, depth=180, folds=14)
    s.layer(0.2)
    loess(s, crest(510, 60, 133 + seed, 330, hump=(420, 300, 80)), mix(p.far, p.mid, 0.45), 860, 6, 260)
    mist(s, 670, 70, alpha=0.6)


def _field(s, line, rows, size, tone, x0=-40, x1=1640, green="#8a8a3a"):
    for k in range(rows):
        for _ in range(int((x1 - x0) / (size * 0.34))):
            x = s.between(x0, x1)
            t = (k + s.rng.random()) / rows
            millet_plant(
                s,
                x,
                line(x) + size * (0.4 + 1.0 * t),
                size * s.between(0.85, 1.15),
                mix(green, s.p.haze, 0.1),
                s.tone(tone, light(tone, 0.2), dark(tone, 0.15)),
                s.rng.choice((0.3, 0.4, 0.35, -0.3)),
            )


def land(s):
    """A golden slope below stepped hills, the sun coming over."""
    p = s.p
    _hills(s)
    s.layer(0.32)
    line = crest(640, 40, 141, 340, hump=(1200, 320, 90))
    loess(s, line, p.mid, 1000, 6, 260, 0.35)
    for i in range(5):
        cave(s, 1010 + i * 58, 706, 42)
    for x in (985, 1320, 1350):
        bush(s, x, 712, s.between(14, 24), mix(p.leaf, p.mid, 0.3))
    s.layer(0.55)
    slope = contour(760, -70, 7, tilt=50)
    ground(s, slope, mix(p.bright, p.earth, 0.3))
    _field(s, contour(745, -70, 7, tilt=50), 3, 66, mix(p.bright, p.haze, 0.2))
    person(s, 700, 890, 190, "stoop", 1, "#3d5a7a", "#3a3d40", "scarf")
    person(
        s,
        860,
        880,
        185,
        "walk",
        -1,
        "#b83a2a",
        "#3a3d40",
        "kerchief",
        load=lambda s, x, y, k: basket(s, x, y + 0.14 * k, 0.3 * k, 0.28 * k, fill=heap("#d9a92f")),
    )
    s.layer(0.8)
    _field(s, contour(860, -20, 8), 2, 120, p.bright)
    s.layer(1.1)
    for x in list(range(-60, 470, 74)) + list(range(1170, 1700, 74)):
        millet_plant(
            s,
            x + s.between(-18, 18),
            1120,
            s.between(420, 640),
            "#7d7a35",
            s.tone(p.bright, light(p.bright, 0.2), "#c8922a"),
            0.35 if x < 800 else -0.35,
        )
    birds(s, 740, 250, 5)


def work(s):
    """Reaping with sickles; sheaves stand behind."""
    p = s.p
    s.sun = (0.75, -0.55)
    _hills(s, 1240, 330, 20)
    ground(s, contour(690, 20, 4), mix(p.bright, p.earth, 0.45))
    for x in range(0, 1640, 150):
        sheaf(s, x + s.between(-30, 30), 770 + s.between(-12, 18), 110)
    _field(s, contour(745, 10, 9), 2, 110, mix(p.bright, p.haze, 0.12), 420, 1640)
    ground(s, contour(900, 10, 14), mix(p.earth, p.bright, 0.2))
    for _ in range(220):
        x, y = s.between(-10, 1610), s.between(905, 1067)
        s.line(seg(x, y, x + s.between(-4, 4), y - s.between(10, 26)), s.tone("#d9b45a", "#a8843a", "#8a7a3a"), 2.6)
    for x in range(990, 1700, 46):
        millet_plant(
            s,
            x + s.between(-8, 8),
            1015,
            s.between(340, 430),
            "#8a8238",
            s.tone(p.bright, light(p.bright, 0.2), "#c8922a"),
            -0.35,
        )
    person(s, 740, 1000, 450, "bend", 1, "#39587c", "#3a3d40", "scarf")
    s.line(poly((938, 908), (975, 890), (1005, 905), (1012, 940), closed=False), "#5b6062", 7)
    person(
        s,
        420,
        985,
        430,
        "stand",
        1,
        "#b83a2a",
        "#3d3f48",
        "kerchief",
        apron="#e6d8b4",
        nudge={"hand": (0.16, 0.6), "hand2": (0.2, 0.66)},
    )
    sheaf(s, 500, 850, 240)
    sheaf(s, 200, 1030, 260)
    sheaf(s, 300, 1045, 230)


def still(s):
    """Ears tied in a sheaf, a bowl and spilled grain on indigo cloth."""
    s.sun = (-0.72, -0.68)
    boards(s, "#9a7448", 5)
    cloth(s, [(180, 180), (800, 110), (1420, 200), (1470, 620), (1360, 960), (760, 1000), (200, 900)], "#2f4868", None)
    for _ in range(130):
        x, y = s.between(220, 1400), s.between(180, 930)
        for k in range(5):
            a = k * 1.257
            s.fill(oval(x + math.cos(a) * 7, y + math.sin(a) * 7, 3.4), "#dfe4e6", 0.5)
    disc(s, 1010, 400, 230, "#3b2c24", None, "#6b4a30")
    grain = lump(s.rng, 1010, 400, 188, 188, 0.01, 18)
    s.form(grain, "#e3b53c", "#8a5f1a", "#ffeaa0")
    s.inside(grain)
    for _ in range(2600):
        a, d = s.between(0, 6.28), 188 * math.sqrt(s.rng.random())
        x, y = 1010 + math.cos(a) * d, 400 + math.sin(a) * d
        s.fill(oval(x, y, 4.2), s.tone("#f0cb5a", "#d9a42f", "#c48f24", "#f7de8a"))
    s.done()
    for i in range(7):
        a = -0.95 + i * 0.2
        kx, ky = 420, 790
        s.line(seg(kx - 190 + i * 8, ky + 150 - i * 12, kx, ky, 6), s.tone("#b8963f", "#9a8a3f", "#d0b45a"), 7)
        ex, ey = kx + math.cos(a) * 150, ky + math.sin(a) * 130
        s.line(seg(kx, ky, ex, ey, -4), s.tone("#b8963f", "#9a8a3f"), 6)
    for i in (0, 6, 1, 5, 2, 4, 3):
        a = -0.95 + i * 0.2
        ex, ey = 420 + math.cos(a) * 150, 790 + math.sin(a) * 130
        s.shadow(leaf(ex, ey, 350, 60, a + 0.18), 12, 18, alpha=0.42, blur=8)
        millet_ear(s, ex, ey, 350, a, s.tone("#d9a02f", "#e6b44a", "#c48a24"), 0.4, width=0.088)
    s.line(seg(398, 764, 436, 822, 4), SEAL, 20)
    for _ in range(320):
        x, y = 1150 + abs(s.rng.gauss(0, 110)), 690 + s.rng.gauss(0, 70)
        s.form(oval(x, y, 4.6), s.tone("#f0cb5a", "#d9a42f", "#f7de8a"), "#8a5f1a", None)
    s.at(1270, 800, -0.6)
    scoop = poly((-60, -46), (70, -52), (90, 0), (70, 52), (-60, 46))
    s.shadow(scoop, 8, 10)
    s.form(scoop, WOOD, dark(WOOD, 0.6), light(WOOD, 0.35))
    s.form(lump(s.rng, 16, 0, 60, 36, 0.05), "#e3b53c", "#8a5f1a", "#ffeaa0")
    s.line(seg(-60, 0, -190, 4), dark(WOOD, 0.1), 24)
    s.done()


def village(s):
    """Three cave arches, maize and peppers drying, a millstone turning."""
    p = s.p
    s.sun = (0.7, -0.65)
    _hills(s, 1340, 210, 40)
    face = crest(420, 26, 151, 300)
    loess(s, face, p.mid, 880, 4, 120, 0.1)
    wall = poly((130, 840), (150, 500), (1450, 500), (1470, 840))
    s.form(wall, p.wall, dark(p.wall, 0.45), light(p.wall, 0.35), 0.5)
    for r in range(12):
        s.line(seg(140, 840 - r * 28, 1460, 840 - r * 28), dark(p.wall, 0.25), 1.5, 0.45)
    s.form(poly((120, 505), (140, 470), (1460, 470), (1480, 505)), "#6b625a", "#33302c", "#b8ab98")
    for i, tone in enumerate(("#3f5c86", "#b83a2a", "#3f5c86")):
        cave(s, 230 + i * 400, 840, 270, curtain=tone, glow=i == 1)
    for x in (520, 920):
        strings(s, x, 560, 2, 190, "#e0a92f", 17, 34)
        strings(s, x + 66, 560, 1, 170, "#b8301f", 12)
    ground(s, contour(850, 8, 4), light(p.earth, 0.15))
    bare(s, 90, 900, 150, 18, -1.4, dark(p.near, 0.3), 6)
    s.form(oval(800, 960, 220, 58), "#8f8778", "#4a453c", "#d9cfbb")
    s.form(oval(800, 935, 220, 58), "#b5ab98", "#6b6456", "#efe6d2")
    s.inside(oval(800, 935, 200, 48))
    for _ in range(420):
        x, y = s.between(600, 1000), s.between(885, 985)
        s.fill(oval(x, y, 3.4, 2.4), s.tone("#e6bd4a", "#d0962a", "#f5dd8a"))
    s.done()
    s.form(rect(760, 838, 120, 96, 16), "#a39a88", "#514b42", "#e9e0cc")
    s.form(oval(760, 886, 30, 48), "#8f8778", "#4a453c", None)
    s.line(seg(620, 874, 1010, 866), dark(WOOD, 0.1), 13)
    person(
        s,
        1090,
        1005,
        350,
        "pick",
        -1,
        "#39587c",
        "#3a3d40",
        "scarf",
        nudge={"hand": (0.24, 0.4), "hand2": (0.27, 0.42)},
    )
    person(s, 470, 1005, 340, "stoop", 1, "#b83a2a", "#3d3f48", "kerchief", apron="#e6d8b4")
    tray(s, 620, 1010, 110, flat=0.3)
    s.form(oval(620, 1006, 80, 20), "#e3b53c", "#9a6a1c", "#ffeaa0")
    sack(s, 1300, 1000, 120, 150, fill=heap("#e3b53c", "#fbe79a"))
    sack(s, 1400, 1010, 120, 160, fill=heap("#e3b53c", "#fbe79a"))
    bush(s, 1540, 860, 50, p.leaf)
    grass(s, contour(1040, 0, 4), 70, [p.leaf, p.bright], 24)
