"""Trees: orchard crowns built of dabs, poplars, pines, bamboo, bare wood, sprays."""

import math

from .forms import leaf, limb, lump, oval, seg, smooth
from .palette import INK, dark, light, mix


def dabs(s, x, y, rx, ry, count, size, colours, spread=1.0, hang=0.0):
    """Leaf-shaped brush marks filling an oval, lighter towards the sun."""
    sx, sy = s.sun
    for _ in range(count):
        a, r = s.between(0, 6.283), math.sqrt(s.rng.random()) * spread
        px, py = math.cos(a) * r, math.sin(a) * r
        lit = (px * sx + py * sy) * 0.55 + 0.45 + s.between(-0.28, 0.28)
        colour = colours[max(0, min(len(colours) - 1, int(lit * len(colours))))]
        turn = s.between(0, 6.283) if not hang else 1.57 + s.between(-hang, hang)
        z = size * s.between(0.7, 1.3)
        s.fill(leaf(x + px * rx, y + py * ry, z, z * 0.26, turn, s.between(-0.1, 0.1)), colour)


def fruit(s, x, y, r, colour, squash=0.95, matte=False):
    """One small round fruit with shade and a light."""
    path = lump(s.rng, x, y, r, r * (1.12 if matte else squash), 0.05, 9)
    if matte:
        s.form(path, colour, dark(colour, 0.5), light(colour, 0.4), 0.8, 0.4)
        return
    s.fill(path, colour)
    if r > 4:
        s.grade(
            path,
            (x + s.sun[0] * r * 0.2, y + s.sun[1] * r * 0.2),
            (x - s.sun[0] * r, y - s.sun[1] * r),
            dark(colour, 0.45),
            0.0,
            0.9,
            dot=max(1.2, r * 0.09),
        )
        s.fill(oval(x + s.sun[0] * r * 0.42, y + s.sun[1] * r * 0.42, r * 0.2), light(colour, 0.65), 0.9)
    else:
        s.fill(oval(x + s.sun[0] * r * 0.4, y + s.sun[1] * r * 0.4, r * 0.3), light(colour, 0.5), 0.8)


def orchard(s, x, y, h, fruits=None, leafage=None, fill=16, trunk=None, density=1.0, squat=1.0, matte=False):
    """A round fruit tree standing at (x, y)."""
    leafage = leafage or s.p.leaf
    bark = trunk or dark(s.p.earth, 0.45)
    r = h * 0.36
    cy = y - h * 0.62
    s.fill(oval(x + r * 0.3, y + 2, r * 1.15, h * 0.045), INK, 0.28, blur=4)
    s.fill(
        limb([(x, y), (x + h * 0.015, y - h * 0.2), (x - h * 0.02, y - h * 0.42)], [h * 0.035, h * 0.024, h * 0.018]),
        bark,
    )
    for side in (-1, 1):
        s.fill(
            limb(
                [(x, y - h * 0.18), (x + side * h * 0.12, y - h * 0.36), (x + side * h * 0.2, y - h * 0.52)],
                [h * 0.018, h * 0.014, h * 0.008],
            ),
            bark,
        )
    clumps = [
        (math.cos(a) * s.between(0.55, 0.78), math.sin(a) * s.between(0.5, 0.7), s.between(0.3, 0.44))
        for a in [k * 0.7 + s.between(-0.2, 0.2) for k in range(9)]
    ]
    if h > 380:
        clumps = [(cx * 1.1, dy * 1.1, cr * 0.62) for cx, dy, cr in clumps]
        for _ in range(24):
            a, d = s.between(0, 6.283), math.sqrt(s.rng.random()) * 0.85
            clumps.append((math.cos(a) * d, math.sin(a) * d * 0.9, s.between(0.2, 0.32)))
    clumps += [(s.between(-0.4, 0.4), s.between(-0.4, 0.4), s.between(0.34, 0.48)) for _ in range(5)]
    clumps.sort(key=lambda c: c[0] * s.sun[0] + c[1] * s.sun[1] * 1.3)
    s.fill(lump(s.rng, x, cy, r * 0.8 * squat, r * 0.72, 0.1, 10), dark(leafage, 0.55))
    for i, (cx, dy, cr) in enumerate(clumps):
        t = i / (len(clumps) - 1)
        base = mix(dark(leafage, 0.42), mix(leafage, s.p.bright, 0.18), t)
        px, py, cr = x + cx * r * squat, cy + dy * r, cr * r
        path = lump(s.rng, px, py, cr * squat, cr * 0.88, 0.13, 10)
        s.form(path, base, dark(base, 0.5), mix(base, s.p.bright, 0.75), 0.75, 0.2 + 0.45 * t)
        tone = [
            dark(base, 0.35),
            base,
            mix(base, s.p.bright, 0.3),
            mix(base, s.p.bright, 0.55),
            mix(base, s.p.bright, 0.3 + 0.6 * t),
        ]
        dabs(s, px, py, cr * 1.12 * squat, cr, int(22 * density * min(1.7, h / 160)), max(3.5, h * 0.032), tone)
    for _ in range(fill if fruits else 0):
        a, d = s.between(0, 6.283), math.sqrt(s.rng.random())
        fruit(
            s,
            x + math.cos(a) * d * r * 0.98 * squat,
            cy + math.sin(a) * d * r * 0.9 + r * 0.08,
            max(2.2, h * s.between(0.024, 0.032) * (0.62 if matte else 1)),
            s.rng.choice(fruits),
            matte=matte,
        )


def canopy(s, x, y, rx, ry, leafage, size=34, count=46, hang=0.0):
    """A broad crown of many clumps, dark behind and lit towards the sun."""
    spots = []
    for _ in range(count):
        a, d = s.between(0, 6.283), math.sqrt(s.rng.random())
        spots.append((math.cos(a) * d, math.sin(a) * d))
    spots.sort(key=lambda c: c[0] * s.sun[0] + c[1] * s.sun[1] * 1.4 + s.between(-0.25, 0.25))
    s.fill(lump(s.rng, x, y, rx * 0.9, ry * 0.85, 0.08, 14), dark(leafage, 0.55))
    for i, (u, v) in enumerate(spots):
        t = i / count
        base = mix(dark(leafage, 0.45), mix(leafage, s.p.bright, 0.25), t)
        px, py, z = x + u * rx * 0.86, y + v * ry * 0.8, s.between(0.22, 0.34)
        path = lump(s.rng, px, py, rx * z, ry * z * 1.25, 0.14, 10)
        s.form(path, base, dark(base, 0.5), mix(base, s.p.bright, 0.7), 0.75, 0.2 + 0.4 * t)
        tones = [dark(base, 0.3), base, mix(base, s.p.bright, 0.35), mix(base, s.p.bright, 0.4 + 0.6 * t)]
        dabs(s, px, py, rx * z * 1.05, ry * z * 1.3, 34, size, tones, hang=hang)


def bush(s, x, y, r, colour, lit=None):
    """A far round tree: one lump, shaded."""
    path = lump(s.rng, x, y - r * 0.7, r, r * 0.9, 0.14, 9)
    s.form(path, colour, dark(colour, 0.55), lit or mix(colour, s.p.bright, 0.6), 0.8, 0.6)


def poplar(s, x, y, h, colour=None):
    """A tall narrow poplar."""
    colour = colour or s.p.leaf
    s.fill(limb([(x, y), (x, y - h * 0.3)], [h * 0.016, h * 0.01]), dark(s.p.earth, 0.3))
    w = h * s.between(0.075, 0.1)
    path = smooth(
        [
            (x - w * 0.4, y - h * 0.1),
            (x - w, y - h * 0.35),
            (x - w * 0.8, y - h * 0.65),
            (x, y - h),
            (x + w * 0.8, y - h * 0.62),
            (x + w, y - h * 0.32),
            (x + w * 0.4, y - h * 0.1),
        ]
    )
    s.form(path, colour, dark(colour, 0.5), s.p.bright, 0.8, 0.5)
    tones = [dark(colour, 0.4), dark(colour, 0.15), mix(colour, s.p.bright, 0.5), s.p.bright]
    for _ in range(int(h / 5)):
        t = s.between(0.1, 0.93)
        ww = w * math.sin(math.pi * min(1, (1 - t) * 0.9 + 0.12)) * 1.05
        px = s.between(-1, 1)
        s.fill(
            leaf(x + px * ww, y - h * t, h * 0.045, h * 0.011, -1.57 + px * 0.4),
            tones[int(max(0, min(3, 2 + px * 2 * s.sun[0])))],
        )


def pine(s, x, y, h, colour):
    """A conifer of ragged tiers."""
    s.fill(limb([(x, y), (x, y - h * 0.9)], [h * 0.02, h * 0.006]), dark(colour, 0.5))
    for k in range(7):
        t = k / 7
        w, cy = h * 0.24 * (1 - t) + h * 0.03, y - h * (0.18 + 0.78 * t)
        path = smooth(
            [
                (x - w, cy + h * 0.05),
                (x - w * 0.4, cy - h * 0.03),
                (x, cy - h * 0.11),
                (x + w * 0.45, cy - h * 0.02),
                (x + w, cy + h * 0.06),
                (x + w * 0.3, cy + h * 0.03),
                (x - w * 0.3, cy + h * 0.04),
            ],
            tension=0.6,
        )
        s.form(path, colour, dark(colour, 0.5), light(colour, 0.3), 0.7, 0.35)


def trunk(s, x, y, h, w, colour, lean=0.0, top=-40):
    """A near forest trunk running out of the picture."""
    path = smooth(
        [
            (x - w * 1.5, y),
            (x - w * 0.85, y - h * 0.12),
            (x - w * 0.7 + lean * 0.5, y - h * 0.5),
            (x - w * 0.6 + lean, y - h),
            (x + w * 0.6 + lean, y - h),
            (x + w * 0.7 + lean * 0.5, y - h * 0.5),
            (x + w * 0.85, y - h * 0.12),
            (x + w * 1.6, y),
        ],
        tension=0.7,
    )
    s.form(path, colour, dark(colour, 0.6), light(colour, 0.35), 0.85, 0.5)
    s.inside(path)
    for _ in range(int(h / 12)):
        t = s.between(0, 1)
        px, py, z = x + lean * t + s.between(-w, w), y - h * t, s.between(14, 50)
        s.line(
            seg(px, py, px + s.between(-4, 4), py - z),
            s.tone(dark(colour, 0.5), light(colour, 0.2)),
            s.between(1, 3),
            0.5,
        )
    s.done()


def bamboo(s, x, y, h, colour=None, lean=20):
    """A culm with nodes and hanging sprays."""
    colour = colour or s.p.leaf
    w = max(2, h * 0.009)
    for k in range(12):
        t0, t1 = k / 12, (k + 0.93) / 12
        s.line(
            seg(x + lean * t0 * t0, y - h * t0, x + lean * t1 * t1, y - h * t1),
            mix(colour, s.p.bright, 0.25),
            w * 2 * (1 - 0.6 * t0),
        )
    for _ in range(int(h / 9)):
        t = s.between(0.35, 1)
        px, py = x + lean * t * t + s.between(-0.1, 0.1) * h, y - h * t + s.between(-10, 30)
        for _ in range(3):
            z = h * s.between(0.035, 0.06)
            s.fill(
                leaf(px, py, z, z * 0.13, s.between(0.3, 2.6)),
                s.tone(colour, dark(colour, 0.25), mix(colour, s.p.bright, 0.6)),
                0.92,
            )


def bare(s, x, y, length, width, turn, colour, depth=6, bend=0.35):
    """A leafless tree, by branching."""
    ex, ey = x + math.cos(turn) * length, y + math.sin(turn) * length
    s.fill(
        limb([(x, y), ((x + ex) / 2 + s.between(-3, 3), (y + ey) / 2), (ex, ey)], [width, width * 0.85, width * 0.68]),
        colour,
    )
    if depth:
        for side in (-1, 1) if s.rng.random() < 0.85 else (s.rng.choice((-1, 1)),):
            bare(
                s,
                ex,
                ey,
                length * s.between(0.66, 0.84),
                width * 0.66,
                turn + side * bend * s.between(0.6, 1.4),
                colour,
                depth - 1,
                bend,
            )


def spray(
    s, x, y, length, turn, leafage, size=46, count=9, fruits=None, fruit_size=26, droop=0.25, leaves=None, width=0.22
):
    """A near branch with big leaves, for framing; ``leaves`` overrides their tones."""
    tones = leaves or [dark(leafage, 0.5), dark(leafage, 0.3), leafage, mix(leafage, s.p.bright, 0.5)]
    pts = []
    for i in range(6):
        t = i / 5
        a = turn + droop * t * t * 2
        pts.append((x + math.cos(a) * length * t, y + math.sin(a) * length * t))
    s.fill(limb(pts, [max(2.0, length * 0.014 * (1 - 0.8 * i / 5)) for i in range(6)]), dark(s.p.earth, 0.55))
    spots = [(s.between(0.15, 1.0), s.rng.choice((-1, 1))) for _ in range(count)] + [(1.0, 0)]
    for t, side in spots:
        i = min(4, int(t * 5))
        u = t * 5 - i
        px, py = pts[i][0] + (pts[i + 1][0] - pts[i][0]) * u, pts[i][1] + (pts[i + 1][1] - pts[i][1]) * u
        a = turn + droop * t + side * s.between(0.5, 1.2)
        z = size * s.between(0.75, 1.25)
        path = leaf(px, py, z, z * width, a, s.between(-0.12, 0.12))
        tone = s.rng.choice(tones)
        s.form(path, tone, dark(tone, 0.5), light(tone, 0.35), 0.7, 0.35)
        s.line(seg(px, py, px + math.cos(a) * z * 0.85, py + math.sin(a) * z * 0.85), light(tone, 0.35), 1.2, 0.6)
    if fruits:
        for _ in range(max(1, count // 4)):
            i = s.rng.randint(2, 5)
            fruit(
                s,
                pts[i][0] + s.between(-0.6, 0.6) * fruit_size,
                pts[i][1] + fruit_size * s.between(0.7, 1.3),
                fruit_size * s.between(0.85, 1.1),
                s.rng.choice(fruits),
            )
