"""Chaotian, Guangyuan, Sichuan: walnut trees above a deep gorge in early autumn rain."""

import math

from ..baskets import basket, pack
from ..crops import kernel, walnut
from ..fields import contour, grass, ground, row, stairs, terraces
from ..figures import person
from ..forms import leaf, lump, oval, poly, rect, seg, smooth
from ..hills import crest, ridge, river, strokes
from ..houses import lantern, planks, roof, wall
from ..palette import PAPER, WOOD, dark, light, mix
from ..sky import birds, clouds, mist, rain, sky, smoke
from ..still_life import big_leaf, boards, cloth, paper
from ..trees import bush, orchard, spray

HUSK = ("#7f9440", "#8fa04a", "#6f8438")
SHELL = ("#b98a55", "#c29762", "#a87a48")


def nuts(r=12):
    """A heap of walnuts."""

    def fill(s, x, y, rx, ry):
        for k in range(4):
            n = max(2, int(rx * 2 / (r * 1.8)) - k)
            for i in range(n):
                walnut(
                    s,
                    x - rx * (1 - 0.2 * k) + rx * (2 - 0.4 * k) * (i + 0.5) / n,
                    y + r * 0.3 - k * r * 0.9,
                    r,
                    s.rng.choice(SHELL),
                    False,
                    s.between(0, 3),
                )

    return fill


def _cliff(s, points, tone):
    """A rock wall with hatching."""
    path = smooth(points, tension=0.5)
    s.form(path, tone, dark(tone, 0.5), light(tone, 0.4), 0.75, 0.4)
    box = path.getBounds()
    for _ in range(60):
        x, y, z = s.between(box.left(), box.right()), s.between(box.top(), box.bottom()), s.between(40, 150)
        s.inside(path)
        face = poly((x, y), (x + z * 0.16, y + z * 0.2), (x + z * 0.2, y + z), (x - z * 0.06, y + z * 0.8))
        s.grade(face, (x, y), (x, y + z), s.tone(dark(tone, 0.4), light(tone, 0.45)), 0.55, 0.05)
        s.done()
    strokes(s, path, dark(tone, 0.45), int(box.height() / 3), 80, 1.5, 2.2, 0.4)
    s.inside(path)
    for _ in range(26):
        x, y, n = s.between(box.left(), box.right()), s.between(box.top(), box.bottom()), s.rng.randint(4, 12)
        for i in range(n):
            bush(
                s,
                x + i * 10 + s.between(-4, 4),
                y + i * 4 + s.between(-5, 5),
                s.between(5, 13),
                mix(s.p.leaf, tone, s.between(0.25, 0.6)),
            )
    s.wash(
        [(s.p.haze, 0), (s.p.haze, 0.7)],
        [0, 1],
        (0, box.top() + box.height() * 0.4),
        (0, box.bottom()),
        rect=(box.left(), box.top(), box.width(), box.height()),
    )
    s.done()


def land(s):
    """The gorge, a river far below, walnut trees on the ledges."""
    p = s.p
    s.sun = (-0.6, -0.8)
    sky(s, horizon=520)
    s.glow(820, 240, 480, p.sun, 0.6)
    clouds(s, 140, 5, PAPER, 1.4, 0.7)
    ridge(s, crest(300, 110, 161, 300, hump=(820, 240, 40)), mix(p.far, p.haze, 0.5), 640, depth=240, folds=16)
    ridge(s, crest(390, 80, 165, 240), mix(p.far, p.haze, 0.15), 700, depth=200, folds=14, trees=30)
    mist(s, 540, 110, alpha=0.85, seed=3)
    _cliff(
        s,
        [(-60, 220), (180, 260), (330, 360), (420, 560), (560, 720), (640, 900), (-60, 1000)],
        mix(p.mid, p.far, 0.45),
    )
    _cliff(
        s,
        [(1660, 180), (1430, 250), (1290, 360), (1210, 540), (1060, 700), (960, 900), (1660, 1000)],
        mix(p.mid, p.far, 0.3),
    )
    mist(s, 700, 80, alpha=0.6, seed=6)
    s.wash(
        [(mix(p.haze, p.far, 0.4), 1), (mix(p.leaf, p.far, 0.5), 1)],
        [0, 1],
        (0, 690),
        (0, 1000),
        rect=(400, 690, 800, 420),
    )
    mist(s, 700, 60, alpha=0.9, seed=16)
    river(
        s,
        [(790, 700), (830, 750), (770, 820), (850, 900), (800, 990), (830, 1120)],
        [8, 20, 34, 54, 80, 120],
        "#b4cdc6",
    )
    mist(s, 800, 60, alpha=0.4, seed=8)
    for pts in (
        [(-90, 640), (150, 668), (380, 740), (600, 850), (740, 990), (760, 1160), (-90, 1160)],
        [(1690, 640), (1480, 668), (1260, 750), (1040, 850), (900, 980), (850, 1160), (1690, 1160)],
    ):
        area = smooth(pts, tension=0.7)
        s.form(area, mix(p.leaf, p.earth, 0.25), dark(p.leaf, 0.6), p.bright, 0.6, 0.35)
        strokes(s, area, dark(p.leaf, 0.45), 160, 40, 1.4, 2.2, 0.4)
        strokes(s, area, p.bright, 120, 26, 1.5, 2.0, 0.4)
        s.inside(area)
        for _ in range(70):
            x, y = s.between(0, s.w), s.between(660, 1000)
            bush(s, x, y, s.between(8, 22), s.tone(p.leaf, mix(p.leaf, p.mid, 0.4), "#b09a3c", "#c28a3a"))
        s.done()
    for x, y, z in ((90, 720, 330), (330, 800, 260), (1270, 830, 270), (1490, 760, 360)):
        orchard(s, x, y, z, HUSK, mix(p.leaf, "#b8983a", s.between(0.1, 0.5)), 22, matte=True)
    for x, y, w in ((1330, 760, 120), (1440, 745, 100)):
        planks(s, x, y - 50, w, 60, p.wall)
        roof(s, x - 4, y - 48, w + 8, 44, "#5a6264", 0.12)
    bank = contour(985, 70, 9)
    ground(s, bank, dark(p.leaf, 0.3))
    grass(s, bank, 380, [p.leaf, p.bright, p.earth], 40, drop=80)
    orchard(s, 520, 1020, 560, HUSK, p.leaf, 34, density=1.4, matte=True)
    person(s, 900, 1015, 260, "walk", 1, "#9c4a38", "#3a4044", "straw", load=pack(nuts(8), size=0.36))
    birds(s, 860, 330, 5)


def work(s):
    """Beating the tree with a long pole; gathering into baskets."""
    p = s.p
    s.sun = (0.7, -0.7)
    sky(s, horizon=560)
    s.glow(1250, 220, 480, p.sun, 0.8)
    ridge(s, crest(330, 110, 171, 320, hump=(1150, 280, 70)), mix(p.far, p.haze, 0.35), 700, depth=240, folds=16)
    ridge(s, crest(470, 70, 175, 260), mix(p.mid, p.far, 0.45), 800, depth=220, folds=12, trees=60)
    mist(s, 640, 100, alpha=0.85, seed=4)
    lines = stairs(690, 900, 3, bend=60, seed=31, tilt=-60)
    terraces(
        s,
        lines,
        [mix(p.leaf, p.bright, 0.5), mix(p.bright, p.earth, 0.4)],
        p.earth,
        lip=light(p.bright, 0.3),
        each=lambda k, line, h: row(
            s,
            lambda x: line(x) + 26,
            -40,
            1640,
            240,
            lambda x, y: orchard(s, x, y, 120 + 30 * k, HUSK, mix(p.leaf, p.haze, 0.2), 8, matte=True),
        ),
    )
    ground(s, contour(880, 20, 5), mix(p.leaf, p.earth, 0.35))
    orchard(s, 900, 970, 900, HUSK, p.leaf, 60, density=1.6, squat=1.3, matte=True)
    grass(s, contour(900, 20, 5), 260, [p.leaf, p.bright, p.earth], 24, drop=150)
    s.line(seg(620, 900, 890, 250), "#c9a86a", 8)
    person(
        s,
        560,
        990,
        460,
        "reach",
        1,
        "#3d5a6e",
        "#45433c",
        "cap",
        apron=None,
        nudge={"hand": (0.2, 0.66), "hand2": (0.26, 0.84)},
    )
    for _ in range(24):
        x, y = s.between(650, 1150), s.between(480, 960)
        s.form(lump(s.rng, x, y, 12, 12, 0.05), s.rng.choice(HUSK), "#2f3a1c", "#e0e8a0")
    for _ in range(16):
        a, x, y = s.between(0, 6), s.between(560, 1250), s.between(420, 960)
        s.fill(leaf(x, y, 34, 9, a), s.tone(p.bright, "#c9a53a", p.leaf))
    person(s, 1130, 1005, 420, "bend", -1, "#a8503a", "#3a3d44", "kerchief", apron="#d9cfb8")
    basket(s, 960, 1035, 160, 96, fill=nuts(15), heap=0.3)
    basket(s, 1360, 1030, 190, 130, fill=nuts(17), heap=0.3)
    for _ in range(60):
        walnut(
            s, s.between(300, 1400), s.between(960, 1060), s.between(9, 13), s.rng.choice(SHELL), True, s.between(0, 3)
        )


def still(s):
    """Shells, halves and green husks on slate and paper."""
    s.sun = (-0.72, -0.68)
    boards(s, "#6a6a64", 4)
    paper(s, 760, 560, 1100, 780, 0.04, "#f1ead8")
    cloth(s, [(1120, 90), (1540, 130), (1580, 480), (1380, 560), (1160, 420)], "#7a4a38", "#e0cfae", 7)
    for x, y, z, a in ((300, 330, 230, -0.4), (330, 780, 240, 0.6), (1000, 250, 210, -0.2)):
        big_leaf(s, x, y, z, z * 0.22, a, s.tone("#6f8438", "#7f9440", "#8a7a34"))
        big_leaf(s, x + 20, y + 30, z * 0.8, z * 0.18, a + 0.7, s.tone("#6f8438", "#95803a"))
    for x, y, r in ((480, 330, 108), (690, 280, 100), (360, 540, 104), (610, 500, 116), (860, 420, 104)):
        walnut(s, x, y, r, s.rng.choice(SHELL), True, s.between(-0.6, 0.6))
    kernel(s, 820, 660, 118, 0.3)
    kernel(s, 1060, 590, 108, -0.5)
    kernel(s, 560, 740, 110, 1.2)
    for x, y, a in ((990, 830, 0.4), (1130, 790, 1.3), (790, 870, 2.4), (1220, 690, 0.1)):
        kernel(s, x, y, 66, a, False)
    for x, y, r in ((1300, 800, 92), (1180, 930, 84)):
        s.shadow(oval(x, y, r, r), 16, 20)
        s.form(lump(s.rng, x, y, r, r * 0.96, 0.03), "#7f9440", "#39481c", "#dbe39a")
        for _ in range(60):
            a, d = s.between(0, 6.28), r * math.sqrt(s.rng.random()) * 0.95
            s.fill(oval(x + math.cos(a) * d, y + math.sin(a) * d, 2), "#c9d48a", 0.7)
    for _ in range(26):
        s.form(
            poly(
                *[
                    (u + s.between(-9, 9), v + s.between(-9, 9))
                    for u, v in [(s.between(420, 1100), s.between(560, 920))] * 3
                ]
            ),
            "#b08250",
            "#5a3a20",
            None,
        )


def village(s):
    """Stone-roofed houses after rain, nuts drying on mats."""
    p = s.p
    s.sun = (-0.7, -0.65)
    sky(s, "#98a8ae", "#dfe0d4", horizon=560)
    ridge(s, crest(260, 120, 181, 300, hump=(500, 260, 80)), mix(p.far, p.haze, 0.4), 660, depth=260, folds=16)
    ridge(s, crest(420, 80, 185, 240), mix(p.mid, p.far, 0.5), 760, depth=230, folds=12, trees=80)
    mist(s, 560, 120, alpha=0.9, seed=6)
    for x, y, w in ((60, 690, 200), (1300, 680, 220), (1150, 660, 140)):
        planks(s, x, y - 90, w, 100, mix(p.wall, p.haze, 0.2))
        roof(s, x - 8, y - 84, w + 16, 80, mix("#5a6264", p.haze, 0.25), 0.1)
    for x in (20, 290, 1120, 1540):
        bush(s, x, 700, s.between(36, 60), mix(p.leaf, p.mid, 0.4))
    wall(s, -80, 800, 1760, 100, "#8f948e")
    ground(s, contour(800, 4, 4), mix(p.wall, p.haze, 0.35))
    wall(s, 330, 850, 700, 110, "#8f948e")
    planks(s, 340, 560, 680, 190, p.wall, 24)
    s.fill(rect(600, 590, 150, 260), dark(p.wall, 0.65))
    for x in (400, 850):
        s.fill(rect(x, 600, 120, 110), "#e6b76a")
        s.line(rect(x, 600, 120, 110), dark(WOOD, 0.4), 9)
        for k in (1, 2):
            s.line(seg(x + 40 * k, 600, x + 40 * k, 710), dark(WOOD, 0.4), 5)
    roof(s, 300, 580, 760, 190, "#535c5e", 0.12, 0.06, 0.82)
    lantern(s, 575, 640, 22)
    lantern(s, 775, 640, 22)
    smoke(s, 880, 400, 240, lean=70, width=16)
    orchard(s, 1290, 900, 560, HUSK, p.leaf, 40, density=1.4, matte=True)
    mat = poly((330, 900), (960, 900), (1050, 1020), (230, 1020))
    s.form(mat, "#cfae72", "#7a5a30", "#f0dcae")
    s.inside(mat)
    for _ in range(200):
        t = s.rng.random()
        walnut(s, s.between(260, 1020), 908 + 104 * t, 8 + 4 * t, s.rng.choice(SHELL), False, s.between(0, 3))
    s.done()
    person(s, 300, 1010, 340, "stoop", 1, "#3d5a6e", "#45433c", "cap")
    s.line(seg(392, 822, 560, 960), dark(WOOD, 0.25), 9)
    for k in range(-3, 4):
        s.line(seg(548 + k * 7, 952 - k * 4, 566 + k * 7, 968 - k * 4), dark(WOOD, 0.2), 4)
    person(s, 1010, 1015, 330, "squat", -1, "#a8503a", "#3a3d44", "turban", apron="#d9cfb8")
    basket(s, 1150, 1030, 160, 100, fill=nuts(15), heap=0.3)
    rain(s, count=150, alpha=0.28)
    spray(s, -30, 30, 420, 0.4, p.leaf, 110, 16, HUSK, 30, droop=0.1, width=0.3)
