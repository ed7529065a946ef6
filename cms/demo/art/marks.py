"""Draw the marks of the demo's village brands: ``python -m cms.demo.art.marks``.

Seals cut by hand: vermilion on rice paper, uneven at the edge, ink missing here and there. Drawn with
Pillow alone, so that they can be drawn anew without what the scenes need.
"""

import math
import pathlib
import random
from itertools import pairwise

from PIL import Image, ImageDraw

PICTURES = pathlib.Path(__file__).resolve().parent.parent / "pictures"
PAPER, SEAL = (250, 246, 238), (179, 38, 30)
# Drawn four times as large as it is kept, so that edges come out smooth.
SIZE, TIMES = 800, 4
FULL = SIZE * TIMES


class Block:
    """A seal stone and what is cut out of it; measures are hundredths of the side."""

    def __init__(self, seed: int):
        self.rng = random.Random(seed)
        self.image = Image.new("RGB", (FULL, FULL), PAPER)
        self.pen = ImageDraw.Draw(self.image)

    def shape(self, points, colour, rough=0.35) -> None:
        """A filled outline whose edge wavers by about `rough`."""
        self.pen.polygon([self._at(x, y) for x, y in self._wavering(points, rough)], fill=colour)

    def stroke(self, points, width, colour, rough=0.25) -> None:
        """A line of even width along `points`, with round ends."""
        cut = self._wavering(points, rough, closed=False)
        radius = width / 2
        for (ax, ay), (bx, by) in pairwise(cut):
            steps = max(2, int(math.dist((ax, ay), (bx, by)) / 0.25))
            for step in range(steps + 1):
                x, y = ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps
                self.dot(x, y, radius, colour)

    def dot(self, x, y, radius, colour) -> None:
        left, top = self._at(x - radius, y - radius)
        right, bottom = self._at(x + radius, y + radius)
        self.pen.ellipse((left, top, right, bottom), fill=colour)

    def wear(self, chips=170, specks=900) -> None:
        """Ink that did not take: chips along the edges, specks all over."""
        for _number in range(chips):
            side, along = self.rng.choice("tblr"), self.rng.uniform(6, 94)
            deep = 8 + abs(self.rng.gauss(0, 1.1))
            x, y = {"t": (along, deep), "b": (along, 100 - deep), "l": (deep, along), "r": (100 - deep, along)}[side]
            self.dot(x, y, self.rng.uniform(0.08, 0.42), PAPER)
        for _number in range(specks):
            self.dot(self.rng.uniform(4, 96), self.rng.uniform(4, 96), self.rng.uniform(0.04, 0.16), PAPER)

    def save(self, key: str) -> None:
        small = self.image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
        path = PICTURES / f"{key}.webp"
        small.save(path, "WEBP", quality=88, method=6)
        print(f"{key}: {path.stat().st_size / 1000:.0f} kB")

    def _wavering(self, points, rough, closed=True) -> list[tuple[float, float]]:
        ends = [*points, points[0]] if closed else list(points)
        found = []
        for (ax, ay), (bx, by) in pairwise(ends):
            steps = max(1, int(math.dist((ax, ay), (bx, by)) / 2.5))
            for step in range(steps):
                x, y = ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps
                found.append((x + self.rng.uniform(-rough, rough), y + self.rng.uniform(-rough, rough)))
        return found if closed else [*found, ends[-1]]

    def _at(self, x, y) -> tuple[float, float]:
        return x / 100 * FULL, y / 100 * FULL


def square(inset: float, corner: float) -> list[tuple[float, float]]:
    """The outline of a square stone with rounded corners."""
    low, high = inset + corner, 100 - inset - corner
    centres = ((high, low, -90), (high, high, 0), (low, high, 90), (low, low, 180))
    return [
        (cx + corner * math.cos(math.radians(turn + step)), cy + corner * math.sin(math.radians(turn + step)))
        for cx, cy, turn in centres
        for step in range(0, 91, 15)
    ]


def ring(radius: float, x: float = 50, y: float = 50) -> list[tuple[float, float]]:
    return [
        (x + radius * math.cos(math.radians(turn)), y + radius * math.sin(math.radians(turn)))
        for turn in range(0, 360, 3)
    ]


def wave(height: float, swing: float, shift: float, start: float, end: float) -> list[tuple[float, float]]:
    return [
        (start + (end - start) * step / 40, height + swing * math.sin(shift + step / 40 * math.pi * 1.5))
        for step in range(41)
    ]


def leaf(x: float, y: float, length: float, turn: float) -> list[tuple[float, float]]:
    """A pointed leaf that begins at (x, y)."""
    edge = [(step / 12, 0.24 * math.sin(step / 12 * math.pi)) for step in range(13)]
    outline = [*edge, *((along, -wide) for along, wide in reversed(edge))]
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return [(x + length * (a * cos - w * sin), y + length * (a * sin + w * cos)) for a, w in outline]


def sheaf(x: float, y: float) -> list[tuple[float, float]]:
    """A bundle hung up by its stalks: tied near the top, full below."""
    half = ((1.7, 0), (2.2, 3), (1.9, 5.4), (3.6, 9), (4.6, 13), (3.4, 16), (1.6, 14.6), (0, 16.6))
    return [*((x + wide, y + down) for wide, down in half), *((x - wide, y + down) for wide, down in reversed(half))]


def pojiaoping() -> Block:
    """An orange over three slopes, cut into the stone."""
    block = Block(433125)
    block.shape(square(7, 5), SEAL, 0.6)
    block.shape(ring(13.5, 62, 34), PAPER)
    block.shape(leaf(62, 21.5, 17, -24), PAPER, 0.15)
    # Its navel.
    block.shape(ring(2.6, 57.5, 40), SEAL, 0.15)
    block.shape(ring(1.3, 57.5, 40), PAPER, 0.1)
    for number, (height, swing, shift) in enumerate(((57, 5.5, 2.6), (69.5, 4.6, 3.3), (82, 3.6, 2.2))):
        block.stroke(wave(height, swing, shift, 15, 85), 5.2 - number * 0.5, PAPER)
    block.wear()
    return block


def heliang() -> Block:
    """A rack with sheaves of rice hung up to dry, in a round stone."""
    block = Block(522633)
    block.shape(ring(43), SEAL, 0.5)
    block.shape(ring(39.5), PAPER, 0.35)
    block.shape(ring(37), SEAL, 0.4)
    for x in (29, 71):
        block.stroke([(x, 22), (x, 79)], 3.6, PAPER)
    for y in (30, 50):
        block.stroke([(22, y), (78, y)], 3, PAPER)
    for y in (32, 52):
        for x in (37.5, 50, 62.5):
            block.shape(sheaf(x, y), PAPER, 0.12)
            block.stroke([(x - 2.4, y + 5.4), (x + 2.4, y + 5.4)], 1.1, SEAL, 0.05)
            for aside in (-1.9, 0, 1.9):
                block.stroke([(x + aside * 0.7, y + 9), (x + aside * 1.6, y + 15)], 0.55, SEAL, 0.05)
    block.stroke([(24, 79), (76, 79)], 2.6, PAPER)
    block.wear(60)
    return block


def dry_loess() -> Block:
    """Terraces under a sky without rain, left standing in red between two frames."""
    block = Block(610827)
    block.shape(square(7, 4), SEAL, 0.6)
    block.shape(square(11.5, 2.5), PAPER, 0.5)
    for number, height in enumerate((43, 54, 65, 76)):
        edge = 18 + number * 0.5
        block.stroke(wave(height, 3.4 - number * 0.4, 0.5 + number * 0.7, edge, 100 - edge), 4.4, SEAL)
    block.stroke([(20, 85), (80, 85)], 4.4, SEAL)
    block.shape(ring(8.5, 70, 26), SEAL, 0.3)
    for x in (27, 36, 45):
        block.stroke([(x, 39), (x, 22)], 1.7, SEAL)
        for y, turn in ((23, -62), (27, -52), (31, -44), (23, -118), (27, -128), (31, -136)):
            block.shape(leaf(x, y + 2, 7, turn), SEAL, 0.08)
    block.wear()
    return block


def main() -> None:
    for key, paint in (
        ("brand-pojiaoping", pojiaoping),
        ("brand-heliang", heliang),
        ("brand-dry-loess", dry_loess),
    ):
        paint().save(key)


if __name__ == "__main__":
    main()
