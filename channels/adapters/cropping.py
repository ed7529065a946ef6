"""Crops in the words of channels that cut for themselves."""

from stories.document import ImageAsset
from stories.document.crops import unit_crop

__all__ = ["crop_string", "unit_crop", "written"]


def written(value: float) -> str:
    """Without an exponent and without trailing zeros: "0.081667"."""
    return f"{value:.6f}".rstrip("0").rstrip(".") or "0"


def crop_string(image: ImageAsset, across: float, down: float) -> str:
    """`X1_Y1_X2_Y2`, as WeChat's `pic_crop_*` fields want it."""
    return "_".join(written(value) for value in unit_crop(image, across, down))
