"""Jinzhai, Anhui: spring tea in the rain and mist of the Dabie Mountains."""

import math

import skia

from ..baskets import basket, heap, pack
from ..fields import contour, ground, hedge, stairs
from ..figures import person
from ..forms import leaf, lump, oval, seg
from ..hills import crest, ridge
from ..houses import white
from ..interiors import hearth, room, shelf, steam, window
from ..palette import PAPER, dark, light, mix
from ..products import tea_sprig, tea_twist
from ..sky import birds, mist, rain, sky, smoke
from ..still_life import disc, flatlay, paper
from ..trees import bush, pine, spray

AZALEA = ("#c8485a", "#d8687a", "#b83a4e")


def _backdrop(s, seed=1):
    p = s.p
    sky(s, horizon=560, grain=True)
    s.layer(0.08)
    s.glow(420, 200, 420, p.sun, 0.5)
    ridge(s, crest(300, 100, seed + 2, 330, hump=(1080, 300, 110)), mix(p.far, p.haze, 0.45), 640, depth=230, folds=16)
    s.layer(0.15)
    ridge(s, crest(390, 90, seed + 8, 280, hump=(420, 260, 100)), p.far, 700, depth=220, folds=16, trees=30)
    mist(s, 470, 120, alpha=0.9, seed=seed)
    s.layer(0.25)
    ridge(s, crest(500, 60, seed + 17, 260), mix(p.far, p.mid, 0.6), 780, depth=200, folds=12, trees=70)
    mist(s, 590, 90, alpha=0.8, seed=seed + 5)


def _tea(s, lines, tone, lit=None):
    for k in range(len(lines) - 1):
        h = max(10, lines[k + 1](800) - lines[k](800))
        far = max(0, 0.55 - k * 0.09)
        hedge(s, lines[k], h * 1.05, mix(tone, s.p.haze, far), lit=mix(lit or s.p.bright, s.p.haze, far * 0.7))


def azalea(s, x, y, r):
    """An open five-petalled flower."""
    for k in range(5):
        a = k * 1.257 + s.between(-0.2, 0.2)
        tone = s.rng.choice(AZALEA)
        path = lump(s.rng, x + math.cos(a) * r * 0.5, y + math.sin(a) * r * 0.5, r * 0.56, r * 0.4, 0.1, 9, a)
        s.form(path, tone, dark(tone, 0.4), light(tone, 0.5), 0.6)
    for _ in range(6):
        a = s.between(0, 6.28)
        s.line(seg(x, y, x + math.cos(a) * r * 0.45, y + math.sin(a) * r * 0.45), "#f8dfe0", 2)


def land(s):
    """Clipped rows curling round the hill; white houses in the mist."""
    p = s.p
    _backdrop(s)
    s.layer(0.4)
    for x, y, w in ((980, 640, 120), (1080, 654, 140), (1200, 646, 104)):
        white(s, x, y, w)
    for x in (950, 1060, 1230, 1320, 1350):
        bush(s, x, 664, s.between(18, 30), mix(p.leaf, p.mid, 0.4))
    smoke(s, 1130, 560, 150, lean=50, width=8)
    for x in (1400, 1440, 1490, 1530, 180, 120, 70):
        pine(s, x, 690, s.between(90, 150), mix(p.near, p.mid, 0.4))
    s.layer(0.6)
    ground(s, contour(640, 90, 4, tilt=20), mix(p.leaf, p.earth, 0.3))
    _tea(s, stairs(650, 1010, 8, bend=130, seed=9, tilt=40), p.leaf)
    s.layer(0.85)
    person(s, 640, 930, 210, "pick", 1, "#b8464e", "#3a4048", "cone", load=pack(heap("#7fae4a"), size=0.34))
    person(s, 930, 900, 180, "pick", -1, "#3d5f7a", "#3a4048", "cone", load=pack(heap("#7fae4a"), size=0.34))
    hedge(s, contour(985, 60, 77), 110, p.leaf)
    s.layer(1.1)
    hedge(s, contour(1070, 20, 78), 150, dark(p.leaf, 0.2))
    for _ in range(46):
        x = s.between(-20, 1620)
        tea_sprig(
            s, x, 1040 + s.between(-20, 30), s.between(26, 44), -1.57 + s.between(-0.4, 0.4), mix(p.bright, p.leaf, 0.2)
        )
    birds(s, 640, 240, 4)


def work(s):
    """Pickers with back baskets in fine rain."""
    p = s.p
    _backdrop(s, 31)
    ground(s, contour(600, 50, 4), mix(p.leaf, p.earth, 0.35))
    _tea(s, stairs(610, 800, 4, bend=40, seed=21, tilt=-30), p.leaf)
    person(s, 300, 900, 300, "pick", 1, "#3d5f7a", "#3a4048", "cone", load=pack(heap("#7fae4a"), size=0.36))
    person(s, 1320, 890, 290, "pick", -1, "#d0a04a", "#3a4048", "cone", load=pack(heap("#7fae4a"), size=0.36))
    hedge(s, contour(850, -20, 41), 130, mix(p.leaf, p.haze, 0.08))
    person(
        s, 790, 1075, 560, "pick", 1, "#b8464e", "#35404c", "cone", load=pack(heap("#86b34c"), size=0.4), sleeves=True
    )
    hedge(s, contour(1030, 20, 43), 210, p.leaf)
    for _ in range(70):
        x = s.between(-20, 1620)
        tea_sprig(
            s,
            x,
            960 + s.between(-40, 70),
            s.between(34, 58),
            -1.57 + s.between(-0.4, 0.4),
            mix(p.bright, p.leaf, s.between(0, 0.4)),
        )
    spray(s, -40, 60, 460, 0.34, p.leaf, 54, 22, droop=0.1)
    spray(s, -40, 180, 300, 0.1, p.leaf, 48, 14, droop=0.1)
    for x, y in (
        (70, 90),
        (150, 150),
        (220, 165),
        (300, 205),
        (370, 235),
        (60, 200),
        (150, 215),
        (230, 235),
        (420, 262),
    ):
        azalea(s, x, y, s.between(30, 42))
    rain(s)


def still(s):
    """A tray of dry leaf, a cup, fresh sprigs on pale paper."""
    s.sun = (-0.72, -0.68)
    flatlay(s, "#cfd9c0")
    paper(s, 780, 560, 1180, 800, 0.05, "#f4f1e2")
    disc(s, 620, 520, 280, "#d8b676", "#a87f44", "#e6cd98")
    for _ in range(900):
        a, d = s.between(0, 6.28), 215 * s.rng.random() ** 0.6
        tea_twist(
            s,
            620 + math.cos(a) * d,
            520 + math.sin(a) * d,
            s.between(22, 44),
            s.tone("#3a4a2c", "#4f6236", "#2c3a24", "#6a7a44", "#586b3c"),
        )
    disc(s, 1080, 400, 138, "#eef0e6", "#5f8f9a", "#b9c46a")
    s.grade(oval(1080, 400, 112), (1000, 320), (1100, 420), PAPER, 0.5, 0.0)
    for x, y, a in ((1060, 420, 0.4), (1110, 380, 2.0), (1090, 440, 3.6)):
        tea_sprig(s, x, y, 40, a, "#8fae3f")
    disc(s, 1190, 690, 108, "#eef0e6", "#5f8f9a", "#aebd5c")
    s.grade(oval(1190, 690, 86), (1130, 630), (1200, 700), PAPER, 0.5, 0.0)
    for x, y, z, a in (
        (920, 760, 130, -0.9),
        (840, 860, 120, -2.2),
        (1010, 850, 110, 0.2),
        (300, 260, 120, 2.6),
        (1360, 560, 110, -1.2),
        (980, 620, 90, -2.0),
    ):
        s.shadow(leaf(x, y, z, z * 0.4, a), 10, 12, alpha=0.3, blur=8)
        tea_sprig(s, x, y, z, a, s.tone("#6fa03f", "#83b04a", "#5f9444"))
    for _ in range(60):
        tea_twist(s, s.between(760, 1300), s.between(700, 920), s.between(20, 38), s.tone("#3a4a2c", "#4f6236"))


def village(s):
    """Firing tea in an iron pan, rain light from the window."""
    p = s.p
    s.sun = (-0.8, -0.5)
    room(s, "#b9b39a", "#6a5a48", 800)

    def view(s):
        s.wash([("#cfe3d4", 1), ("#f3f6e2", 1)], [0, 1], (0, 150), (0, 480), rect=(300, 140, 460, 360))
        ridge(s, crest(300, 60, 5, 200), p.far, 520, depth=120)
        ridge(s, crest(390, 40, 9, 160), p.mid, 560, depth=100)
        for k in range(4):
            hedge(s, contour(420 + k * 26, 20, k), 24, p.leaf, 280, 800)

    window(s, 320, 160, 400, 310, view, light_to=(0.8, 1150))
    shelf(s, 1080, 330, 420, 6)
    for x in (860, 960):
        s.line(seg(x, 70, x, 170), "#5a4430", 3)
        basket(s, x, 240, 84, 60)
    person(
        s,
        640,
        960,
        600,
        "stir",
        1,
        "#3d5f7a",
        "#3a4048",
        "kerchief",
        apron="#e0d6be",
        nudge={"hand": (0.36, 0.44), "hand2": (0.42, 0.5)},
    )
    centres = hearth(s, 720, 1010, 640, 270, "#9a6a4e", 1, content="#5f7a34", pans=True)
    x, y = centres[0]
    for _ in range(150):
        tea_twist(
            s,
            x + s.between(-130, 130),
            y - 16 + s.between(-24, 14),
            s.between(12, 26),
            s.tone("#4f7a2c", "#6f9a3a", "#8fb04c", "#3f5f28"),
        )
    for _ in range(34):
        tea_twist(s, x + s.between(-150, 60), y - s.between(30, 170), s.between(12, 24), s.tone("#6f9a3a", "#8fb04c"))
    steam(s, x, y - 30, 480, 5, 110, 0.34)
    basket(s, 240, 1020, 260, 150, fill=heap("#86b34c", "#c8dc8a"), heap=0.2)
    basket(s, 1470, 1010, 200, 130, fill=heap("#5f7a3a"), heap=0.2)
    s.glow(540, 320, 600, "#fff6d8", 0.14, skia.BlendMode.kScreen)
