"""Shenchi, Shanxi: a full moon over the loess, and a bakery at Mid-Autumn."""

from skia import BlendMode

from ..baskets import basket
from ..fields import contour, ground
from ..figures import person
from ..forms import leaf, limb, lump, oval, poly, rect, seg
from ..hills import crest, loess, ridge
from ..houses import lantern, lattice, roof
from ..interiors import bench, oven, room, shelf, steam, window
from ..palette import PAPER, SEAL, WOOD, dark, mix
from ..products import mooncake, wedge
from ..sky import clouds, sky, sun
from ..still_life import boards, cloth, cup, disc
from ..trees import bare, poplar

CAKES = ("#c98a3c", "#bd7a32", "#d49a4c")


def _stars(s, top=380):
    for _ in range(110):
        s.fill(oval(s.between(0, s.w), s.between(0, top), s.between(0.8, 2.4)), PAPER, s.between(0.3, 0.9))


def _moon(s, x, y, r):
    sun(s, x, y, r, s.p.sun, 4.2)
    for dx, dy, k in ((-0.3, -0.2, 0.26), (0.25, 0.1, 0.2), (-0.05, 0.42, 0.16), (0.4, -0.35, 0.1)):
        s.grade(
            lump(s.rng, x + dx * r, y + dy * r, k * r, k * r * 0.8, 0.15), (x, y - r), (x, y + r), "#d8b98a", 0.5, 0.35
        )


def land(s):
    """Moonrise over the terraced plateau, flax in front."""
    p = s.p
    s.sun = (0.5, -0.8)
    sky(s, horizon=640)
    _stars(s)
    _moon(s, 880, 300, 96)
    clouds(s, 420, 5, mix(p.low, p.sky, 0.35), 1.1, 0.7, 50)
    ridge(s, crest(520, 50, 3, 420), mix(p.far, p.low, 0.3), 800, depth=200, folds=12)
    loess(s, crest(590, 60, 9, 340, hump=(300, 260, 60)), mix(p.mid, p.far, 0.35), 900, 7, 300)
    for x, y in ((420, 690), (470, 700), (520, 694), (575, 706), (1150, 700), (1200, 708)):
        s.form(rect(x, y - 26, 42, 26), dark(p.mid, 0.35), dark(p.mid, 0.6), None)
        roof(s, x, y - 24, 42, 18, dark(p.near, 0.3))
        s.fill(rect(x + 14, y - 18, 10, 12), "#ffd27a")
        s.glow(x + 19, y - 12, 36, "#ffc46a", 0.5)
    loess(s, crest(720, 50, 19, 300, hump=(1300, 300, 60)), p.mid, 1050, 6, 260, 0.25)
    for x in (250, 285, 325, 1390, 1430):
        poplar(s, x, 800, s.between(170, 250), dark(p.leaf, 0.3))
    bank = contour(900, 30, 4)
    ground(s, bank, dark(p.near, 0.25))
    person(
        s,
        800,
        962,
        210,
        "walk",
        -1,
        "#4a5570",
        "#2f3038",
        "kerchief",
        load=lambda s, x, y, k: basket(
            s,
            x,
            y + 0.14 * k,
            0.3 * k,
            0.26 * k,
            fill=lambda s, x, y, rx, ry: [mooncake(s, x + d * rx, y - 6, 14, CAKES[0], 0.6) for d in (-0.4, 0.4)],
        ),
    )
    lantern(s, 744, 880, 20, "#e08a2a")
    s.glow(744, 880, 230, "#ffb45a", 0.4, BlendMode.kScreen)
    for _ in range(300):
        x, y = s.between(-20, 1620), s.between(925, 1090)
        if 690 < x < 890 and y < 985:
            continue
        z = s.between(60, 130) * (0.6 + (y - 900) / 300)
        lean = s.between(-16, 24)
        s.line(seg(x, y, x + lean, y - z, 4), s.tone(dark(p.leaf, 0.3), "#7d7a45", "#a3924f"), 2.2)
        for k in range(3):
            px, py = x + lean * (1 - 0.12 * k) + s.between(-14, 14), y - z + s.between(-2, 26)
            s.form(lump(s.rng, px, py, 5.5, 6, 0.1, 7), s.tone("#c8953f", "#a8742f", "#8e9ec8"), "#5b4020", "#f6dca0")


def work(s):
    """The baker at the oven, moulds and cakes on the bench."""
    s.sun = (0.9, -0.3)
    room(s, "#a57a54", "#6b4a34", 770)
    window(
        s,
        120,
        190,
        230,
        260,
        lambda s: (
            s.wash([("#31405f", 1), ("#c98d62", 1)], [0, 1], (0, 190), (0, 450), rect=(120, 190, 230, 260)),
            _moon(s, 260, 270, 34),
        ),
        light_to=(0.9, 500),
    )
    shelf(s, 430, 330, 420, 6)
    shelf(s, 470, 480, 330, 5)
    oven(s, 1270, 830, 620, 560)
    s.form(rect(930, 826, 760, 60), "#7d5a40", dark("#7d5a40", 0.5), "#e0a868")
    top = bench(s, 120, 960, 760, 210, cloth="#e9e0cc")
    for r in range(2):
        for i in range(6):
            mooncake(s, 420 + i * 76 + r * 18, top - 22 + r * 30, 33, s.rng.choice(CAKES), 0.5, i)
    s.form(lump(s.rng, 250, top + 2, 74, 34, 0.06), "#ead9b4", "#a98a5c", PAPER)
    person(s, 330, 975, 520, "stoop", 1, "#f0e9da", "#4a4a48", "cap", apron="#c9b79a")
    s.line(seg(835, 700, 1240, 640), dark(WOOD, 0.2), 13)
    s.form(poly((1180, 632), (1300, 606), (1318, 640), (1196, 668)), WOOD, dark(WOOD, 0.5), "#ffc87a")
    for k in range(3):
        mooncake(s, 1216 + k * 32, 634 - k * 7, 20, "#d08a3a", 0.5)
    person(
        s,
        800,
        1010,
        540,
        "stir",
        1,
        "#b8553a",
        "#3d4248",
        "white",
        apron="#efe6d4",
        nudge={"hand": (0.26, 0.58), "hand2": (0.36, 0.63)},
    )
    steam(s, 1270, 420, 360, 3, 60, 0.2)
    s.glow(1270, 660, 620, "#ffa347", 0.22, BlendMode.kScreen)


def still(s):
    """Cakes, a mould and tea in warm lamplight."""
    boards(s, "#4c3a30", 6)
    cloth(
        s,
        [(160, 240), (700, 130), (1260, 190), (1440, 520), (1240, 930), (640, 980), (220, 820)],
        "#9c3626",
        "#d9a55a",
        11,
    )
    disc(s, 760, 530, 330, "#e7ddc8", "#33567a", "#efe6d2")
    for k, (x, y) in enumerate(((650, 420), (860, 430), (640, 620), (770, 530))):
        mooncake(s, x, y, 112, CAKES[k % 3], 1.0, k)
    wedge(s, 905, 650, 118, -0.3, 1.1)
    wedge(s, 1080, 760, 112, 0.5, 1.5)
    disc(s, 1240, 380, 112, "#dfe5e0", "#33567a", "#b98a3f")
    s.grade(oval(1240, 380, 92), (1180, 330), (1250, 400), PAPER, 0.5, 0.0)
    s.at(262, 800, 0.12)
    handle = limb([(0, 0), (0, -150), (0, -290)], [26, 22, 30])
    s.shadow(handle, 10, 12)
    s.form(handle, "#8a5a36", "#3d2414", "#d9a878")
    block = lump(s.rng, 0, -380, 130, 128, 0.02, 16)
    s.shadow(block, 12, 14)
    s.form(block, "#8a5a36", "#3d2414", "#d9a878")
    s.fill(oval(0, -380, 92), "#5a3620")
    mooncake(s, 0, -380, 84, "#6b4328", 1.0, 1)
    s.done()
    for _ in range(26):
        s.fill(
            lump(s.rng, s.between(950, 1380), s.between(600, 900), s.between(3, 7), s.between(3, 5), 0.2, 7),
            s.tone("#e8c98a", "#f1e3c4", "#c98f4f"),
        )
    for x, y, a in ((200, 250, 0.4), (1350, 160, 2.4), (1420, 850, 3.6)):
        for k in range(5):
            s.fill(leaf(x, y, 60, 15, a + k * 0.5), s.tone("#d9a24a", "#c9822f", "#8a8a3f"))
    s.glow(560, 380, 800, "#ffd08a", 0.22, BlendMode.kSoftLight)


def village(s):
    """A moonlit courtyard with lanterns and a table set outside."""
    p = s.p
    s.sun = (-0.4, -0.8)
    sky(s, "#1f2b45", "#8f6f73", horizon=700)
    _stars(s, 460)
    _moon(s, 640, 190, 78)
    ridge(s, crest(470, 70, 43, 380), mix(p.far, "#2f3a55", 0.4), 800, mix(p.haze, "#4a4a62", 0.6), depth=220, folds=10)
    ground(s, contour(800, 6, 3), "#8a6a50")
    for x, w, h in ((60, 480, 300), (1080, 500, 310)):
        brick = "#8f6a54"
        s.form(rect(x, 830 - h, w, h), brick, dark(brick, 0.6), "#e0a878", 0.8)
        for r in range(int(h / 15)):
            s.line(seg(x, 830 - r * 15, x + w, 830 - r * 15), dark(brick, 0.4), 1.2, 0.5)
        for k in (0.1, 0.62):
            lattice(s, x + w * k, 830 - h * 0.72, w * 0.27, h * 0.4, "#4a2a20", "#ffcf7a", 5)
            s.glow(x + w * (k + 0.13), 830 - h * 0.5, 150, "#ffc46a", 0.4)
        s.fill(rect(x + w * 0.42, 830 - h * 0.68, w * 0.15, h * 0.68), "#4a2a20")
        roof(s, x - 20, 838 - h, w + 40, 130, "#3d4450", 0.1, 0.05, 0.86)
    s.form(rect(560, 560, 500, 260), "#7d5d4a", dark("#7d5d4a", 0.6), None)
    roof(s, 690, 600, 250, 86, "#3d4450", 0.2)
    s.fill(rect(740, 610, 150, 210), "#3a2018")
    s.fill(rect(738, 610, 10, 180), SEAL)
    s.fill(rect(884, 610, 10, 180), SEAL)
    bare(s, 1040, 850, 130, 15, -1.7, "#2b2520", 6)
    for x, y in ((700, 560), (930, 560), (180, 590), (440, 590), (1180, 590), (1480, 590)):
        lantern(s, x, y, 27)
    s.fill(oval(815, 985, 330, 54), "#1b1a1c", 0.35, blur=9)
    s.form(rect(790, 880, 50, 110), "#5a3a28", "#2b1a12", None)
    s.form(oval(815, 878, 270, 62), "#6b442e", "#2f1c12", "#d9a06a")
    s.form(oval(815, 868, 270, 60), "#8f5f3e", "#4a2c1a", "#ecc08a")
    for k, x in enumerate((740, 815, 890)):
        mooncake(s, x, 862, 38, CAKES[k], 0.5, k)
    mooncake(s, 815, 836, 38, CAKES[0], 0.5, 1)
    cup(s, 640, 852, 24, tea="#c9923f")
    cup(s, 985, 852, 24, tea="#c9923f")
    person(s, 440, 1010, 400, "sit", 1, "#35566e", "#3d4048", "kerchief")
    person(s, 1200, 1010, 410, "sit", -1, "#a8503a", "#3a3d40", "cap")
    s.form(rect(385, 905, 100, 105), "#5a3a28", "#2b1a12", None)
    s.form(rect(1150, 905, 100, 105), "#5a3a28", "#2b1a12", None)
    person(s, 620, 1000, 210, "stand", 1, "#c98a3a", "#4a4a4a", "none")
    s.glow(815, 800, 620, "#ffb866", 0.16, BlendMode.kScreen)
