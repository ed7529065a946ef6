"""Baojing, Xiangxi: stilt houses and orange terraces in autumn mist."""

from ..baskets import balls, basket, pack, pole
from ..fields import contour, flowers, grass, ground, row, stairs, terraces
from ..figures import person
from ..forms import lump, poly
from ..hills import crest, ridge
from ..houses import stilt
from ..palette import dark, light, mix
from ..sky import birds, clouds, mist, sky, smoke, sun
from ..still_life import ball, big_leaf, boards, cloth, half, knife, paper
from ..trees import bamboo, bush, orchard, spray

ORANGES = ("#e0701b", "#ea8a2a", "#d65f16", "#f09a3a")


def _backdrop(s, x=1050, y=300):
    p = s.p
    sky(s, horizon=640)
    s.layer(0.05)
    sun(s, x, y, 62)
    clouds(s, 200, 4)
    s.layer(0.12)
    ridge(s, crest(390, 90, 11, 360, hump=(520, 300, 90)), mix(p.far, p.haze, 0.35), 720, depth=230, folds=16)
    s.layer(0.2)
    ridge(s, crest(470, 90, 23, 300, hump=(1300, 260, 110)), p.far, 800, depth=240, folds=18)
    mist(s, 560, 110, alpha=0.75, seed=4)


def land(s):
    """Terraces of orange trees below the village at sunrise."""
    p = s.p
    _backdrop(s)
    s.layer(0.32)
    hill = crest(560, 70, 31, 330, hump=(260, 300, 120))
    ridge(s, hill, p.mid, 900, depth=220, folds=14, trees=60)
    for x, y, w in ((560, 600, 92), (668, 622, 108), (470, 630, 84)):
        stilt(s, x, y, w)
    for x in (450, 545, 660, 790, 812, 840):
        bush(s, x, 640 + s.between(-8, 14), s.between(18, 34), mix(p.mid, p.leaf, 0.5))
    smoke(s, 610, 540, 150, lean=60, width=9)
    mist(s, 680, 80, alpha=0.85, seed=9)
    s.layer(0.5)

    def plant(k, line, h):
        z = 26 + h * 0.95
        row(
            s,
            lambda x: line(x) + h * 0.34,
            -60,
            1660,
            z * 1.25,
            lambda x, y: orchard(
                s, x, y, z, ORANGES, mix(p.leaf, p.haze, max(0, 0.4 - k * 0.1)), 9 + k * 2, density=0.7
            ),
        )

    lines = stairs(690, 1020, 5, bend=70, seed=6, tilt=36)
    terraces(
        s,
        lines,
        [mix(p.bright, p.earth, 0.45), mix(p.bright, p.haze, 0.35)],
        mix(p.earth, p.near, 0.3),
        lip=light(p.bright, 0.3),
        each=plant,
    )
    s.layer(0.9)
    bank = contour(985, -50, 3, tilt=-30)
    ground(s, bank, dark(p.leaf, 0.35))
    grass(s, bank, 420, [p.leaf, dark(p.leaf, 0.3), p.bright, mix(p.bright, p.earth, 0.4)], 34, drop=90)
    person(s, 930, 985, 250, "walk", -1, "#33597a", "#3a3d44", "cone", load=pack(balls(ORANGES, 9, p.leaf), size=0.36))
    s.layer(1.15)
    spray(s, 1660, 40, 560, 2.75, p.leaf, 92, 26, ORANGES, 42, droop=-0.15)
    spray(s, 1640, -30, 420, 2.3, p.leaf, 84, 16, ORANGES, 36, droop=-0.2)


def work(s):
    """Pickers under the trees, baskets filling."""
    p = s.p
    _backdrop(s, 380, 250)
    mist(s, 640, 120, seed=8)
    s.layer(0.5)
    bank = contour(760, 34, 5)
    ground(s, bank, mix(p.bright, p.earth, 0.3))
    for x, z in ((140, 300), (420, 250), (1210, 260), (1500, 330)):
        orchard(s, x, bank(x) + 24, z, ORANGES, mix(p.leaf, p.haze, 0.22), 26)
    s.layer(0.8)
    near = contour(860, 30, 15)
    ground(s, near, mix(p.leaf, p.earth, 0.35))
    grass(s, near, 260, [p.leaf, p.bright, dark(p.leaf, 0.3)], 26, drop=150)
    orchard(s, 900, 930, 860, ORANGES, p.leaf, 74, density=1.5, squat=1.25)
    person(s, 700, 950, 440, "reach", 1, "#b8553a", "#3b4048", "cone", apron="#4a6a7c")
    person(s, 1130, 970, 420, "pick", -1, "#35566e", "#4a4a42", "blue", apron="#c9b58a")
    basket(s, 910, 1000, 180, 130, fill=balls(ORANGES, 19, p.leaf), heap=0.3)
    basket(s, 500, 985, 150, 112, fill=balls(ORANGES, 17, p.leaf), heap=0.25)
    s.layer(1.1)
    bank2 = contour(1030, 0, 25)
    grass(s, bank2, 260, [dark(p.leaf, 0.45), p.leaf, p.bright], 62, drop=60)
    spray(s, -60, 30, 420, 0.55, p.leaf, 96, 18, ORANGES, 42, droop=0.1)


def still(s):
    """Oranges, one cut, on rice paper over boards."""
    p = s.p
    boards(s, "#8d6844", 5)
    paper(s, 800, 545, 1120, 780, -0.05)
    cloth(s, [(1080, 120), (1480, 60), (1560, 420), (1330, 520), (1130, 400)], "#39566b", "#d9d0bb")
    s.sun = (-0.75, -0.66)
    for x, y, a, z in ((470, 330, 2.6, 190), (760, 250, -0.6, 210), (1000, 420, -0.2, 180), (560, 700, 2.2, 150)):
        big_leaf(s, x, y, z, z * 0.26, a, s.tone(p.leaf, dark(p.leaf, 0.2), mix(p.leaf, p.bright, 0.3)))
    ball(s, 560, 380, 142, "#e57a1f", stem=(0.15, -0.55))
    ball(s, 830, 320, 128, "#e0701b", stem=(-0.2, -0.5))
    ball(s, 1100, 440, 136, "#ea8a2a")
    ball(s, 700, 560, 150, "#e98226", stem=(0.3, -0.4))
    half(s, 960, 640, 148, "#e57a1f", "#f2a23f")
    half(s, 480, 700, 118, "#e57a1f", "#f0983a", parts=9, turn=0.5)
    big_leaf(s, 850, 470, 170, 44, -0.9, p.leaf)
    knife(s, 1110, 830, 420, -0.16)
    for x, y, a in ((720, 800, 0.3), (820, 850, 1.4), (620, 860, -0.6)):
        wedge = poly((x, y), (x + 74, y - 16), (x + 62, y + 34))
        s.shadow(wedge, 5, 7)
        s.form(lump(s.rng, x + 38, y + 8, 46, 24, 0.08, 9, a), "#f0983a", "#c9600f", "#ffd9a0")


def village(s):
    """A stilt house with baskets of oranges in front."""
    p = s.p
    _backdrop(s, 1180, 230)
    s.layer(0.4)
    slope = crest(590, 60, 41, 380, hump=(1500, 400, 140))
    ridge(s, slope, p.mid, 960, depth=240, folds=12, trees=50)
    for x, y, w in ((1180, 640, 150), (1360, 600, 130), (1050, 668, 120), (60, 660, 150)):
        stilt(s, x, y, w)
    mist(s, 700, 90, seed=19)
    s.layer(0.7)
    yard = contour(860, 20, 8)
    for x in (110, 160, 215):
        bamboo(s, x, 900, s.between(560, 760), mix(p.leaf, p.bright, 0.25), s.between(20, 70))
    ground(s, yard, mix(p.earth, p.haze, 0.35))
    stilt(s, 430, 880, 640, hang="#d9a02f")
    smoke(s, 620, 360, 220, lean=90, width=16)
    orchard(s, 1300, 930, 470, ORANGES, p.leaf, 50, density=1.3)
    s.layer(0.95)
    person(s, 1020, 985, 300, "pole", -1, "#3d5a73", "#43443f", "cone")
    pole(
        s,
        1018,
        985 - 258,
        330,
        190,
        lambda s, x, y: basket(s, x, y + 60, 92, 62, fill=balls(ORANGES, 10, p.leaf), heap=0.3),
    )
    person(s, 560, 1000, 290, "squat", 1, "#b8553a", "#3b4048", "kerchief", apron="#44607a")
    basket(s, 700, 1010, 130, 84, fill=balls(ORANGES, 14, p.leaf), heap=0.3)
    basket(s, 430, 1015, 120, 80, fill=balls(ORANGES, 13, p.leaf), heap=0.3)
    grass(s, contour(1035, 0, 4), 160, [p.leaf, p.bright, dark(p.leaf, 0.4)], 40, drop=60)
    flowers(s, contour(1030, 0, 4), 40, ["#f3d9a0", "#e8e2cf"], 40)
    birds(s, 900, 180, 5)
