"""Growers at work, seen from behind or the side, and the wide harvest for the home page."""

from ..baskets import balls, basket, heap, pack, tray
from ..ears import millet_ear, millet_plant
from ..fields import contour, flowers, grass, ground, hedge, row, stairs, terraces
from ..figures import person
from ..forms import seg, smooth
from ..hills import crest, loess, ridge
from ..houses import stilt, white
from ..palette import dark, light, mix
from ..products import shiitake, tea_sprig
from ..sky import beams, birds, clouds, mist, sky, smoke, sun
from ..trees import bush, dabs, orchard, pine, spray, trunk
from .congjiang_rice import paddies, steps
from .fangxian_mushrooms import CAPS, log

PLACE_OF = {
    "portrait-grower-1": "baojing-oranges",
    "portrait-grower-2": "mizhi-millet",
    "portrait-grower-3": "jinzhai-tea",
    "portrait-grower-4": "fangxian-mushrooms",
    "home-hero": "congjiang-rice",
}
ORANGES = ("#e0701b", "#ea8a2a", "#d65f16", "#f09a3a")


def _straps(s, x, y, k):
    """The two straps of a back basket."""
    for side in (-1, 1):
        s.line(seg(x + side * 0.08 * k, y, x + side * 0.12 * k, y + 0.2 * k, 4), "#6b4a2c", 0.022 * k)
        s.line(seg(x + side * 0.085 * k, y, x + side * 0.125 * k, y + 0.2 * k, 4), "#a87a48", 0.008 * k)


def portrait_grower_1(s):
    """From behind, a basket of oranges, looking out over the valley."""
    p = s.p
    s.sun = (0.7, -0.6)
    sky(s, horizon=640)
    sun(s, 1130, 300, 84)
    clouds(s, 180, 5)
    ridge(s, crest(400, 90, 311, 330, hump=(460, 280, 90)), mix(p.far, p.haze, 0.35), 760, depth=240, folds=16)
    ridge(s, crest(510, 80, 313, 280, hump=(1250, 260, 80)), p.far, 840, depth=230, folds=14)
    mist(s, 640, 120, alpha=0.8, seed=4)
    ridge(s, crest(680, 50, 317, 260), p.mid, 980, depth=200, folds=8, trees=60)
    for x, y, w in ((1180, 720, 110), (1290, 734, 126), (330, 730, 116)):
        stilt(s, x, y, w)
    mist(s, 800, 80, alpha=0.75, seed=8)
    bank = contour(900, -40, 6)
    ground(s, bank, mix(p.leaf, p.earth, 0.2))
    row(
        s,
        lambda x: bank(x) + 30,
        -40,
        1640,
        210,
        lambda x, y: orchard(s, x, y, 190, ORANGES, mix(p.leaf, p.haze, 0.1), 16) if abs(x - 800) > 180 else None,
    )
    person(s, 800, 1430, 1200, "back", 1, "#33597a", "#35383f", "cone", hair="#2a2522")
    _straps(s, 800, 490, 1200)
    basket(s, 800, 1130, 560, 450, fill=balls(ORANGES, 50, p.leaf), taper=0.68, heap=0.2)
    spray(s, 1680, 60, 560, 2.7, p.leaf, 110, 24, ORANGES, 52, droop=-0.15)
    spray(s, -70, 20, 430, 0.5, p.leaf, 110, 18, ORANGES, 48, droop=0.12)


def portrait_grower_2(s):
    """An old grower with a sheaf of millet on his shoulder."""
    p = s.p
    s.sun = (-0.75, -0.6)
    sky(s, horizon=620)
    sun(s, 430, 320, 92, p.sun, 5)
    clouds(s, 190, 6, light(p.low, 0.4), 1.3)
    ridge(s, crest(470, 60, 321, 400), mix(p.far, p.haze, 0.4), 720, depth=180, folds=12)
    loess(s, crest(560, 60, 323, 330, hump=(1180, 320, 110)), mix(p.far, p.mid, 0.5), 900, 6, 280)
    loess(s, crest(720, 40, 327, 300, hump=(250, 300, 60)), p.mid, 1100, 5, 260, 0.2)
    for x in range(-30, 1660, 30):
        millet_plant(
            s,
            x,
            1010 + s.between(-20, 20),
            s.between(170, 220),
            "#8a8238",
            mix(p.bright, p.haze, 0.15),
            s.rng.choice((0.35, -0.3)),
        )
    x0, y0 = 690, 480
    for _ in range(60):
        a = s.between(-0.18, 0.18)
        s.line(
            seg(x0 + 330, y0 + 150 + a * 200, x0 - 210, y0 - 70 + a * 330, 10),
            s.tone("#b8963f", "#8a7a35", "#d9bb64"),
            6,
        )
    grower = person(
        s,
        800,
        1480,
        1150,
        "walk",
        1,
        "#2f4a6c",
        "#33363c",
        "scarf",
        nudge={"elbow2": (0.16, 0.66), "hand2": (0.12, 0.8), "hand": (0.17, 0.77), "elbow": (0.07, 0.6)},
    )
    for _ in range(70):
        a = s.between(-0.2, 0.2)
        s.line(
            seg(x0 + 400, y0 + 165 + a * 170, x0 - 200, y0 - 40 + a * 360, 14),
            s.tone("#b8963f", "#8a7a35", "#d9bb64", "#c9a84a"),
            6,
        )
    s.line(seg(760, 470, 720, 590, 10), "#8a5a2a", 20)
    grower.arm(False)
    for _ in range(17):
        a = s.between(-0.24, 0.24)
        millet_ear(
            s,
            x0 - 190 + s.between(-30, 60),
            y0 - 50 + a * 380,
            s.between(220, 290),
            3.4 + a * 1.4,
            s.tone("#d9a02f", "#e6bd55", "#c48a24"),
            -1.1 - a,
            width=0.09,
        )
    for x in list(range(-40, 420, 96)) + list(range(1230, 1700, 96)):
        millet_plant(
            s, x, 1140, s.between(420, 560), "#7d7a35", s.tone(p.bright, "#c8922a"), 0.35 if x < 800 else -0.35
        )


def portrait_grower_3(s):
    """A tea picker waist-deep in the rows."""
    p = s.p
    s.sun = (-0.7, -0.65)
    sky(s, horizon=560)
    s.glow(420, 220, 480, p.sun, 0.7)
    ridge(s, crest(330, 100, 331, 300, hump=(1120, 280, 90)), mix(p.far, p.haze, 0.45), 660, depth=230, folds=14)
    ridge(s, crest(440, 80, 333, 260), p.far, 720, depth=220, folds=14, trees=50)
    mist(s, 560, 130, alpha=0.9, seed=6)
    for x, y, w in ((220, 640, 130), (330, 650, 150)):
        white(s, x, y, w)
    for x in (190, 380, 1350, 1420):
        pine(s, x, 670, s.between(110, 180), mix(p.near, p.mid, 0.4))
    ground(s, contour(640, 40, 4), mix(p.leaf, p.earth, 0.35))
    lines = stairs(650, 860, 4, bend=60, seed=41, tilt=30)
    for k in range(4):
        h = max(10, lines[k + 1](800) - lines[k](800))
        hedge(s, lines[k], h * 1.05, mix(p.leaf, p.haze, 0.4 - 0.1 * k))
    person(
        s, 760, 1350, 1020, "pick", 1, "#b8464e", "#35404c", "cone", load=pack(heap("#86b34c", "#c8dc8a"), size=0.42)
    )
    hedge(s, contour(960, 30, 47), 260, p.leaf)
    for _ in range(90):
        x = s.between(-20, 1620)
        tea_sprig(
            s,
            x,
            900 + s.between(-60, 140),
            s.between(40, 72),
            -1.57 + s.between(-0.5, 0.5),
            mix(p.bright, p.leaf, s.between(0, 0.45)),
        )


def portrait_grower_4(s):
    """The mushroom grower carrying a tray out of the wood."""
    p = s.p
    s.sun = (-0.6, -0.8)
    s.wash(
        [(light(p.sky, 0.35), 1), (mix(p.bright, p.haze, 0.55), 1), (mix(p.mid, p.leaf, 0.4), 1)],
        [0, 0.55, 1],
        (0, 0),
        (0, 900),
    )
    s.glow(640, 300, 640, "#f9f3c8", 0.85)
    for n, tone, z, y in ((20, mix(p.mid, p.haze, 0.6), 17, 720), (12, mix(p.mid, p.haze, 0.3), 30, 770)):
        for _ in range(n):
            trunk(s, s.between(-20, 1620), y, 820, z * s.between(0.6, 1.2), tone, s.between(-40, 40))
        dabs(s, 800, 90, 1000, 140, 300, 50, [mix(tone, p.leaf, 0.3), mix(tone, p.bright, 0.5), light(tone, 0.2)])
    ground(s, contour(740, 16, 4), mix(p.leaf, p.bright, 0.25))
    for x in (150, 330, 1190, 1380, 1540):
        log(s, x - 70, 930, x + 40, 640, 22, 5, mix("#6a4f3a", p.haze, 0.12))
        log(s, x + 70, 935, x - 36, 645, 22, 5, mix("#6a4f3a", p.haze, 0.12))
    ground(s, contour(900, 16, 8), mix(p.leaf, p.near, 0.4))
    grass(s, contour(900, 16, 8), 320, [p.leaf, p.bright, p.mid], 34, drop=150)
    beams(s, 420, -60, "#fff6cf", 7, 1250, 0.32, 0.8, 1.0)
    grower = person(
        s,
        720,
        1440,
        1120,
        "stand",
        1,
        "#3f6a80",
        "#3a3f3c",
        "straw",
        apron="#d9c69a",
        nudge={"elbow": (-0.02, 0.58), "hand": (0.17, 0.545), "elbow2": (0.16, 0.62), "hand2": (0.3, 0.58)},
    )
    tray(s, 980, 800, 300, flat=0.27, shadow=False)
    spots = sorted([(s.between(-1, 1), s.between(-1, 1)) for _ in range(60)], key=lambda t: t[1])
    for u, v in spots:
        if u * u + v * v < 0.8:
            shiitake(s, 980 + u * 270, 786 + v * 62, s.between(34, 50), s.rng.choice(CAPS), False, False)
    grower.arm(False)
    dabs(s, 1500, 40, 360, 150, 120, 90, [dark(p.near, 0.4), dark(p.near, 0.2), p.leaf])
    dabs(s, 60, 40, 330, 140, 110, 90, [dark(p.near, 0.4), dark(p.near, 0.2), p.leaf])


def home_hero(s):
    """Dawn over orchards and paddies; growers walk the ridge with the harvest."""
    p = s.p
    s.sun = (0.2, -0.9)
    sky(s, "#9fb9bd", "#fcdcab", horizon=520)
    sun(s, 980, 262, 74, "#f8b768", 8)
    clouds(s, 150, 7, light(p.low, 0.45), 1.5)
    ridge(s, crest(300, 90, 341, 360, hump=(420, 280, 80)), mix(p.far, p.haze, 0.5), 560, depth=220, folds=18)
    ridge(s, crest(370, 80, 343, 300, hump=(1330, 280, 90)), mix(p.far, p.haze, 0.15), 600, depth=200, folds=16)
    mist(s, 440, 90, alpha=0.9, seed=3)
    ridge(s, crest(460, 50, 347, 280, hump=(250, 260, 70)), mix(p.mid, p.far, 0.45), 660, depth=170, folds=12, trees=70)
    mist(s, 530, 60, alpha=0.8, seed=9)
    for x, y, w in ((300, 560, 84), (390, 566, 96), (220, 572, 78), (1240, 556, 88), (1330, 560, 76)):
        stilt(s, x, y, w)
    for x in (200, 290, 480, 1220, 1320, 1410):
        bush(s, x, 576, s.between(16, 28), mix(p.mid, p.leaf, 0.4))
    smoke(s, 350, 500, 130, lean=50, width=8)
    paddies(s, steps(566, 900, 10, 2.6, 1.1, 20))
    hill = smooth([(-100, 560), (130, 580), (360, 640), (560, 730), (700, 830), (740, 960), (-100, 960)], tension=0.7)
    s.shadow(hill, 10, -8, alpha=0.3, blur=12)
    s.inside(hill)
    terraces(
        s,
        [contour(572 + 44 * k + 5 * k * k, 0, 70 + k, tilt=90) for k in range(7)],
        [mix("#86a548", p.earth, 0.3), mix("#86a548", p.haze, 0.25)],
        mix(p.earth, p.near, 0.3),
        lip=light("#86a548", 0.35),
        each=lambda k, line, h: row(
            s,
            lambda x: line(x) + h * 0.4,
            -60,
            900,
            40 + 12 * k,
            lambda x, y: orchard(
                s, x, y, 40 + 13 * k, ORANGES, mix("#2c5f3c", p.haze, max(0, 0.3 - k * 0.06)), 9, density=0.6
            ),
        ),
    )
    s.done()
    right = smooth(
        [(1700, 560), (1480, 590), (1300, 650), (1120, 740), (1010, 840), (990, 960), (1700, 960)], tension=0.7
    )
    s.shadow(right, -10, -8, alpha=0.3, blur=12)
    s.inside(right)
    s.fill(right, mix("#2f7a45", p.earth, 0.35))
    for k in range(8):
        hedge(
            s,
            contour(590 + 36 * k + 3 * k * k, 0, 90 + k, tilt=-90),
            34 + 5 * k,
            mix("#2f7a45", p.haze, max(0, 0.35 - 0.06 * k)),
            900,
            1700,
            lit="#a7c957",
        )
    s.done()
    bank = contour(800, -46, 12)
    ground(s, bank, dark(p.near, 0.15))
    grass(s, bank, 460, [p.leaf, p.near, mix(p.leaf, p.bright, 0.5), "#86a548"], 30, drop=80)
    flowers(s, bank, 70, ["#f3d9a0", "#e9e2cc", "#e08a4a"], 70, 4)
    loads = (
        balls(ORANGES, 8, "#2c5f3c"),
        heap("#dcae3a", "#f5dd8a"),
        heap("#86b34c"),
        balls(("#d2301f", "#c02818"), 6),
    )
    for i, (x, z, coat, hat) in enumerate(
        (
            (530, 240, "#2c3a5c", "turban"),
            (712, 254, "#b8464e", "cone"),
            (890, 248, "#35566e", "cone"),
            (1060, 236, "#c9973f", "straw"),
        )
    ):
        person(s, x, bank(x) + 26, z, "walk", 1, coat, "#33363c", hat, load=pack(loads[i], size=0.36))
    spray(s, 1660, -10, 380, 2.75, "#2c5f3c", 74, 20, ORANGES, 34, droop=-0.12)
    birds(s, 760, 190, 7)
