"""Worked land: terraces of tea, rice or earth, furrows, grass, paths."""

from .forms import Noise, band, curve, leaf, lump, poly, seg, smooth, under
from .palette import dark, light, mix


def contour(y, bend, seed, wave=520, rough=14, tilt=0.0):
    """A terrace line: a broad bow with small irregularities."""
    noise = Noise(seed)

    def line(x):
        u = (x - 800) / 800
        return y + bend * (u * u - 0.3) + tilt * u + noise(x / wave + 3, 3) * rough

    return line


def stairs(top, foot, count, bend=60, seed=5, tilt=0.0, rough=16, ease=1.6):
    """Terrace lines from far (top) to near (foot), spreading with nearness."""
    noise = Noise(seed)
    return [
        contour(
            top + (foot - top) * ((k / count) ** ease),
            bend * (1 - 0.4 * k / count),
            seed * 7 + k // 3,
            rough=rough * (0.5 + k / count),
            tilt=tilt + noise(k * 0.37) * 26,
        )
        for k in range(count + 2)
    ]


def terraces(s, lines, fills, riser, x0=-80, x1=1680, lip=None, each=None):
    """Steps down a slope; ``each(k, line, height)`` plants the k-th step."""
    for k in range(len(lines) - 1):
        a, b = lines[k], lines[k + 1]
        height = max(6.0, b(800) - a(800))
        colour = fills[k % len(fills)]
        area = under(a, x0, x1, max(b(x0), b(800), b(x1)) + 90, 14)
        s.fill(area, colour)
        step = band(a, lambda x, a=a, h=height: a(x) + h * 0.26, x0, x1)
        s.fill(step, riser)
        s.grade(step, (0, a(800)), (0, a(800) + height * 0.5), dark(riser, 0.45), 0.1, 0.7)
        if lip:
            s.line(poly(*curve(a, x0, x1, 16), closed=False), lip, max(1.4, height * 0.05))
        s.grade(area, (0, a(800) + height * 0.3), (0, a(800) + height * 1.2), dark(colour, 0.3), 0.0, 0.42)
        if each:
            each(k, a, height)


def hedge(s, line, height, colour, x0=-60, x1=1660, bump=1.5, lit=None):
    """One clipped row of tea: scalloped top, light above, dark below."""
    lit = lit or s.p.bright
    w = height * bump
    tops, x = [(x0, line(x0) + height * 0.5)], x0
    while x < x1:
        step = w * s.between(0.75, 1.25)
        y = line(x + step / 2)
        rise = height * s.between(0.45, 0.62)
        tops += [
            (x + step * 0.18, y - rise * 0.8),
            (x + step * 0.5, y - rise),
            (x + step * 0.82, y - rise * 0.8),
            (x + step, y - rise * 0.42),
        ]
        x += step
    low = [(px, line(px) + height * 0.45) for px in range(int(x1), int(x0) - 1, -60)]
    path = smooth(tops + low, tension=0.8)
    s.fill(path, colour)
    mid = line((x0 + x1) / 2)
    s.grade(
        path, (0, mid - height * 0.6), (0, mid + height * 0.15), lit, 0.85, 0.0, dot=max(1.6, min(2.3, height * 0.035))
    )
    s.grade(path, (0, mid - height * 0.05), (0, mid + height * 0.5), dark(colour, 0.55), 0.0, 0.9)
    s.inside(path)
    for _ in range(int((x1 - x0) / max(7, height * 0.25))):
        px = s.between(x0, x1)
        py = line(px) - height * s.between(-0.1, 0.5)
        z = max(3.0, height * s.between(0.06, 0.13))
        s.fill(
            leaf(px, py, z * 1.8, z * 0.5, -1.57 + s.between(-0.9, 0.9)),
            s.tone(lit, light(lit, 0.35), mix(colour, lit, 0.5)),
            0.85,
        )
    s.done()


def row(s, line, x0, x1, gap, plant, jitter=0.2):
    """Plant something along a line: ``plant(x, y)``."""
    x = x0 + s.between(0, gap)
    while x < x1:
        plant(x, line(x))
        x += gap * s.between(1 - jitter, 1 + jitter)


def furrows(s, horizon, foot, vanish, colours, count=26, spread=3000):
    """Rows running away to a vanishing point."""
    base = poly((-80, horizon), (s.w + 80, horizon), (s.w + 80, foot), (-80, foot))
    s.fill(base, colours[0])
    s.inside(base)
    for i in range(count):
        a = vanish - spread / 2 + spread * i / count
        b = a + spread / count * 0.52
        wob = s.between(-8, 8)
        path = poly(
            (vanish + (a - vanish) * 0.045, horizon),
            (vanish + (b - vanish) * 0.045, horizon),
            (b + wob, foot),
            (a + wob, foot),
        )
        s.fill(path, colours[1 + i % (len(colours) - 1)])
        s.grade(path, (0, horizon), (0, foot), dark(colours[1], 0.4), 0.0, 0.5)
    s.done()
    s.wash(
        [(s.p.haze, 0.8), (s.p.haze, 0)],
        [0, 1],
        (0, horizon),
        (0, horizon + (foot - horizon) * 0.45),
        rect=(-80, horizon, s.w + 160, (foot - horizon) * 0.46),
    )


def ground(s, line, colour, foot=1150, shade=None, grain=0.55):
    """A near bank of earth or grass."""
    path = under(line, -80, s.w + 80, foot, 10)
    s.fill(path, colour)
    top = min(line(x) for x in range(0, s.w + 1, 100))
    s.grade(path, (0, top), (0, foot), shade or dark(colour, 0.45), 0.0, grain)
    return path


def grass(s, line, count, colours, height=26, x0=-40, x1=1640, drop=60, lean=0.2):
    """Blades along a bank."""
    for _ in range(count):
        x = s.between(x0, x1)
        y = line(x) + s.between(0, drop)
        z = height * s.between(0.5, 1.3)
        s.fill(
            leaf(x, y, z, z * 0.07 + 0.8, -1.57 + s.between(-0.35, 0.35) + lean * 0.4, s.between(-0.15, 0.15)),
            s.rng.choice(colours),
        )


def flowers(s, line, count, colours, drop=50, size=4, x0=-40, x1=1640):
    """Dabs of blossom in the grass."""
    for _ in range(count):
        x = s.between(x0, x1)
        z = size * s.between(0.6, 1.3)
        s.fill(lump(s.rng, x, line(x) + s.between(-6, drop), z, z * 0.8, 0.25, 6), s.rng.choice(colours))


def track(s, points, widths, colour):
    """A footpath."""
    left = [(x - w, y) for (x, y), w in zip(points, widths, strict=True)]
    right = [(x + w, y + 2) for (x, y), w in zip(points, widths, strict=True)]
    path = smooth(left + right[::-1])
    s.fill(path, colour)
    s.grade(path, points[0], points[-1], dark(colour, 0.3), 0.0, 0.4)


def shimmer(s, path, colours, count=60, long=60):
    """Short strokes of light on water."""
    box = path.getBounds()
    s.inside(path)
    for _ in range(count):
        x, y, z = s.between(box.left(), box.right()), s.between(box.top(), box.bottom()), long * s.between(0.2, 1)
        s.line(seg(x, y, x + z, y + s.between(-1, 1)), s.rng.choice(colours), s.between(1, 2.4), 0.6)
    s.done()
