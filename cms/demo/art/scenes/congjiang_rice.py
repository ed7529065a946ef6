"""Congjiang, Guizhou: golden terraces, drum tower and rice racks at dawn."""

import math

from ..baskets import basket, heap, pack, pole
from ..ears import rice_clump, rice_ear, sheaf
from ..fields import contour, grass, ground, shimmer
from ..figures import person
from ..forms import band, curve, leaf, lump, oval, poly, seg, under
from ..hills import crest, ridge
from ..houses import drum_tower, stilt
from ..palette import PAPER, WOOD, dark, light, mix
from ..sky import birds, clouds, mist, sky, smoke, sun
from ..still_life import cloth, disc, flatlay
from ..trees import bamboo, bush

INDIGO = "#2c3a5c"


def _dawn(s, x=520, y=300, seed=0):
    p = s.p
    sky(s, horizon=600)
    s.layer(0.05)
    sun(s, x, y, 66, p.sun, 6)
    clouds(s, 190, 5, light(p.low, 0.4), 1.2)
    s.layer(0.1)
    ridge(s, crest(360, 110, 201 + seed, 340, hump=(1100, 300, 90)), mix(p.far, p.haze, 0.45), 680, depth=240, folds=16)
    s.layer(0.18)
    ridge(s, crest(460, 80, 205 + seed, 280), p.far, 740, depth=220, folds=14, trees=40)
    mist(s, 570, 110, alpha=0.9, seed=seed + 3)


def steps(top, foot, count, seed, lobes=1.0, tilt=0.0, ease=1.55):
    """Contour lines that wrap round spurs and coves, near-parallel."""

    def make(k):
        t = (k / count) ** ease

        def line(x):
            u = x + 60 * math.sin(k * 0.35 + seed)
            wave = math.sin(u / 210 + seed) + 0.55 * math.sin(u / 97 + seed * 2.3 + k * 0.12)
            return top + (foot - top) * t + lobes * wave * (16 + 34 * t) + tilt * (x - 800) / 800

        return line

    return [make(k) for k in range(count + 2)]


def paddies(s, lines, x0=-80, x1=1680, haze=0.5, water=4):
    """Curving rice steps: gold, green and flooded, each on its earth wall."""
    p = s.p
    for k in range(len(lines) - 1):
        a, b = lines[k], lines[k + 1]
        h = max(7.0, b(800) - a(800))
        flooded = k % water == 2
        far = max(0.0, haze * (1 - k / (len(lines) * 0.8)))
        tone = mix(
            mix(p.low, p.sky, 0.42) if flooded else s.tone(p.bright, mix(p.bright, p.leaf, 0.35), light(p.bright, 0.2)),
            p.haze,
            far,
        )
        s.fill(band(a, lambda x, b=b, h=h: b(x) + h, x0, x1), tone)
        s.inside(band(a, b, x0, x1))
        if flooded:
            shimmer(s, band(a, b, x0, x1), [PAPER, p.sun, mix(p.far, p.sky, 0.5), mix(p.far, p.low, 0.5)], 60, 110)
        else:
            for _ in range(int(420 - k * 10)):
                x, t = s.between(x0, x1), s.rng.random()
                z = h * s.between(0.24, 0.42)
                s.fill(
                    leaf(x, a(x) + (b(x) - a(x)) * t, z, z * 0.17, -1.57 + s.between(-0.6, 0.6)),
                    s.tone(light(tone, 0.45), dark(tone, 0.24), mix(tone, p.leaf, 0.4)),
                    0.85,
                )
        s.done()
        wall = band(lambda x, b=b, h=h: b(x) - h * 0.22, lambda x, b=b, h=h: b(x) + h * 0.14, x0, x1)
        soil = mix(mix(p.near, p.earth, 0.25), p.haze, far)
        s.fill(wall, soil)
        s.inside(wall)
        for _ in range(150):
            x = s.between(x0, x1)
            s.line(
                seg(x, b(x) - h * 0.22, x + s.between(-3, 3), b(x) + h * 0.1),
                s.tone(mix(p.leaf, p.haze, far), light(soil, 0.3), dark(soil, 0.3)),
                max(1.2, h * 0.05),
                0.7,
            )
        s.done()
        s.line(
            poly(*curve(lambda x, b=b, h=h: b(x) - h * 0.22, x0, x1, 14), closed=False),
            mix(p.bright, PAPER, 0.55),
            max(1.3, h * 0.055),
            0.9,
        )


def rack(s, x, y, w, h, bars=7):
    """A Dong drying rack: a tall ladder hung with sheaves of rice."""
    for px in (x, x + w):
        s.line(seg(px, y, px, y - h), dark(WOOD, 0.25), max(4, w * 0.03))
    for k in range(bars):
        yy = y - h * (0.2 + 0.78 * k / bars)
        s.line(seg(x - w * 0.08, yy, x + w * 1.08, yy), dark(WOOD, 0.15), max(2.5, w * 0.018))
        n = int(w / (h * 0.045))
        for i in range(n):
            px, z = x + w * (i + 0.5) / n, h / bars * 0.82
            tone = s.tone("#dcae3a", "#c9962c", "#e8c25c", "#b8862a")
            s.form(
                leaf(px, yy - 3, z, z * 0.34, 1.57 + s.between(-0.14, 0.14)), tone, dark(tone, 0.4), light(tone, 0.4)
            )


def land(s):
    """Steps of ripe and flooded paddy winding down from the village."""
    p = s.p
    _dawn(s)
    s.layer(0.3)
    hill = crest(560, 50, 211, 280, hump=(1080, 330, 90))
    ridge(s, hill, p.mid, 900, depth=240, folds=10, trees=50)
    for i, (x, w) in enumerate(((880, 84), (960, 96), (1190, 100), (1280, 88), (1090, 80), (1010, 88))):
        stilt(s, x, 640 - (i % 3) * 22, w)
    drum_tower(s, 1140, 640, 104)
    for x in (860, 950, 1090, 1260, 1360, 1390):
        bush(s, x, 656, s.between(18, 32), mix(p.mid, p.leaf, 0.4))
    smoke(s, 1000, 560, 150, lean=50, width=9)
    mist(s, 690, 60, alpha=0.6, seed=12)
    s.layer(0.5)
    paddies(s, steps(676, 1080, 12, 1.2, 1.5, -30))
    spur = under(lambda x: 700 + 330 * max(0, x / 780) ** 1.5 + 14 * math.sin(x / 90), -80, 860, 1150)
    s.shadow(spur, 14, -10, alpha=0.3, blur=14)
    s.inside(spur)
    paddies(s, steps(690, 1140, 9, 4.1, 1.2, 260), haze=0.15, water=4)
    s.done()
    s.layer(0.8)
    person(s, 930, 985, 215, "pole", 1, INDIGO, INDIGO, "cone")
    pole(
        s,
        934,
        985 - 185,
        236,
        128,
        lambda s, x, y: [
            s.form(leaf(x, y - 18, 74, 26, 1.57 + d), "#dcae3a", "#8a641c", "#ffe9a8") for d in (-0.4, 0, 0.4)
        ],
    )
    s.layer(1.1)
    bank = contour(1020, -40, 5)
    ground(s, bank, mix(p.near, p.leaf, 0.5))
    for x in list(range(-20, 480, 40)) + list(range(1180, 1660, 40)):
        rice_clump(s, x, 1110, s.between(170, 270), "#8f9a3c", s.tone(p.bright, light(p.bright, 0.2)))
    birds(s, 700, 220, 6)


def work(s):
    """Cutting by hand, threshing against the tub."""
    p = s.p
    s.sun = (-0.7, -0.65)
    _dawn(s, 1150, 260, 30)
    paddies(s, steps(615, 870, 8, 2.2, 1.3, -30))
    ground(s, contour(800, 14, 4), mix(p.bright, p.earth, 0.35))
    for x in range(-20, 1640, 40):
        if not 420 < x < 1150:
            rice_clump(s, x, 880 + s.between(-10, 10), s.between(130, 170), "#8f9a3c", p.bright)
    ground(s, contour(890, 10, 8), mix(p.earth, p.bright, 0.25))
    for _ in range(260):
        x, y = s.between(-10, 1610), s.between(895, 1067)
        s.line(seg(x, y, x + s.between(-3, 3), y - s.between(8, 22)), s.tone("#d9b45a", "#a8843a", "#8a8a3a"), 2.6)
    tub = poly((700, 985), (660, 800), (1010, 800), (970, 985))
    s.fill(oval(835, 990, 190, 24), "#3a2a1c", 0.35, blur=7)
    s.fill(poly((660, 800), (720, 766), (950, 766), (1010, 800)), dark(WOOD, 0.6))
    s.form(tub, WOOD, dark(WOOD, 0.6), light(WOOD, 0.35))
    for i in range(1, 6):
        s.line(seg(660 + 58 * i, 800, 700 + 45 * i, 985), dark(WOOD, 0.4), 3)
    for _ in range(50):
        s.fill(oval(s.between(740, 960), s.between(680, 790), s.between(2, 4)), "#ecc860")
    person(s, 520, 1000, 470, "stir", 1, INDIGO, "#2a3350", "turban", apron="#3f5a7c")
    for a in (-0.5, -0.3, -0.1, 0.1):
        rice_ear(s, 672, 742, 150, a, s.tone("#dcae3a", "#e8c25c"), 0.5)
    person(s, 1150, 1005, 440, "bend", -1, "#35486e", "#2a3350", "cone")
    for x in range(900, 1010, 26):
        rice_clump(s, x + 60, 1035, 170, "#8f9a3c", p.bright)
    person(s, 280, 930, 300, "walk", 1, "#35486e", "#2a3350", "cone", load=pack(heap("#dcae3a"), size=0.36))
    for x, y, z in ((1340, 1010, 220), (1450, 1035, 240), (150, 1040, 240)):
        sheaf(s, x, y, z, True)


def still(s):
    """A bowl of new rice, ears and a basket on indigo batik."""
    s.sun = (-0.7, -0.7)
    flatlay(s, "#cbb68e")
    cloth(s, [(170, 150), (800, 110), (1440, 160), (1470, 540), (1420, 950), (800, 990), (180, 930)], INDIGO, None)
    for r in range(12):
        for i in range(44):
            a = i / 44 * 6.283
            x, y = 800 + math.cos(a) * (330 + r * 26) * 1.25, 545 + math.sin(a) * (220 + r * 18)
            if 200 < x < 1410 and 170 < y < 930:
                s.fill(oval(x, y, 4 if r % 3 else 8), "#d5dbe6", 0.6)
    disc(s, 650, 520, 270, "#5a3f2c", None, "#4a3322")
    mound = lump(s.rng, 650, 520, 222, 222, 0.015, 16)
    s.form(mound, "#f4efe2", "#a89f8a", "#ffffff")
    s.inside(mound)
    for _ in range(1700):
        a, d = s.between(0, 6.28), 222 * math.sqrt(s.rng.random())
        s.fill(
            lump(s.rng, 650 + math.cos(a) * d, 520 + math.sin(a) * d, 8.5, 3.4, 0.1, 6, s.between(0, 3.14)),
            s.tone("#fffdf6", "#f1ead8", "#ddd3bb", "#fbf6e8"),
            0.95,
        )
    s.done()
    s.grade(mound, (500, 370), (840, 700), "#8a7f6a", -0.2, 0.5)
    for i in range(9):
        x, y, a = 960 + i * 16, 880 - i * 20, -1.35 + i * 0.07
        s.line(seg(x - 60 + i * 5, 985, x, y - 60, 0), s.tone("#a8983f", "#c9b45a"), 4)
        rice_ear(s, x, y - 60, 380, a, s.tone("#dcae3a", "#e8c25c", "#c9962c"), 0.75, 46)
    s.line(seg(940, 850, 1080, 870, 8), "#b3261e", 13)
    disc(s, 1190, 300, 110, "#d8b676", "#a87f44", "#e6cd98")
    for _ in range(150):
        a, d = s.between(0, 6.28), 84 * math.sqrt(s.rng.random())
        s.fill(
            leaf(1190 + math.cos(a) * d, 300 + math.sin(a) * d, 19, 5, s.between(0, 6.28)),
            s.tone("#dcae3a", "#e8c25c", "#b8862a"),
        )
    for _ in range(70):
        x, y = 520 + s.rng.gauss(0, 130), 850 + s.rng.gauss(0, 34)
        s.fill(lump(s.rng, x, y, 9, 3.6, 0.1, 6, s.between(0, 3.14)), s.tone("#fffdf6", "#e8c25c", "#f1ead8"))


def village(s):
    """Drum tower and racks of drying rice at dawn."""
    p = s.p
    s.sun = (-0.7, -0.65)
    _dawn(s, 330, 260, 60)
    ridge(s, crest(540, 60, 231, 260, hump=(300, 300, 60)), mix(p.mid, p.far, 0.25), 860, depth=230, folds=10, trees=70)
    for i, (x, w) in enumerate(((20, 190), (220, 170), (1060, 180), (1230, 200), (1420, 210))):
        stilt(s, x, 730 + (i % 2) * 16, w)
    mist(s, 750, 60, alpha=0.7, seed=14)
    ground(s, contour(800, 8, 4), mix(p.earth, p.haze, 0.35))
    drum_tower(s, 690, 840, 330)
    for x, w, h in ((980, 230, 420), (1270, 260, 470)):
        rack(s, x, 900, w, h)
    rack(s, 180, 910, 230, 430)
    smoke(s, 1150, 560, 180, lean=60, width=12)
    person(s, 560, 990, 320, "pole", 1, INDIGO, "#2a3350", "turban")
    pole(
        s,
        566,
        990 - 276,
        330,
        190,
        lambda s, x, y: [
            s.form(leaf(x, y - 30, 110, 36, 1.57 + d), "#dcae3a", "#8a641c", "#ffe9a8") for d in (-0.4, 0, 0.4)
        ],
    )
    person(s, 940, 985, 320, "reach", 1, "#35486e", "#2a3350", "turban", apron="#4a6a8a")
    person(s, 1180, 1010, 300, "squat", -1, "#7a4a5c", "#2a3350", "turban")
    basket(s, 1060, 1025, 150, 90, fill=heap("#dcae3a", "#f5dd8a"))
    ground_line = contour(1030, 0, 4)
    grass(s, ground_line, 140, [p.leaf, p.bright], 34)
    for x in (40, 90, 1560):
        bamboo(s, x, 1000, s.between(520, 700), mix(p.leaf, p.bright, 0.2), s.between(20, 60) * (1 if x < 800 else -1))
