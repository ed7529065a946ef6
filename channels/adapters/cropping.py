"""The largest crop of a shape that keeps a picture's focal area, in the unit square."""

from stories.document import ImageAsset


def unit_crop(image: ImageAsset, across: float, down: float) -> tuple[float, float, float, float]:
    """`x1, y1, x2, y2`, origin top-left, six decimals, for the shape `across` : `down`."""
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


def written(value: float) -> str:
    """Without an exponent and without trailing zeros: "0.081667"."""
    return f"{value:.6f}".rstrip("0").rstrip(".") or "0"


def crop_string(image: ImageAsset, across: float, down: float) -> str:
    """`X1_Y1_X2_Y2`, as WeChat's `pic_crop_*` fields want it."""
    return "_".join(written(value) for value in unit_crop(image, across, down))
