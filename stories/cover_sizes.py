"""Seam: how large channels want the cover in each shape.

`channels` is a higher room and registers its provider in `channels.apps`; it returns the largest size in pixels
for each shape that a channel cuts to. For the other shapes stands what is usual.
"""

from collections.abc import Callable, Mapping

from stories.document import Ratio

Sizes = Mapping[Ratio, tuple[int, int]]

USUAL: Sizes = {
    "2.35:1": (900, 383),
    "1:1": (720, 720),
    "16:9": (1280, 720),
    "4:3": (800, 600),
    "3:4": (720, 960),
    "9:16": (720, 1280),
}
_providers: list[Callable[[], Sizes]] = []


def provide_cover_sizes(provider: Callable[[], Sizes]) -> None:
    _providers.append(provider)


def cover_sizes() -> dict[Ratio, tuple[int, int]]:
    """The size wanted in each of the six shapes, in their order."""
    sizes = dict(USUAL)
    for provider in _providers:
        sizes |= provider()
    return sizes
