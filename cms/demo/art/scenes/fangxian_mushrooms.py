"""Fangxian, Hubei: shiitake on oak logs in a deep green forest."""

import math

from ..baskets import basket, pack, tray
from ..fields import contour, flowers, grass, ground
from ..figures import person
from ..forms import leaf, limb, lump, oval, rect, seg
from ..hills import crest, ridge, river
from ..houses import planks, roof
from ..palette import STRAW, WOOD, dark, light, mix
from ..products import shiitake
from ..sky import beams, birds, mist, sky, smoke
from ..still_life import boards
from ..trees import bush, dabs, pine, trunk

CAPS = ("#8a5a34", "#7a4a2a", "#9c6a40", "#6b4228")


def caps(r=13):
    """A basket of mushrooms."""

    def fill(s, x, y, rx, ry):
        for k in range(3):
            n = max(2, int(rx * 2 / (r * 1.8)) - k)
            for i in range(n):
                shiitake(
                    s,
                    x - rx * (1 - 0.25 * k) + rx * (2 - 0.5 * k) * (i + 0.5) / n,
                    y + r * 0.3 - k * r * 0.8,
                    r,
                    s.rng.choice(CAPS),
                    False,
                    False,
                )

    return fill


def log(s, x, y, x2, y2, w, fungi=6, tone="#6a4f3a"):
    """A leaning log with shiitake fruiting from it."""
    path = limb([(x, y), ((x + x2) / 2, (y + y2) / 2), (x2, y2)], [w, w * 0.95, w * 0.85])
    s.form(path, tone, dark(tone, 0.6), light(tone, 0.35), 0.85, 0.5)
    s.inside(path)
    for _ in range(int(math.hypot(x2 - x, y2 - y) / 6)):
        t, off = s.rng.random(), s.between(-w, w)
        px, py = x + (x2 - x) * t + off, y + (y2 - y) * t
        s.line(
            seg(px, py, px + (x2 - x) * 0.07, py + (y2 - y) * 0.07),
            s.tone(dark(tone, 0.5), light(tone, 0.3), "#7a8a5a"),
            s.between(1.2, 3),
            0.6,
        )
    s.done()
    s.form(oval(x2, y2, w * 0.85, w * 0.5), "#c9a878", "#7a5a3a", None)
    s.line(oval(x2, y2, w * 0.45, w * 0.26), "#8a6a44", 1.6)
    for i in range(fungi):
        t = (i + s.between(0.2, 0.8)) / fungi
        side = s.rng.choice((-1, 1))
        px, py = x + (x2 - x) * t + side * w * 0.8, y + (y2 - y) * t
        shiitake(s, px, py, w * s.between(0.75, 1.25), s.rng.choice(CAPS), True, False, side * s.between(0.2, 0.7))


def land(s):
    """A river valley among layers of pine."""
    p = s.p
    s.sun = (-0.6, -0.8)
    sky(s, horizon=520)
    s.layer(0.06)
    s.glow(640, 180, 520, p.sun, 0.7)
    ridge(s, crest(280, 100, 81, 330, hump=(1150, 280, 120)), mix(p.far, p.haze, 0.4), 640, depth=230, folds=14)
    s.layer(0.14)
    ridge(s, crest(380, 100, 83, 260, hump=(300, 240, 110)), p.far, 720, depth=220, folds=14, trees=90)
    mist(s, 500, 110, alpha=0.8)
    s.layer(0.24)
    left, right = crest(470, 50, 85, 240, tilt=210), crest(480, 50, 86, 240, tilt=-200)
    for line, x0, x1 in ((left, -60, 760), (right, 850, 1660)):
        ridge(s, line, mix(p.far, p.mid, 0.65), 860, depth=220, folds=6)
        for _ in range(90):
            x = s.between(x0, x1)
            pine(s, x, line(x) + s.between(6, 150), s.between(50, 90), mix(p.mid, p.far, s.between(0.2, 0.6)))
    mist(s, 700, 90, alpha=0.85, seed=5)
    s.layer(0.4)
    ground(s, contour(720, 20, 5), mix(p.leaf, p.bright, 0.35))
    meadow = contour(720, 20, 5)
    for _ in range(260):
        x, y = s.between(-20, 1620), s.between(740, 1010)
        z = s.between(20, 120) * (y - 640) / 260
        s.fill(
            lump(s.rng, x, y, z, z * 0.12, 0.2),
            s.tone(mix(p.leaf, p.bright, 0.55), mix(p.leaf, p.bright, 0.2), p.leaf),
            0.45,
        )
    grass(s, meadow, 500, [p.bright, p.leaf, mix(p.leaf, p.bright, 0.5)], 16, drop=260)
    river(s, [(820, 700), (760, 760), (860, 850), (760, 960), (830, 1120)], [10, 26, 52, 92, 170], "#b9d6c4")
    for k, (y, z) in enumerate(((800, 40), (850, 60), (915, 88))):
        for i in range(6):
            for side in (-1, 1):
                x = 800 + side * (150 + 50 * k + i * z * 1.7)
                log(s, x - z * 0.45, y, x + z * 0.35, y - z * 1.3, z * 0.13, 3, mix("#6a4f3a", p.haze, 0.25 - 0.08 * k))
                log(s, x + z * 0.5, y, x - z * 0.25, y - z * 1.3, z * 0.13, 3, mix("#6a4f3a", p.haze, 0.25 - 0.08 * k))
    person(s, 660, 905, 150, "walk", 1, "#b8553a", "#3a4048", "cone", load=pack(caps(6), size=0.36))
    for x, y, w in ((1010, 770, 130), (1130, 780, 150)):
        planks(s, x, y - 62, w, 62, p.wall)
        roof(s, x - 6, y - 58, w + 12, 50, "#59605a", 0.14)
    smoke(s, 1080, 670, 160, lean=50, width=9)
    s.layer(0.65)
    for _ in range(26):
        side = s.rng.choice((-1, 1))
        d = s.rng.random()
        x = 800 + side * (560 + 300 * d)
        pine(s, x, 800 + 170 * s.rng.random(), s.between(150, 270), s.tone(p.mid, p.near, mix(p.mid, p.leaf, 0.5)))
    s.layer(1.0)
    for x, z in ((-10, 820), (150, 640), (1480, 700), (1620, 880)):
        pine(s, x, 1090, z, dark(p.near, 0.15))
    bank = contour(1010, -60, 5)
    ground(s, bank, dark(p.near, 0.2))
    grass(s, bank, 360, [p.leaf, p.bright, p.mid], 44, drop=60)
    beams(s, 560, 40, "#fff6cf", 6, 1100, 0.26, 0.7, 1.0)
    birds(s, 820, 300, 5)


def work(s):
    """Picking from leaning logs in shafts of light."""
    p = s.p
    s.sun = (-0.6, -0.8)
    s.wash([(light(p.sky, 0.3), 1), (mix(p.bright, p.haze, 0.5), 1), (p.mid, 1)], [0, 0.5, 1], (0, 0), (0, 800))
    s.glow(700, 260, 620, "#f9f3c8", 0.8)
    for k, (n, tone, z) in enumerate(((20, mix(p.mid, p.haze, 0.55), 16), (14, mix(p.mid, p.haze, 0.25), 26))):
        for _ in range(n):
            trunk(s, s.between(-20, 1620), 700 + k * 40, 760, z * s.between(0.6, 1.2), tone, s.between(-40, 40))
        dabs(
            s,
            800,
            120,
            1000,
            150 - 30 * k,
            460,
            46,
            [mix(tone, p.leaf, 0.3), mix(tone, p.bright, 0.5), light(tone, 0.2)],
        )
    ground(s, contour(690, 16, 4), mix(p.leaf, p.bright, 0.3))
    for i in range(9):
        x = 60 + i * 180
        log(s, x - 46, 780, x + 40, 590, 13, 4, mix("#6a4f3a", p.haze, 0.25))
        log(s, x + 60, 780, x - 26, 590, 13, 4, mix("#6a4f3a", p.haze, 0.25))
    ground(s, contour(800, 20, 6), mix(p.leaf, p.near, 0.35))
    grass(s, contour(800, 20, 6), 260, [p.leaf, p.bright, p.mid], 24, drop=160)
    for x in (120, 1440):
        trunk(s, x, 960, 1040, 66, dark(p.near, 0.1), 24 if x < 800 else -30)
    for x in (330, 480, 1010, 1170, 1330):
        log(s, x - 90, 990, x + 50, 610, 27, 6)
        log(s, x + 90, 1000, x - 40, 620, 27, 6)
    person(s, 740, 1000, 470, "pick", 1, "#3f6a80", "#45443c", "cone", apron="#d9c69a", load=pack(caps(13), size=0.34))
    person(s, 590, 960, 300, "squat", -1, "#b8553a", "#3a4048", "kerchief")
    basket(s, 890, 1030, 150, 96, fill=caps(17), heap=0.3)
    beams(s, 420, -60, "#fff6cf", 7, 1250, 0.32, 0.8, 1.0)
    for _ in range(60):
        s.fill(oval(s.between(300, 1300), s.between(150, 900), s.between(1, 3)), "#fff8d8", 0.7)
    dabs(s, 150, 30, 330, 110, 120, 76, [dark(p.near, 0.4), dark(p.near, 0.2), p.leaf])
    dabs(s, 1470, 20, 320, 120, 120, 76, [dark(p.near, 0.4), dark(p.near, 0.2), p.leaf])
    flowers(s, contour(1020, 0, 4), 30, ["#f0e6c8"], 40)


def still(s):
    """Caps in a bamboo tray, a mossy log, ferns."""
    s.sun = (-0.7, -0.7)
    boards(s, "#5f5240", 5)
    tray(s, 720, 540, 390, flat=0.98, rim=0.07)
    spots = []
    for _ in range(400):
        a, d = s.between(0, 6.28), 290 * math.sqrt(s.rng.random())
        x, y, r = 720 + math.cos(a) * d, 540 + math.sin(a) * d, s.between(58, 98)
        if all(math.hypot(x - u, y - v) > (r + q) * 0.8 for u, v, q in spots):
            spots.append((x, y, r))
    for x, y, r in sorted(spots, key=lambda t: t[1]):
        shiitake(s, x, y, r, s.rng.choice(CAPS), False)
    for x, y, r, a in ((1210, 470, 104, 0.5), (1340, 640, 92, 1.9), (1160, 760, 110, -0.5)):
        s.shadow(oval(x, y + r * 0.3, r, r * 0.6), 12, 16)
        shiitake(s, x, y, r, s.rng.choice(CAPS), True, False, a)
    for x, y, a, z in ((1240, 250, 0.5, 420), (210, 900, -0.5, 380), (160, 200, 0.9, 300)):
        ex, ey = x + math.cos(a) * z, y + math.sin(a) * z
        s.line(seg(x, y, ex, ey, 14), "#4d6b34", 5)
        for i in range(18):
            t = i / 18
            for side in (-1, 1):
                q = z * 0.24 * (1 - t) + 12
                path = leaf(x + (ex - x) * t, y + (ey - y) * t, q, q * 0.14, a + side * 1.15)
                s.shadow(path, 4, 6, alpha=0.2, blur=3)
                s.form(path, s.tone("#4f7d3c", "#5f8f44", "#3f6a34"), "#223a1c", "#c8dc8a")


def village(s):
    """The drying shed: trays of caps, sorting at the door."""
    p = s.p
    s.sun = (0.7, -0.65)
    sky(s, horizon=560)
    s.glow(1200, 160, 420, p.sun, 0.7)
    ridge(s, crest(330, 100, 91, 300, hump=(700, 320, 80)), p.far, 720, depth=240, folds=14)
    line = crest(450, 60, 93, 240)
    ridge(s, line, p.mid, 800, depth=200, folds=8)
    for _ in range(80):
        x = s.between(-30, 1630)
        pine(s, x, line(x) + s.between(10, 130), s.between(70, 130), mix(p.mid, p.far, s.between(0, 0.5)))
    mist(s, 640, 80, alpha=0.7)
    ground(s, contour(800, 10, 4), mix(p.earth, p.haze, 0.4))
    planks(s, 240, 500, 900, 350, p.wall, 30)
    s.fill(rect(560, 560, 250, 290), dark(p.wall, 0.7))
    for k in range(5):
        y = 600 + k * 52
        s.line(seg(570, y, 800, y), dark(STRAW, 0.2), 7)
        for i in range(9):
            shiitake(s, 590 + i * 25, y - 9, 13, s.rng.choice(CAPS), False, False)
    for x in (330, 900):
        s.fill(rect(x, 590, 150, 120), dark(p.wall, 0.6))
        s.line(rect(x, 590, 150, 120), dark(WOOD, 0.3), 9)
        s.line(seg(x + 75, 590, x + 75, 710), dark(WOOD, 0.3), 6)
    roof(s, 190, 520, 1000, 220, "#59605a", 0.1, 0.05, 0.84)
    for i in range(9):
        x = 290 + i * 100
        s.line(seg(x, 512, x, 560), "#5a4430", 2)
        for k in range(5):
            shiitake(s, x, 530 + k * 19, 13, s.rng.choice(CAPS), False, False)
    smoke(s, 1000, 310, 240, lean=-90, width=16)
    for x, y, r in ((1330, 820, 130), (1240, 900, 160), (300, 950, 170), (1430, 985, 150)):
        for q in (-0.6, 0.6):
            s.line(seg(x + q * r, y, x + q * r, y + 60), dark(WOOD, 0.25), 7)
        tray(s, x, y, r, flat=0.3, shadow=True)
        for _ in range(26):
            a, d = s.between(0, 6.28), r * 0.76 * math.sqrt(s.rng.random())
            shiitake(s, x + math.cos(a) * d, y + math.sin(a) * d * 0.27, 16, s.rng.choice(CAPS), False, False)
    person(s, 960, 985, 360, "stoop", 1, "#3f6a80", "#45443c", "blue", apron="#d9c69a")
    person(s, 640, 1000, 340, "squat", -1, "#b8553a", "#3a4048", "straw")
    basket(s, 530, 1015, 130, 80, fill=caps(15), heap=0.3)
    for x in (90, 30, 160, 1560):
        pine(s, x, 960, s.between(420, 620), p.near)
    bush(s, 130, 1000, 60, p.leaf)
