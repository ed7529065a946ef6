"""Mountains: misty ridges, karst towers, snow peaks, loess, and their relief."""

import math

from .forms import Noise, lump, poly, seg, smooth, under
from .palette import PAPER, dark, light, mix


def crest(y, amp, seed, wave=420, octaves=5, gain=0.5, tilt=0.0, hump=None):
    """A skyline function; ``hump`` is (x, width, height) of a main summit."""
    noise = Noise(seed)

    def line(x):
        v = y - amp * noise(x / wave + 11, octaves, gain) + tilt * (x - 800) / 800
        if hump:
            v -= hump[2] * math.exp(-(((x - hump[0]) / hump[1]) ** 2))
        return v

    return line


def ridge(s, line, colour, foot, haze=None, fade=0.85, depth=260, folds=0, trees=0, grain=0.5):
    """A hill dark at the crest and lost in mist at its foot."""
    haze = haze or s.p.haze
    path = under(line, -80, s.w + 80, foot, 8)
    s.fill(path, colour)
    tops = [line(x) for x in range(0, s.w + 1, 80)]
    high = min(tops)
    if folds:
        s.inside(path)
        _folds(s, line, colour, folds, depth)
        s.done()
    s.grade(path, (0, high), (0, high + depth), dark(colour, 0.4), grain, 0.0, dot=1.9)
    s.inside(path)
    s.wash(
        [(haze, 0), (haze, fade * 0.45), (haze, fade)],
        [0, 0.55, 1],
        (0, high + depth * 0.25),
        (0, foot),
        rect=(-80, high, s.w + 160, foot - high + 4),
    )
    s.done()
    if trees:
        treeline(s, line, dark(colour, 0.12), trees)


def _folds(s, line, colour, count, depth):
    """Gullies and spurs running down from the crest, lit on one side."""
    side = -1 if s.sun[0] < 0 else 1
    total = count * 2
    for i in range(total):
        x = -60 + (s.w + 120) * (i + s.between(0.1, 0.9)) / total
        big = s.between(0.35, 1.0) ** 1.3
        y, reach = line(x) + depth * s.between(0, 0.12), depth * 0.95 * big
        lean = s.between(-0.35, 0.35) * reach
        w = s.between(0.22, 0.4) * reach
        shade = smooth(
            [
                (x, y),
                (x - side * w * 0.25 + lean * 0.2, y + reach * 0.3),
                (x - side * w * 0.75 + lean * 0.6, y + reach * 0.7),
                (x - side * w + lean, y + reach),
                (x - side * w * 0.3 + lean, y + reach * 0.86),
                (x + lean * 0.45, y + reach * 0.45),
            ]
        )
        s.grade(shade, (x, y), (x, y + reach), dark(colour, 0.3), 0.62, 0.12)
        lit = smooth(
            [
                (x, y),
                (x + lean * 0.3, y + reach * 0.4),
                (x + lean * 0.8, y + reach * 0.8),
                (x + side * w * 0.6 + lean * 0.7, y + reach * 0.7),
                (x + side * w * 0.3 + lean * 0.3, y + reach * 0.35),
            ]
        )
        s.grade(lit, (x, y), (x + lean, y + reach), light(colour, 0.5), 0.42, 0.0)


def treeline(s, line, colour, count, size=12):
    """Tiny trees standing on a crest."""
    for _ in range(count):
        x = s.between(-20, s.w + 20)
        z = size * s.between(0.4, 1.1)
        s.fill(lump(s.rng, x, line(x) - z * 0.4, z * 0.55, z, 0.2, 7), colour)


def peak(s, x, y, w, h, colour, snow=None, seed=1, foot_haze=0.8):
    """One sharp mountain with a lit and a shaded face, perhaps snow."""
    noise = Noise(seed)
    left = [
        (x - w * (1 - t) ** 0.9 + noise(t * 7) * w * 0.05, y - h * t + noise(t * 9 + 30) * h * 0.035)
        for t in [i / 14 for i in range(15)]
    ]
    right = [
        (x + w * t**0.9 + noise(t * 7 + 60) * w * 0.05, y - h * (1 - t) + noise(t * 9 + 90) * h * 0.035)
        for t in [i / 14 for i in range(1, 15)]
    ]
    whole = poly(*left, *right)
    s.fill(whole, colour)
    spine = [(x + noise(t * 6 + 8) * w * 0.13 + w * 0.08 * t, y - h * (1 - t)) for t in [i / 10 for i in range(11)]]
    flank = right if s.sun[0] < 0 else left[::-1]
    shade = poly(*spine, *flank[::-1])
    if snow:
        s.fill(whole, snow)
        s.inside(whole)
        for _ in range(26):
            t, side = s.between(0.0, 1), s.rng.choice((-1, 1))
            bx, by = x + side * w * t * s.between(0.2, 0.95), y - h * (1 - t)
            z = h * s.between(0.1, 0.34)
            s.fill(
                poly(
                    (bx, by - z * 0.2),
                    (bx + side * z * 0.28, by + z * 0.5),
                    (bx + side * z * 0.1, by + z),
                    (bx - side * z * 0.12, by + z * 0.45),
                ),
                colour,
                0.35 + 0.6 * t,
            )
        s.done()
    s.inside(whole)
    s.fill(shade, dark(colour, 0.18), 0.72)
    s.done()
    s.grade(shade, (x, y - h), (x + w * 0.6, y), dark(colour, 0.4), 0.6, 0.1)
    s.grade(whole, (x, y - h * 0.55), (x, y), s.p.haze, 0.0, foot_haze)


def karst(s, x, y, w, h, colour, haze=None, shrubs=True):
    """A limestone tower, rounded on top, steep of side."""
    haze = haze or s.p.haze
    k = s.between(-0.12, 0.12)
    outline = [
        (x - w, y + 10),
        (x - w * s.between(0.8, 0.92), y - h * 0.35),
        (x - w * s.between(0.6, 0.76), y - h * 0.72),
        (x - w * 0.32 + k * w, y - h * 0.95),
        (x + k * w, y - h),
        (x + w * 0.36 + k * w, y - h * 0.93),
        (x + w * s.between(0.62, 0.78), y - h * 0.68),
        (x + w * s.between(0.82, 0.95), y - h * 0.3),
        (x + w, y + 10),
    ]
    path = smooth(outline, tension=0.9)
    s.fill(path, colour)
    s.inside(path)
    side = -1 if s.sun[0] < 0 else 1
    for _ in range(int(10 + h / 22)):
        bx, by = x + s.between(-0.8, 0.8) * w, y - h * s.between(0.15, 0.9)
        z = h * s.between(0.08, 0.24)
        s.fill(
            poly((bx, by), (bx + z * 0.16, by + z * 0.3), (bx + z * 0.1, by + z), (bx - z * 0.1, by + z * 0.8)),
            s.tone(dark(colour, 0.25), light(colour, 0.22)),
            0.5,
        )
    if shrubs:
        for _ in range(int(h / 7)):
            bx, by = x + s.between(-0.95, 0.95) * w, y - h * s.between(0.0, 0.97)
            z = s.between(0.02, 0.055) * h
            s.fill(
                lump(s.rng, bx, by, z * 1.3, z, 0.2, 7),
                s.tone(dark(colour, 0.3), dark(colour, 0.15), mix(colour, s.p.leaf, 0.4)),
                0.8,
            )
    s.done()
    s.grade(path, (x + side * w * 0.2, y), (x - side * w, y), dark(colour, 0.45), 0.0, 0.7)
    s.grade(path, (x - side * w * 0.1, y), (x + side * w, y), light(colour, 0.5), 0.0, 0.4)
    s.inside(path)
    s.wash(
        [(haze, 0), (haze, 0.95)],
        [0, 1],
        (0, y - h * 0.45),
        (0, y),
        rect=(x - w * 1.3, y - h * 0.5, w * 2.6, h * 0.52 + 12),
    )
    s.done()


def loess(s, line, colour, foot, steps=6, depth=320, haze=0.6):
    """A loess hill: stepped terraces on top, gullied sides."""
    path = under(line, -80, s.w + 80, foot, 8)
    s.form(path, colour)
    s.inside(path)
    noise = Noise(int(line(0)) + 3)
    for k in range(steps):
        t = (k + 0.6) / steps
        rows = [
            (
                x,
                line(x) + depth * t**1.25 + noise(x / 240 + k * 1.7, 2) * 16,
                max(0.0, 0.3 + 1.5 * noise(x / 260 + k * 5.3 + 40, 2)),
            )
            for x in range(-80, s.w + 90, 16)
        ]
        pts = [(x, y) for x, y, _ in rows]
        cut = poly(*pts, *[(x, y + (5 + 14 * t) * m) for x, y, m in rows[::-1]])
        s.fill(cut, dark(colour, 0.36), 0.6)
        s.grade(cut, (0, pts[0][1]), (0, pts[0][1] + 20), dark(colour, 0.5), 0.5, 0.1)
        lip = poly(*pts, *[(x, y - (5 + 12 * t) * m) for x, y, m in rows[::-1]])
        s.fill(lip, light(colour, 0.4), 0.5)
        for _ in range(26):
            x, y, m = s.rng.choice(rows)
            if m > 0.3:
                z = 4 + 9 * t
                s.fill(lump(s.rng, x, y - z * 0.3, z, z * 0.7, 0.2, 7), mix(s.p.leaf, colour, s.between(0.3, 0.7)), 0.8)
    for _ in range(int(s.w / 75)):
        x = s.between(-40, s.w + 40)
        y, reach = line(x) + depth * s.between(0.1, 0.8), s.between(40, 150)
        s.fill(
            smooth([(x, y), (x + 9, y + reach * 0.5), (x + s.between(-6, 26), y + reach), (x - 10, y + reach * 0.7)]),
            dark(colour, 0.4),
            0.35,
        )
    high = min(line(x) for x in range(0, s.w + 1, 80))
    s.wash(
        [(s.p.haze, 0), (s.p.haze, haze)],
        [0, 1],
        (0, high + depth * 0.2),
        (0, foot),
        rect=(-80, high, s.w + 160, foot - high),
    )
    s.done()
    s.grade(path, (0, high), (0, high + depth), dark(colour, 0.4), 0.3, 0.0)


def strokes(s, path, colour, count, length=30, turn=0.9, width=2.0, alpha=0.35):
    """Dry brush marks inside a shape."""
    box = path.getBounds()
    s.inside(path)
    for _ in range(count):
        x, y = s.between(box.left(), box.right()), s.between(box.top(), box.bottom())
        z, a = length * s.between(0.4, 1.2), turn + s.between(-0.25, 0.25)
        s.line(
            seg(x, y, x + math.cos(a) * z, y + math.sin(a) * z, s.between(-4, 4)),
            colour,
            width * s.between(0.5, 1.2),
            alpha,
        )
    s.done()


def river(s, points, widths, colour=None):
    """A winding strip of water with light on it."""
    left = [(x - w, y) for (x, y), w in zip(points, widths, strict=True)]
    right = [(x + w, y) for (x, y), w in zip(points, widths, strict=True)]
    path = smooth(left + right[::-1])
    s.fill(path, colour or light(s.p.sky, 0.3))
    box = path.getBounds()
    s.inside(path)
    for _ in range(60):
        y = s.between(box.top(), box.bottom())
        x, z = s.between(box.left(), box.right()), s.between(10, 70)
        s.line(seg(x, y, x + z, y), s.tone(PAPER, light(s.p.sun, 0.3), dark(s.p.far, 0.1)), s.between(1, 2.6), 0.5)
    s.done()
