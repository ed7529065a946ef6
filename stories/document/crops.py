"""Where a crop of a shape falls on a picture, and which of the six shapes a size is."""

from functools import cache
from math import log

from .assets import ImageAsset
from .channels import RATIOS, Ratio

# How far a size may be from a ratio and still be of it: 900 × 383 is 2.35:1, 450 × 190 is 2.37:1.
NEAR = 0.05


def parts(ratio: Ratio) -> tuple[float, float]:
    """Width and height of a ratio: 2.35 and 1 of `2.35:1`."""
    across, down = ratio.split(":")
    return float(across), float(down)


@cache
def ratio_of(across: float, down: float) -> Ratio | None:
    """The ratio that a width and height have, None where it is none of the six."""
    if across <= 0 or down <= 0:
        return None
    away = {ratio: abs(log(across / down) - log(parts(ratio)[0] / parts(ratio)[1])) for ratio in RATIOS}
    nearest = min(away, key=lambda ratio: away[ratio])
    return nearest if away[nearest] <= NEAR else None


def unit_crop(image: ImageAsset, across: float, down: float) -> tuple[float, float, float, float]:
    """The largest crop of the shape `across` : `down` that keeps the focal area, in the unit square.

    `x1, y1, x2, y2`, origin top-left, six decimals.
    """
    if image.width <= 0 or image.height <= 0:
        return 0.0, 0.0, 1.0, 1.0
    width = min(image.width, image.height * across / down)
    height = min(image.height, image.width * down / across)
    focal = image.focal
    left = _start(focal.x if focal else image.width / 2, width, image.width)
    top = _start(focal.y if focal else image.height / 2, height, image.height)
    corners = (left / image.width, top / image.height, (left + width) / image.width, (top + height) / image.height)
    x1, y1, x2, y2 = (round(min(1.0, max(0.0, value)), 6) for value in corners)
    return x1, y1, x2, y2


def _start(centre: float, size: float, whole: float) -> float:
    return min(max(0.0, centre - size / 2), whole - size)
