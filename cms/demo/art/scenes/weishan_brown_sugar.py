"""Weishan, Yunnan: sugar cane on red earth, boiling pans, the old gate tower."""

import skia

from ..baskets import basket, bowl, heap
from ..ears import cane, cane_plant
from ..fields import contour, grass, ground, row, stairs, terraces
from ..figures import person
from ..forms import lump, poly, rect, seg
from ..hills import crest, ridge
from ..houses import lantern, roof, white
from ..interiors import bench, hearth, room, shelf, steam, window
from ..palette import PAPER, WOOD, dark, light, mix
from ..products import sugar
from ..sky import birds, clouds, mist, sky
from ..still_life import big_leaf, pane, tabletop
from ..trees import bush


def land(s):
    """Blocks of cane and red soil under clear winter light."""
    p = s.p
    s.sun = (0.8, -0.6)
    sky(s, horizon=560)
    clouds(s, 190, 7, PAPER, 1.5, 0.85, 80)
    ridge(s, crest(370, 80, 51, 420, hump=(420, 340, 90)), mix(p.far, p.haze, 0.25), 700, depth=240, folds=16)
    ridge(s, crest(460, 60, 57, 300, hump=(1250, 300, 80)), p.mid, 760, depth=220, folds=14, trees=40)
    mist(s, 590, 60, alpha=0.5)

    def plant(k, line, h):
        if k % 2 == 0:
            row(
                s,
                lambda x: line(x) + h * 0.55,
                -40,
                1640,
                13 + k * 4,
                lambda x, y: cane_plant(s, x, y, 34 + h * 0.9, "#9a7a5a", mix(p.leaf, p.haze, max(0, 0.3 - k * 0.08))),
            )

    lines = stairs(600, 930, 5, bend=-50, seed=14, tilt=-30)
    terraces(
        s,
        lines,
        [p.earth, mix(p.bright, p.earth, 0.25), dark(p.earth, 0.1)],
        dark(p.earth, 0.25),
        lip=light(p.earth, 0.3),
        each=plant,
    )
    for x, y, w in ((640, 690, 150), (800, 700, 180), (980, 694, 140), (720, 716, 130)):
        white(s, x, y, w, horse=False)
    for x in (600, 650, 930, 1120, 1150):
        bush(s, x, 712, s.between(18, 32), mix(p.leaf, p.mid, 0.4))
    bank = contour(930, 20, 8)
    ground(s, bank, dark(p.earth, 0.12))
    for x in list(range(-30, 430, 62)) + list(range(1210, 1660, 62)):
        cane_plant(
            s,
            x + s.between(-12, 12),
            1090,
            s.between(480, 680) * (1.1 - 0.25 * abs(abs(x - 800) / 800 - 1)),
            "#8a6a72",
            p.leaf,
        )
    person(s, 760, 985, 250, "walk", 1, "#33597a", "#3a3d44", "straw")
    for k in range(7):
        s.line(seg(650, 768 + k * 5, 900, 744 + k * 6), s.tone("#8a6a72", "#a3825a", "#7a8a4a"), 5)
    grass(s, contour(1030, 0, 2), 200, [p.leaf, p.bright, dark(p.leaf, 0.4)], 46)
    birds(s, 700, 240, 6)


def work(s):
    """Three pans boiling down, two sugar makers in the steam."""
    s.sun = (-0.8, -0.5)
    room(s, "#c9b08c", "#6f4a38", 780)
    window(
        s,
        160,
        170,
        280,
        270,
        lambda s: (
            s.wash([("#a8cfd0", 1), ("#eef0d8", 1)], [0, 1], (0, 170), (0, 440), rect=(160, 170, 280, 270)),
            [cane_plant(s, x, 460, 230) for x in (200, 270, 340, 410)],
        ),
        light_to=(0.75, 1100),
    )
    shelf(s, 1130, 350, 380, 5)
    for x in (620, 700, 780, 860, 940):
        s.line(seg(x, 60, x, 150), "#5a4430", 3)
        basket(s, x, 206, 66, 46)
    person(s, 640, 880, 520, "stir", 1, "#3d6178", "#3d3d3a", "cap", apron="#d9cfb8")
    centres = hearth(s, 380, 1000, 1100, 230, "#a4573c", 3, content="#7a3a1c")
    for k, (x, y) in enumerate(centres):
        steam(s, x, y - 24, 470, 4, 90, 0.34 if k != 1 else 0.5)
    s.line(seg(800, 545, 930, 750), dark(WOOD, 0.1), 12)
    person(s, 1210, 880, 500, "stir", -1, "#a8503a", "#44443c", "straw", apron="#e6dcc4")
    s.line(seg(1060, 560, 960, 752), dark(WOOD, 0.1), 12)
    hearth(s, 380, 1000, 1100, 230, "#a4573c", 3, content="#7a3a1c")
    for x, y in centres:
        steam(s, x, y - 30, 420, 3, 100, 0.3)
    for i in range(4):
        sugar(s, 90 + i * 62, 1010 - (i % 2) * 4, 52, 40)
    s.glow(930, 760, 600, "#ffd9a0", 0.2, skia.BlendMode.kScreen)


def still(s):
    """Blocks of sugar with cane on a table by the window."""
    s.sun = (-0.8, -0.55)
    tabletop(s, 400, "#7d5138", "#c6cdb9")
    pane(s, 200, 60, 420, 300, 90)
    pane(s, 560, 520, 520, 300, 240)
    for x, y, a in ((1050, 460, -0.1), (1040, 520, -0.02), (1020, 430, 0.12)):
        cane(s, x, y, 760, 56, a, s.tone("#6f5068", "#7d5f4f", "#5f6a48"))
    big_leaf(s, 250, 770, 900, 150, -0.1, "#4f7d3c", 0.04)
    big_leaf(s, 1240, 870, 760, 120, 3.3, "#68924a", 0.04)
    for x, y, w, h in ((500, 640, 210, 120), (770, 650, 200, 120), (640, 512, 205, 118), (1010, 760, 190, 112)):
        sugar(s, x, y, w, h, 0.34, s.tone("#8f4a22", "#7f3f1e", "#9a5528"))
    sugar(s, 480, 830, 150, 90, 0.36, "#9a5226")
    bowl(s, 830, 780, 120, "#e9e4d6", heap("#a05a2c", "#d69a5c"), band="#3d6a80")
    for _ in range(60):
        x, y = s.between(380, 1250), s.between(800, 960)
        s.form(
            lump(s.rng, x, y, s.between(3, 10), s.between(3, 7), 0.3, 6),
            s.tone("#8f4a22", "#b06a34", "#c98a50"),
            "#4a2410",
            "#f0c890",
        )


def village(s):
    """The gate tower and the market street."""
    p = s.p
    s.sun = (0.7, -0.7)
    sky(s, horizon=640)
    clouds(s, 170, 6, PAPER, 1.4, 0.85, 70)
    ridge(s, crest(470, 80, 61, 400), mix(p.far, p.haze, 0.2), 780, depth=220, folds=12)
    ground(s, contour(800, 0, 5), mix(p.earth, "#cbb59a", 0.6))
    base = "#a8765a"
    s.form(poly((510, 850), (545, 520), (1055, 520), (1090, 850)), base, dark(base, 0.5), light(base, 0.3))
    for r in range(17):
        s.line(seg(512, 850 - r * 20, 1088, 850 - r * 20), dark(base, 0.35), 1.6, 0.5)
    arch = poly((715, 850), (715, 700), (740, 650), (800, 628), (860, 650), (885, 700), (885, 850))
    s.fill(arch, "#3a2a24")
    s.inside(arch)
    s.glow(800, 850, 150, "#f3d9a8", 0.8)
    s.done()
    for w, y in ((470, 515), (400, 400)):
        s.form(rect(800 - w / 2, y - 88, w, 90), "#8f3a2a", "#4a1a14", "#d9806a")
        for i in range(9):
            x = 800 - w / 2 + w * i / 8
            s.line(seg(x, y, x, y - 88), "#5a2018", 9)
        s.fill(rect(800 - w / 2, y - 20, w, 8), "#d9b26a")
        roof(s, 800 - w * 0.6, y - 72, w * 1.2, 74, "#4a5450", 0.24, 0.06, 0.66)
    s.fill(rect(735, 436, 130, 42), "#22281f")
    s.fill(rect(742, 442, 116, 30), "#c9a24a")
    for x, w in ((-60, 330), (230, 270), (1110, 270), (1350, 330)):
        white(s, x, 880, w, w * 0.86, horse=False, tile="#4f5a58")
    for x, y in ((470, 640), (1130, 640), (60, 660), (1540, 660)):
        lantern(s, x, y, 24)
    for x, tone in ((250, "#d9cfb8"), (1180, "#3d6178")):
        s.form(
            poly((x - 30, 770), (x + 250, 770), (x + 290, 826), (x - 70, 826)), tone, dark(tone, 0.4), light(tone, 0.4)
        )
        for k in (0, 1):
            s.line(seg(x - 40 + 300 * k, 826, x - 40 + 300 * k, 985), "#5a4030", 7)
        bench(s, x - 40, 990, 300, 92)
        for i in range(4):
            sugar(s, x - 14 + i * 62, 894, 48, 36)
            if i < 3:
                sugar(s, x + 16 + i * 62, 858, 48, 34)
    person(s, 150, 985, 300, "stand", 1, "#3d6178", "#44443c", "turban", apron="#e6dcc4")
    person(
        s,
        640,
        1000,
        290,
        "walk",
        1,
        "#b8553a",
        "#3a3d44",
        "kerchief",
        load=lambda s, x, y, k: basket(s, x, y + 0.14 * k, 0.28 * k, 0.27 * k),
    )
    person(s, 930, 985, 270, "walk", -1, "#4a5a48", "#4a4238", "straw")
    person(s, 1090, 1000, 290, "pick", 1, "#6a4a6a", "#3a3d44", "blue")
    s.grade(rect(-80, 850, 1760, 300), (0, 850), (0, 1067), dark(p.earth, 0.5), 0.0, 0.4)
