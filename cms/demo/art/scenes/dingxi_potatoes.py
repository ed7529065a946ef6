"""Dingxi, Gansu: a great dry sky over ringed hills; the potato lift."""

import math

from ..baskets import basket, bowl, sack
from ..fields import contour, flowers, furrows, grass, ground
from ..figures import person
from ..forms import lump, oval, poly, rect, seg
from ..hills import crest, loess, ridge
from ..houses import lattice, roof
from ..interiors import strings
from ..palette import PAPER, SEAL, WOOD, dark, light, mix
from ..products import tuber
from ..sky import birds, clouds, sky, smoke
from ..still_life import cloth, pane, tabletop
from ..trees import bush, poplar

SPUDS = ("#cfa468", "#c49558", "#d9b47a", "#b98a50")


def spuds(r=15):
    """A heap of potatoes."""

    def fill(s, x, y, rx, ry):
        for k in range(3):
            n = max(2, int(rx * 2 / (r * 2.1)) - k)
            for i in range(n):
                tuber(
                    s,
                    x - rx * (1 - 0.25 * k) + rx * (2 - 0.5 * k) * (i + 0.5) / n,
                    y + r * 0.2 - k * r * 0.85,
                    r,
                    s.rng.choice(SPUDS),
                    s.between(-0.5, 0.5),
                    1.2,
                    2,
                    False,
                )

    return fill


def ringed(s, line, foot, depth, tones, rings=9):
    """A hill striped by narrow fields along the contour."""
    from ..forms import Noise, under

    path = under(line, -80, 1680, foot, 8)
    s.fill(path, tones[0])
    noise = Noise(int(line(300)))
    s.inside(path)
    for k in range(rings):
        t0, t1 = k / rings, (k + 1) / rings

        def edge(x, t, k=k):
            return (
                line(x) * (1 - t * 0.62)
                + (line(800) + depth * t) * t * 0.62
                + depth * t * 0.38
                + noise(x / 210 + k, 2) * 10 * t
            )

        tone = tones[k % len(tones)]
        tops = [(x, edge(x, t0)) for x in range(-80, 1690, 26)]
        lows = [(x, edge(x, t1)) for x in range(1680, -90, -26)]
        strip = poly(*tops, *lows)
        s.fill(strip, tone)
        s.grade(strip, (0, tops[30][1]), (0, tops[30][1] + depth / rings), dark(tone, 0.35), 0.45, 0.0)
        s.line(poly(*tops, closed=False), dark(tone, 0.4), 2 + 3 * t0, 0.7)
        for _ in range(46):
            x = s.between(-60, 1660)
            y = edge(x, s.between(t0, t1))
            z = s.between(10, 40)
            s.line(
                seg(x, y, x + z, edge(x + z, t0) - edge(x, t0) + y), s.tone(light(tone, 0.3), dark(tone, 0.2)), 1.5, 0.5
            )
    s.done()
    s.grade(path, (0, min(t[1] for t in tops) - 200), (0, foot), s.p.haze, 0.25, 0.0)


def land(s):
    """Ringed hills in mauve, ochre and green beneath tall cloud."""
    p = s.p
    s.sun = (0.7, -0.6)
    sky(s, horizon=620)
    for x, y, z in ((330, 230, 1.0), (1180, 190, 1.25), (780, 330, 0.7)):
        for _ in range(9):
            cx, r = x + s.between(-170, 170) * z, s.between(40, 90) * z
            cloud = lump(s.rng, cx, y - s.between(0, 60) * z, r * 1.2, r * 0.8, 0.1)
            s.fill(cloud, "#fbf4e6", 0.95)
            s.grade(cloud, (cx, y - r), (cx, y + r * 0.5), mix(p.sky, p.far, 0.5), 0.0, 0.5)
    clouds(s, 430, 5, light(p.low, 0.4), 1.2)
    ridge(s, crest(520, 40, 101, 460), mix(p.far, p.haze, 0.3), 760, depth=160, folds=10)
    tones = [
        p.earth,
        mix(p.bright, p.haze, 0.2),
        mix(p.accent, p.haze, 0.45),
        light(p.earth, 0.3),
        mix(p.leaf, p.haze, 0.25),
    ]
    ringed(s, crest(600, 30, 105, 420, hump=(1150, 330, 110)), 900, 230, [mix(t, p.haze, 0.35) for t in tones], 8)
    for x in (420, 450, 486, 1010, 1040):
        poplar(s, x, 700, s.between(60, 100), mix(p.leaf, p.haze, 0.3))
    ringed(s, crest(730, 30, 109, 420, hump=(380, 380, 110)), 1150, 300, tones, 9)
    for x, y, w in ((930, 800, 80), (1020, 806, 100)):
        s.form(rect(x, y - 44, w, 44), p.wall, dark(p.wall, 0.5), light(p.wall, 0.3))
        roof(s, x - 4, y - 42, w + 8, 24, "#8f5a44", 0.1)
        s.fill(rect(x + w * 0.4, y - 30, 14, 30), dark(p.wall, 0.6))
    bank = contour(960, -30, 6)
    ground(s, bank, dark(p.leaf, 0.2))
    for _ in range(170):
        x, y = s.between(-20, 1620), s.between(950, 1080)
        for _ in range(5):
            s.fill(
                lump(s.rng, x + s.between(-24, 24), y + s.between(-16, 16), 15, 10, 0.25, 7),
                s.tone(p.leaf, dark(p.leaf, 0.25), mix(p.leaf, p.bright, 0.5)),
            )
    flowers(s, contour(950, -30, 6), 150, ["#c9b3e0", "#a98fc8", PAPER, "#e6dcef"], 110, 7)
    person(s, 690, 985, 235, "walk", 1, "#8a4a50", "#3d4048", "straw")
    birds(s, 600, 420, 4)


def work(s):
    """Lifting: forks, furrows and filled sacks."""
    p = s.p
    s.sun = (-0.7, -0.6)
    sky(s, "#a8b8c4", "#f6dcb4", horizon=560)
    s.glow(330, 400, 500, p.sun, 0.8)
    clouds(s, 210, 6, light(p.low, 0.4), 1.3)
    loess(s, crest(470, 50, 111, 360, hump=(1200, 300, 90)), mix(p.mid, p.haze, 0.3), 760, 5, 220)
    for x in (120, 160, 205, 1450, 1490):
        poplar(s, x, 640, s.between(130, 210), mix(p.leaf, p.haze, 0.15))
    furrows(s, 630, 1150, 800, [p.earth, dark(p.earth, 0.22), mix(p.earth, p.leaf, 0.25)], 22, 3800)
    for _ in range(150):
        t = s.rng.random() ** 0.7
        y = 660 + 380 * t
        x = 800 + s.between(-1, 1) * (300 + 900 * t)
        tuber(s, x, y, 3 + 13 * t, s.rng.choice(SPUDS), s.between(-1, 1), 1.25, 2)
    for x, y, z in ((300, 720, 170), (1280, 730, 160), (1050, 690, 120)):
        person(s, x, y, z, "bend", -1 if x > 800 else 1, s.tone("#3d5f7a", "#8a4a50"), "#44423c", "straw")
    sack(s, 1130, 860, 110, 150, fill=spuds(14))
    sack(s, 1220, 880, 120, 165, fill=spuds(15))
    person(s, 640, 1000, 470, "bend", 1, "#3d5f7a", "#44423c", "straw", sleeves=True)
    person(s, 1010, 1015, 430, "squat", -1, "#a8464a", "#3d4048", "kerchief", apron="#d9c8a8")
    basket(s, 860, 1030, 210, 110, "#b99a6a", fill=spuds(22), heap=0.25)
    sack(s, 330, 1030, 170, 230, fill=spuds(21))
    s.line(seg(470, 1030, 560, 640), dark(WOOD, 0.1), 11)
    for k in (-1, 0, 1):
        s.line(seg(470 + k * 16, 1030, 462 + k * 20, 1075), "#4a4f50", 6)


def still(s):
    """Potatoes tipped from a basket; a bowl of them steamed."""
    s.sun = (0.75, -0.6)
    tabletop(s, 380, "#8a6e54", "#8fa3ae")
    pane(s, 900, 40, 420, 290, -100)
    cloth(
        s,
        [(200, 700), (560, 560), (1100, 600), (1420, 700), (1360, 930), (700, 1000), (260, 920)],
        "#e6dcc8",
        "#7d6a9a",
        13,
    )
    basket(s, 470, 700, 420, 290, "#b99462", fill=spuds(58), heap=0.22)
    for x, y, r, a in (
        (760, 640, 74, 0.2),
        (900, 730, 84, -0.3),
        (690, 800, 80, 0.4),
        (560, 860, 66, -0.2),
        (1060, 650, 66, 0.1),
        (840, 880, 72, 0.1),
    ):
        tuber(s, x, y, r, s.rng.choice(SPUDS), a, 1.25, 8)
    bowl(s, 1170, 730, 160, "#e9ecec", None, band="#3d6a9a")
    for x, y, r in ((1100, 720, 58), (1230, 715, 60), (1165, 684, 64)):
        tuber(s, x, y, r, "#dcbf8a", s.between(-0.3, 0.3), 1.1, 3, False)
        s.fill(lump(s.rng, x + 6, y - 12, r * 0.5, r * 0.3, 0.25), "#f8ecc8")
    smoke(s, 1150, 650, 330, PAPER, 0.4, 40, 22)
    smoke(s, 1210, 650, 280, PAPER, 0.35, -30, 18)
    for x, y in ((1010, 860), (1050, 880), (980, 900)):
        for k in range(5):
            a = k * 1.257
            s.fill(lump(s.rng, x + math.cos(a) * 12, y + math.sin(a) * 12, 11, 9, 0.1), "#b9a3d8")
        s.fill(oval(x, y, 7), "#e8c24a")


def village(s):
    """A packed-earth farmyard; the cellar is filled before frost."""
    p = s.p
    s.sun = (0.7, -0.6)
    sky(s, horizon=560)
    clouds(s, 180, 6, PAPER, 1.5, 0.85)
    tones = [
        mix(t, p.haze, 0.25)
        for t in (p.earth, mix(p.bright, p.haze, 0.2), mix(p.accent, p.haze, 0.45), light(p.earth, 0.3))
    ]
    ringed(s, crest(520, 30, 121, 420, hump=(900, 380, 130)), 840, 260, tones, 8)
    ground(s, contour(790, 6, 4), mix(p.earth, p.haze, 0.25))
    for x in (60, 110, 170):
        poplar(s, x, 830, s.between(330, 470), p.leaf)
    s.form(rect(-60, 690, 1750, 130), p.wall, dark(p.wall, 0.4), light(p.wall, 0.3), 0.4)
    for x, w, h in ((300, 560, 270), (1120, 420, 220)):
        s.form(rect(x, 840 - h, w, h), light(p.wall, 0.15), dark(p.wall, 0.5), light(p.wall, 0.5), 0.6)
        for k in (0.08, 0.64):
            lattice(s, x + w * k, 840 - h * 0.72, w * 0.26, h * 0.42, "#4a6a70", "#e9dfc4", 4)
        s.fill(rect(x + w * 0.41, 840 - h * 0.75, w * 0.17, h * 0.75), "#7a3a2c")
        s.fill(rect(x + w * 0.385, 840 - h * 0.7, w * 0.022, h * 0.5), SEAL)
        s.fill(rect(x + w * 0.582, 840 - h * 0.7, w * 0.022, h * 0.5), SEAL)
        roof(s, x - 16, 850 - h, w + 32, h * 0.34, "#9a5f46", 0.1, 0.03, 0.9)
    strings(s, 330, 620, 3, 130, "#d9a02f", 13, 26)
    strings(s, 770, 620, 3, 120, "#b83a2a", 10, 26)
    mound = lump(s.rng, 1060, 905, 170, 84, 0.04, 14)
    s.form(mound, p.earth, dark(p.earth, 0.5), light(p.earth, 0.35))
    s.fill(oval(1060, 885, 66, 30), "#2b2018")
    s.line(oval(1060, 885, 72, 34), "#a89a86", 10)
    for i, x in enumerate((560, 640, 720, 610, 690)):
        sack(s, x, 930 + (i > 2) * 40, 96, 130, fill=spuds(13))
    person(s, 860, 990, 350, "stoop", 1, "#3d5f7a", "#44423c", "cap")
    person(
        s,
        1260,
        1000,
        350,
        "walk",
        -1,
        "#a8464a",
        "#3d4048",
        "kerchief",
        apron="#d9c8a8",
        load=lambda s, x, y, k: basket(s, x, y + 0.14 * k, 0.28 * k, 0.26 * k, fill=spuds(13)),
    )
    person(s, 430, 1000, 330, "squat", 1, "#6a5a80", "#3a3d40", "straw")
    for _ in range(20):
        tuber(s, s.between(500, 620), s.between(990, 1030), 13, s.rng.choice(SPUDS), s.between(-1, 1), 1.2, 2)
    bush(s, 1540, 850, 60, p.leaf)
    grass(s, contour(1040, 0, 4), 120, [p.leaf, p.bright], 28)
