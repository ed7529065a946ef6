"""Grain ears, berries, nuts, mangoes; plants standing in rows."""

import math

from .forms import blade, leaf, limb, lump, oval, seg, smooth
from .palette import dark, light, mix


def millet_ear(s, x, y, length, turn, tone="#d9a02f", droop=0.9, stalk=True, width=0.085):
    """A heavy, drooping foxtail millet ear hung from (x, y)."""
    pts = []
    for i in range(9):
        t = i / 8
        a = turn + droop * t
        px, py = (pts[-1] if pts else (x, y))
        pts.append((px + math.cos(a) * length / 8, py + math.sin(a) * length / 8) if i else (x, y))
    widths = [length * width * (0.25 + 1.0 * math.sin(math.pi * min(0.96, 0.12 + 0.8 * i / 8))) for i in range(9)]
    path = limb(pts, widths)
    s.form(path, dark(tone, 0.15), dark(tone, 0.55), light(tone, 0.35), 0.8, 0.5)
    for _ in range(int(26 + length * 0.5)):
        i = s.rng.randint(0, 7)
        u, v = s.rng.random(), s.between(-1.05, 1.05)
        (ax, ay), (bx, by) = pts[i], pts[i + 1]
        d = math.hypot(bx - ax, by - ay) or 1
        nx, ny = -(by - ay) / d, (bx - ax) / d
        w = widths[i] * v
        cx, cy = ax + (bx - ax) * u + nx * w, ay + (by - ay) * u + ny * w
        z = max(1.5, length * 0.017)
        lit = (nx * v * s.sun[0] + ny * v * s.sun[1]) > 0
        s.fill(oval(cx, cy, z, z * 0.9), s.tone(light(tone, 0.45), tone) if lit else s.tone(dark(tone, 0.35), tone), 0.95)
    if length > 60:
        for _ in range(30):
            i = s.rng.randint(0, 8)
            a = s.between(0, 6.28)
            s.line(seg(*pts[i], pts[i][0] + math.cos(a) * widths[i] * 1.5, pts[i][1] + math.sin(a) * widths[i] * 1.5), light(tone, 0.4), 1, 0.6)
    return path


def millet_plant(s, x, y, h, green="#8a8a3a", tone="#d9a02f", lean=0.2):
    """A stalk with arching blades and a heavy hanging ear."""
    side = 1 if lean > 0 else -1
    pts = [(x, y), (x + lean * h * 0.04, y - h * 0.45), (x + lean * h * 0.14, y - h * 0.76), (x + lean * h * 0.36, y - h * 0.87)]
    s.fill(limb(pts, [max(1.2, h * w) for w in (0.009, 0.008, 0.006, 0.005)]), green)
    for k in range(4):
        t = 0.16 + 0.15 * k
        way = 1 if k % 2 else -1
        z = h * s.between(0.26, 0.36)
        path = blade(x + lean * h * 0.05 * t, y - h * t, z, h * 0.02, way)
        hue = s.tone(green, dark(green, 0.25), mix(green, tone, 0.45))
        if h > 160:
            s.form(path, hue, dark(hue, 0.4), light(hue, 0.35), 0.6, 0.4)
        else:
            s.fill(path, hue)
    millet_ear(s, *pts[-1], h * s.between(0.3, 0.38), -0.35 if side > 0 else -2.79, tone, 1.75 * side, width=0.085)


def rice_ear(s, x, y, length, turn, tone="#dfb23c", droop=0.9, grains=26):
    """A drooping panicle of rice."""
    px, py, a = x, y, turn
    for i in range(14):
        t = i / 13
        a = turn + droop * t * t
        nx, ny = px + math.cos(a) * length / 14, py + math.sin(a) * length / 14
        s.line(seg(px, py, nx, ny), dark(tone, 0.35), max(1, length * 0.008))
        if t > 0.25:
            for side in (-1, 1):
                for _ in range(max(1, grains // 20)):
                    b = a + side * s.between(0.25, 0.7)
                    z = length * 0.075
                    path = leaf(px, py, z, z * 0.24, b)
                    s.fill(path, s.tone(tone, light(tone, 0.35), dark(tone, 0.2)))
        px, py = nx, ny


def rice_clump(s, x, y, h, green="#8f9a3c", tone="#e0b23a"):
    """A tuft of ripe rice."""
    for _ in range(9):
        a = -1.57 + s.between(-0.55, 0.55)
        z = h * s.between(0.6, 1.0)
        s.fill(leaf(x + s.between(-0.1, 0.1) * h, y, z, z * 0.028, a, s.between(-0.14, 0.14)), s.tone(green, mix(green, tone, 0.6), dark(green, 0.25)))
    for _ in range(5):
        side = s.rng.choice((-1, 1))
        ex, ey = x + s.between(-0.25, 0.25) * h, y - h * s.between(0.6, 0.85)
        s.line(seg(x, y, ex, ey), mix(green, tone, 0.5), max(1, h * 0.012))
        rice_ear(s, ex, ey, h * 0.42, -1.57 + side * 0.5, tone, side * 2.0)


def sheaf(s, x, y, h, rice=False):
    """A bound sheaf of millet or rice, standing."""
    s.fill(oval(x + 8, y, h * 0.24, h * 0.05), "#4a3218", 0.35, blur=4)
    for _ in range(int(30 + h / 8)):
        a = s.between(-0.34, 0.34)
        s.line(seg(x + a * h * 0.6, y, x - a * h * 0.15, y - h * 0.42), s.tone("#b8963f", "#8a7a35", "#d9bb64"), max(1.4, h * 0.014))
        s.line(seg(x - a * h * 0.15, y - h * 0.42, x + a * h * 0.9, y - h * 0.78), s.tone("#b8963f", "#8a7a35"), max(1.2, h * 0.012))
    for _ in range(11):
        a = s.between(-0.9, 0.9)
        if rice:
            rice_ear(s, x + a * h * 0.3, y - h * 0.72, h * 0.42, -1.57 + a * 0.9, s.tone("#d9a92f", "#e6bd55"), 1.7 if a > 0 else -1.7)
            continue
        millet_ear(s, x + a * h * 0.3, y - h * 0.76, h * 0.32, -1.57 + a * 0.9, s.tone("#d9a92f", "#e6bd55", "#b8842a"), 1.4 if a > 0 else -1.4, width=0.1)
    s.line(seg(x - h * 0.085, y - h * 0.42, x + h * 0.085, y - h * 0.42, h * 0.03), "#8a5a2a", max(3, h * 0.035))


def cane_plant(s, x, y, h, stalk="#8a7a5a", green=None):
    """A clump of sugar cane: jointed stalks, arching blades."""
    green = green or s.p.leaf
    for _ in range(3):
        bx, lean = x + s.between(-0.05, 0.05) * h, s.between(-0.08, 0.08) * h
        w = max(2, h * 0.02)
        s.line(seg(bx, y, bx + lean, y - h * 0.62), dark(stalk, 0.2), w)
        for k in range(6):
            t = k / 6
            s.line(seg(bx + lean * t, y - h * 0.62 * t, bx + lean * (t + 0.12), y - h * 0.62 * (t + 0.12)), s.tone(stalk, light(stalk, 0.25)), w * 0.75)
        for k in range(7):
            side = -1 if k % 2 else 1
            a = -1.57 + side * s.between(0.15, 0.9)
            z = h * s.between(0.32, 0.52)
            path = leaf(bx + lean, y - h * s.between(0.48, 0.64), z, z * 0.04, a, 0.24 * side)
            s.fill(path, s.tone(green, dark(green, 0.3), mix(green, s.p.bright, 0.5), s.p.bright))


def walnut(s, x, y, r, tone="#b98a55", cast=True, turn=0.0):
    """A walnut in its shell."""
    path = lump(s.rng, x, y, r, r * 0.9, 0.04, 12)
    if cast:
        s.shadow(oval(x, y + r * 0.6, r * 0.9, r * 0.35), r * 0.4, r * 0.12, alpha=0.45, blur=r * 0.12)
    s.form(path, tone, dark(tone, 0.55), light(tone, 0.45), 0.85, 0.55)
    s.inside(path)
    s.line(seg(x - math.cos(turn) * r, y - math.sin(turn) * r, x + math.cos(turn) * r, y + math.sin(turn) * r, r * 0.3), dark(tone, 0.5), r * 0.07)
    s.line(seg(x - math.cos(turn) * r, y - math.sin(turn) * r - r * 0.06, x + math.cos(turn) * r, y + math.sin(turn) * r - r * 0.06, r * 0.3), light(tone, 0.4), r * 0.03)
    for _ in range(22):
        px, py, z = x + s.between(-1, 1) * r, y + s.between(-1, 1) * r, r * s.between(0.1, 0.28)
        s.line(seg(px, py, px + z, py + s.between(-0.5, 0.5) * z, z * s.between(-0.5, 0.5)), s.tone(dark(tone, 0.4), light(tone, 0.3)), max(1.2, r * 0.035), 0.75)
    s.done()


def kernel(s, x, y, r, turn=0.0, shell=True, tone="#dcb57a"):
    """A walnut half: brain-like kernel in a shell cup."""
    if shell:
        cup = lump(s.rng, x, y, r, r * 0.86, 0.03, 12, turn)
        s.shadow(cup, r * 0.2, r * 0.25, alpha=0.45, blur=r * 0.12)
        s.form(cup, "#a87a48", "#4d3520", "#e0bd8a")
        s.fill(lump(s.rng, x, y, r * 0.86, r * 0.73, 0.03, 12, turn), "#6b4a2c")
    for side in (-1, 1):
        cx, cy = x - math.sin(turn) * side * r * 0.3, y + math.cos(turn) * side * r * 0.3
        lobe = lump(s.rng, cx, cy, r * 0.68, r * 0.3, 0.14, 12, turn)
        s.form(lobe, tone, dark(tone, 0.45), light(tone, 0.5), 0.75, 0.5)
        s.inside(lobe)
        for _ in range(9):
            px, py, z = cx + s.between(-0.6, 0.6) * r, cy + s.between(-0.3, 0.3) * r, r * 0.16
            s.line(seg(px - z, py, px + z, py + s.between(-z, z), s.between(-z, z) * 1.6), dark(tone, 0.35), max(1.3, r * 0.04), 0.8)
        s.done()


def goji(s, x, y, z, turn, tone="#d2301f", dry=False):
    """One goji berry."""
    ct, st = math.cos(turn), math.sin(turn)
    path = lump(s.rng, x, y, z, z * (0.36 if dry else 0.46), 0.1 if dry else 0.04, 9, turn)
    s.form(path, tone, dark(tone, 0.45), light(tone, 0.45), 0.75, 0.45)
    if z > 9:
        s.fill(oval(x - ct * z * 0.1 - z * 0.12, y - st * z * 0.1 - z * 0.14, z * 0.2, z * 0.07), light(tone, 0.6), 0.85)
        s.fill(oval(x - ct * z * 0.95, y - st * z * 0.95, z * 0.12), "#7a6a3a")
        if dry:
            s.line(seg(x - ct * z * 0.6, y - st * z * 0.6, x + ct * z * 0.6, y + st * z * 0.6, 3), dark(tone, 0.4), 1.4, 0.8)


def goji_branch(s, x, y, length, turn, droop=0.5, berries=16, size=13, green="#6f8a5a"):
    """A hanging branch of goji with narrow leaves."""
    px, py = x, y
    for i in range(16):
        a = turn + droop * (i / 15) ** 1.3
        nx, ny = px + math.cos(a) * length / 16, py + math.sin(a) * length / 16
        s.line(seg(px, py, nx, ny), dark("#7a6a4a", 0.15), max(1.6, length * 0.01 * (1 - i / 20)))
        for side in (-1, 1):
            if s.rng.random() < 0.8:
                z = size * s.between(1.8, 2.8)
                path = leaf(px, py, z, z * 0.14, a + side * s.between(0.4, 1.1), 0.05)
                s.form(path, s.tone(green, dark(green, 0.25), light(green, 0.25)), dark(green, 0.5), None, 0.5)
        if i > 1 and s.rng.random() < berries / 14:
            for _ in range(2):
                bx, by = px + s.between(-1.2, 1.2) * size, py + s.between(0.8, 2.2) * size
                s.line(seg(px, py, bx, by), green, 1.4)
                goji(s, bx, by + size * 0.5, size * s.between(0.8, 1.15), 1.57 + s.between(-0.3, 0.3))
        px, py = nx, ny


def mango(s, x, y, r, tone="#eda52a", turn=0.0, blush="#d2572a", green="#8aa83c", cast=True):
    """A mango: an asymmetric oval with a beak, green shoulder, blush cheek."""
    pts = [(-1.2, -0.1), (-0.9, -0.62), (-0.2, -0.82), (0.6, -0.7), (1.12, -0.28), (1.28, 0.16), (1.02, 0.42), (0.45, 0.66), (-0.3, 0.72), (-0.95, 0.46)]
    ct, st = math.cos(turn), math.sin(turn)
    path = smooth([(x + (u * ct - v * st) * r, y + (u * st + v * ct) * r) for u, v in pts])
    if cast:
        s.shadow(path, r * 0.22, r * 0.26, alpha=0.45, blur=r * 0.14)
    s.form(path, tone, dark(tone, 0.5), light(tone, 0.5), 0.8, 0.5)
    s.grade(path, (x - ct * r * 1.1, y - st * r * 1.1), (x + ct * r * 0.1, y + st * r * 0.1), green, 0.75, 0.0)
    s.grade(path, (x + ct * r * 0.1, y - r * 0.5), (x + ct * r * 0.1 + r * 0.8, y - r * 0.5), blush, 0.6, 0.0, radial=True)
    s.inside(path)
    for _ in range(int(r * 0.5)):
        s.fill(oval(x + s.between(-1.2, 1.2) * r, y + s.between(-0.8, 0.8) * r, max(1, r * 0.012)), light(tone, 0.5), 0.6)
    s.done()
    s.fill(oval(x - ct * r * 1.2, y - st * r * 1.2, r * 0.07), "#6b5a34")
    return path


def mango_cheek(s, x, y, r, turn=0.0):
    """A mango half, scored and turned out."""
    path = lump(s.rng, x, y, r * 1.15, r * 0.8, 0.03, 12, turn)
    s.shadow(path, r * 0.2, r * 0.25, alpha=0.45, blur=r * 0.12)
    s.form(path, "#c8832a", "#6b4a1f", None)
    inner = lump(s.rng, x, y - r * 0.04, r * 1.07, r * 0.72, 0.03, 12, turn)
    s.form(inner, "#f5b731", "#c8751a", "#ffe08a")
    s.inside(inner)
    for k in range(-5, 6):
        for a in (turn + 0.75, turn - 0.75):
            cx, cy = x + k * r * 0.25 * math.cos(turn), y + k * r * 0.25 * math.sin(turn)
            dx, dy = math.cos(a) * r * 1.4, math.sin(a) * r * 1.4
            s.line(seg(cx - dx, cy - dy, cx + dx, cy + dy), "#c8751a", max(2, r * 0.045), 0.85)
            s.line(seg(cx - dx - 2, cy - dy - 3, cx + dx - 2, cy + dy - 3), "#ffe49a", max(1, r * 0.018), 0.8)
    s.done()
