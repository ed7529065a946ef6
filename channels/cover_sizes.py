"""The largest size in which any channel cuts the cover, for each shape."""

from channels import adapters
from stories.document import Ratio
from stories.document.crops import ratio_of


def cover_sizes() -> dict[Ratio, tuple[int, int]]:
    """Of the crops named `cover…` in the specs; shapes that no channel cuts to are left out."""
    found: dict[Ratio, tuple[int, int]] = {}
    for adapter in adapters.ADAPTERS:
        for name, crop in adapter.spec.crops.items():
            size = crop.size if name.startswith("cover") else None
            ratio = ratio_of(*size) if size else None
            if size and ratio:
                found[ratio] = max(found.get(ratio, (0, 0)), size)
    return found
