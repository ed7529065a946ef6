"""Tongxin, Ningxia: goji rows on the plain at a violet dusk."""

import math

from ..baskets import basket
from ..crops import goji, goji_branch
from ..fields import contour, furrows, grass, ground
from ..figures import person
from ..forms import leaf, lump, oval, poly, rect, seg
from ..hills import crest, peak, ridge
from ..houses import lattice
from ..palette import PAPER, dark, light, mix
from ..sky import birds, clouds, mist, sky, sun
from ..still_life import disc, flatlay, paper
from ..trees import bush, poplar

RED = ("#d2301f", "#c02818", "#e0482a", "#b3261e")


def berries(s, x, y, rx, ry):
    """A heap of fresh berries (basket contents)."""
    base = lump(s.rng, x, y, rx, ry, 0.04)
    s.form(base, "#b3261e", "#4d0f0c", "#f08a6a")
    for _ in range(int(rx * 2.4)):
        a, d = s.between(0, 6.28), math.sqrt(s.rng.random())
        goji(
            s,
            x + math.cos(a) * d * rx * 0.95,
            y + math.sin(a) * d * ry * 0.95,
            max(4, rx * 0.1),
            s.between(0, 3.1),
            s.rng.choice(RED),
        )


def shrub(s, x, y, h, tone=None):
    """A pruned goji bush, hung with berries."""
    tone = tone or s.p.leaf
    s.fill(oval(x + h * 0.1, y, h * 0.5, h * 0.07), "#3a2a2c", 0.3, blur=4)
    s.line(seg(x, y, x, y - h * 0.45, 0), dark(s.p.earth, 0.5), max(3, h * 0.045))
    s.form(lump(s.rng, x, y - h * 0.62, h * 0.4, h * 0.33, 0.1), dark(tone, 0.35), dark(tone, 0.65), tone)
    count = int(min(210, 30 + h * 0.5))
    for _ in range(count):
        a, d = s.between(0, 6.28), math.sqrt(s.rng.random())
        px, py = x + math.cos(a) * d * h * 0.46, y - h * 0.62 + math.sin(a) * d * h * 0.38
        lit = (math.cos(a) * s.sun[0] + math.sin(a) * s.sun[1]) * d
        z = h * s.between(0.07, 0.12)
        out = math.atan2(0.7 * (py - (y - h * 0.62)) + h * 0.16, px - x)
        s.fill(
            leaf(px, py, z, z * 0.16, out),
            mix(dark(tone, 0.3), light(s.p.bright, 0.1), max(0, min(1, 0.45 + lit * 0.5 + s.between(-0.2, 0.2)))),
        )
    for _ in range(int(count * 0.36)):
        a, d = s.between(0, 6.28), math.sqrt(s.rng.random())
        goji(
            s,
            x + math.cos(a) * d * h * 0.46,
            y - h * 0.55 + math.sin(a) * d * h * 0.38,
            max(2.2, h * 0.022),
            1.57 + s.between(-0.3, 0.3),
            s.rng.choice(RED),
        )


def _dusk(s, x=560, seed=0):
    p = s.p
    sky(s, horizon=580)
    sun(s, x, 430, 58, p.sun, 6)
    clouds(s, 210, 7, "#f3b79a", 1.4, 0.75, 110)
    clouds(s, 330, 4, "#f9d3ae", 1.1, 0.8, 50)
    for k in range(7):
        peak(
            s,
            60 + k * 250 + s.between(-50, 50),
            570,
            s.between(190, 270),
            s.between(110, 220),
            mix(p.far, p.haze, 0.2),
            None,
            seed + k * 5,
            0.85,
        )
    ridge(s, crest(540, 26, 191 + seed, 420), mix(p.far, p.mid, 0.4), 700, depth=90, folds=8)
    mist(s, 590, 60, alpha=0.7)


def land(s):
    """Rows running to the Luo mountains at sunset."""
    p = s.p
    s.sun = (-0.3, -0.75)
    _dusk(s, 800)
    furrows(s, 600, 1150, 800, [mix(p.earth, p.haze, 0.2), dark(p.earth, 0.12), light(p.earth, 0.2)], 18, 4200)
    for x in list(range(0, 560, 30)) + list(range(1060, 1640, 34)):
        poplar(s, x, 626, s.between(40, 90), mix(p.leaf, p.far, 0.5))
    for k in range(8):
        t = (k / 7) ** 1.9
        y, z = 622 + 400 * t, 26 + 270 * t
        for j in range(1, 7):
            for side in (-1, 1):
                x = 800 + side * (j - 0.42) * (64 + 560 * t)
                if -z < x < 1600 + z:
                    shrub(
                        s,
                        x + s.between(-4, 4),
                        y + s.between(-3, 3),
                        z * s.between(0.92, 1.08),
                        mix(p.leaf, p.haze, max(0, 0.45 - t * 0.6)),
                    )
    person(s, 800, 905, 190, "walk", -1, "#f0e6d2", "#4a3f4c", "white")
    basket(s, 768, 836, 44, 30, fill=berries)
    goji_branch(s, 1640, -10, 620, 2.55, -0.35, 26, 24, p.leaf)
    goji_branch(s, 1500, -30, 360, 2.2, -0.4, 22, 21, p.leaf)
    birds(s, 900, 300, 6)


def work(s):
    """Women picking into small baskets, evening light on their scarves."""
    p = s.p
    s.sun = (-0.8, -0.5)
    _dusk(s, 360, 40)
    ground(s, contour(600, 8, 3), mix(p.earth, p.haze, 0.2))
    for k in range(4):
        for x in range(-40 + 40 * k, 1700, 110 + 40 * k):
            shrub(s, x, 640 + 40 * k, 70 + 36 * k, mix(p.leaf, p.haze, 0.4 - 0.1 * k))
    ground(s, contour(820, 20, 6), p.earth)
    shrub(s, 340, 930, 420)
    person(s, 620, 985, 430, "pick", -1, "#8a4a7c", "#3d3a48", "pink", apron="#e9dcc4")
    shrub(s, 1020, 960, 520)
    person(s, 760, 1010, 450, "pick", 1, "#3d6a7c", "#44423c", "green", apron="#e9dcc4")
    shrub(s, 1480, 980, 480)
    person(s, 1290, 985, 400, "stoop", -1, "#e9e0cc", "#3d3d42", "white")
    for x, w in ((690, 130), (1190, 120)):
        basket(s, x, 1035, w, 76, fill=berries, heap=0.25)
    grass(s, contour(1040, 0, 4), 180, [p.leaf, p.bright, dark(p.leaf, 0.3)], 30)
    goji_branch(s, -20, 20, 460, 0.5, 0.4, 26, 20, p.leaf)


def still(s):
    """A porcelain bowl of dried goji, a fresh branch, a cup of tea."""
    s.sun = (-0.7, -0.7)
    flatlay(s, "#b9a3b4")
    paper(s, 800, 550, 1180, 800, -0.03, "#f6efe2")
    disc(s, 690, 520, 280, "#f3efe6", "#3d5f9a", "#efe6d6")
    base = lump(s.rng, 690, 520, 222, 222, 0.02, 16)
    s.form(base, "#a8241a", "#4d0f0c", "#e0603f")
    for _ in range(520):
        a, d = s.between(0, 6.28), 222 * math.sqrt(s.rng.random())
        goji(
            s,
            690 + math.cos(a) * d,
            520 + math.sin(a) * d,
            s.between(17, 23),
            s.between(0, 3.14),
            s.rng.choice(RED),
            True,
        )
    disc(s, 1120, 700, 130, "#f3efe6", "#3d5f9a", "#d98a3a")
    s.grade(oval(1120, 700, 104), (1050, 630), (1140, 720), PAPER, 0.5, 0.0)
    for x, y, a in ((1090, 690, 0.4), (1150, 720, 1.6), (1120, 750, 2.6), (1160, 670, 0.9), (1080, 730, 2.0)):
        goji(s, x, y, 17, a, "#e0482a", False)
    goji_branch(s, 1010, 240, 560, 0.1, 0.75, 30, 24, "#6f8a5a")
    goji_branch(s, 240, 860, 420, -0.1, -0.2, 26, 21, "#7f9a68")
    for _ in range(46):
        x, y = s.between(860, 1080), s.between(720, 920)
        s.shadow(oval(x, y, 15, 7), 4, 5, alpha=0.3, blur=3)
        goji(s, x, y, s.between(15, 20), s.between(0, 3.14), s.rng.choice(RED), True)


def village(s):
    """Drying trays in rows before low white houses."""
    p = s.p
    s.sun = (0.7, -0.65)
    _dusk(s, 1230, 80)
    for x in list(range(-10, 420, 44)) + list(range(1250, 1640, 46)):
        poplar(s, x, 720, s.between(200, 320), mix(p.leaf, p.far, 0.25))
    ground(s, contour(720, 4, 3), mix(p.earth, p.haze, 0.25))
    for x, w, h in ((210, 560, 210), (820, 420, 180), (1280, 380, 160)):
        y = 770
        s.form(rect(x, y - h, w, h), p.wall, "#8f7a86", "#fffaf0", 0.6)
        s.fill(rect(x - 14, y - h - 16, w + 28, 26), "#a8503a")
        s.form(rect(x - 14, y - h - 16, w + 28, 26), "#b8674a", "#6a3226", "#e8b08a")
        s.fill(rect(x, y - 34, w, 34), "#8f6a5a")
        for k in (0.08, 0.66):
            lattice(s, x + w * k, y - h * 0.74, w * 0.24, h * 0.42, "#3f6a78", "#ffe0a0", 3)
        s.fill(rect(x + w * 0.42, y - h * 0.76, w * 0.15, h * 0.76), "#3f6a78")
        s.line(seg(x + w * 0.495, y - h * 0.76, x + w * 0.495, y), dark("#3f6a78", 0.4), 3)
    for k, y in enumerate((806, 862, 936)):
        z = 0.62 + 0.24 * k
        for x in range(-120 + k * 50, 1700, int(270 * z)):
            if k == 2 and 640 < x < 900:
                continue
            w, h = 240 * z, 46 * z
            frame = poly((x + 16 * z, y - h), (x + w + 16 * z, y - h), (x + w, y), (x, y))
            s.shadow(frame, -8, 16 * z, blur=6)
            s.form(frame, "#c9a874", "#7a5a34", "#f0dcae")
            core = poly(
                (x + 24 * z, y - h + 7 * z),
                (x + w + 4 * z, y - h + 7 * z),
                (x + w - 10 * z, y - 7 * z),
                (x + 10 * z, y - 7 * z),
            )
            s.form(core, "#b8281c", "#5a120e", "#f07a5a")
            s.inside(core)
            for _ in range(int(90 * z)):
                goji(s, s.between(x, x + w), s.between(y - h, y), 6.5 * z, s.between(0, 3.1), s.rng.choice(RED))
            s.done()
    person(s, 560, 1005, 370, "stoop", 1, "#8a4a7c", "#3d3a48", "pink", apron="#e9dcc4")
    person(s, 1060, 1015, 390, "walk", -1, "#e9e0cc", "#3d3d42", "white")
    frame = poly((900, 806), (1010, 800), (1010, 826), (900, 832))
    s.form(frame, "#b8281c", "#5a120e", "#f07a5a")
    s.line(frame, "#c9a874", 7)
    basket(s, 780, 1035, 170, 110, fill=berries, heap=0.25)
    bush(s, 60, 800, 46, p.leaf)
