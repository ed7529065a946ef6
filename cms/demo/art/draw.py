"""Draw the demo pictures: ``python -m cms.demo.art.draw [key ...]``.

A key is a picture's file name without ``.webp``; part of one is enough.
``--png DIR`` also writes PNG previews there.
"""

import argparse
import importlib
import pathlib
import sys
import zlib

import skia

from . import grain
from .brush import Scene
from .palette import PLACES

HERE = pathlib.Path(__file__).resolve().parent
PICTURES = HERE.parent / "pictures"
VIEWS = ("land", "work", "still", "village")
# How far to step in, and the lowest line then shown; the people end up nearer the middle.
CLOSER = {"shenchi-mooncakes-village": (1.0, 1067), "congjiang-rice-village": (1.0, 1067)}
CLOSER |= dict.fromkeys(
    (
        "dingxi-potatoes-work",
        "dingxi-potatoes-village",
        "chaotian-walnuts-village",
        "tongxin-goji-village",
        "ruyang-sweet-potato-powder-village",
        "fangxian-mushrooms-village",
        "mizhi-millet-village",
    ),
    (1.12, 1130),
)
EXTRA = ("portrait-grower-1", "portrait-grower-2", "portrait-grower-3", "portrait-grower-4", "home-hero")


def keys():
    """Every picture there should be."""
    return [f"{slug}-{view}" for slug in PLACES for view in VIEWS] + list(EXTRA)


def painter(key):
    """The place and function that draw a key."""
    if key in EXTRA:
        module = importlib.import_module(f"{__package__}.scenes.people")
        name = key.replace("-", "_")
        return PLACES[module.PLACE_OF[key]], getattr(module, name)
    slug, view = key.rsplit("-", 1)
    module = importlib.import_module(f"{__package__}.scenes.{slug.replace('-', '_')}")
    return PLACES[slug], getattr(module, view)


def compose(key, scale=1.0, layered=False):
    """Draw a key and return its Scene."""
    place, paint = painter(key)
    size = (1600, 880) if key == "home-hero" else (1600, 1067)
    scene = Scene(zlib.crc32(key.encode()), place, *size, scale=scale, layered=layered)
    if key.endswith(("-work", "-village")):
        scene.closer(*CLOSER.get(key, (1.07, 1122)))
    paint(scene)
    return scene


def draw(key, png=None):
    """Draw a key to its WebP file (and a preview)."""
    scene = compose(key, 1.25 if key == "home-hero" else 1.0)
    pixels = grain.prints(scene.image(), zlib.crc32(key.encode()) % 9973)
    size, quality = grain.save(pixels, PICTURES / f"{key}.webp", 300_000 if key == "home-hero" else 222_000)
    if png:
        image = skia.Image.open(str(PICTURES / f"{key}.webp"))
        image.save(str(pathlib.Path(png) / f"{key}.png"), skia.kPNG)
    print(f"{key}: {size / 1000:.0f} kB, quality {quality}", flush=True)


def main(argv=None):
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("keys", nargs="*")
    parser.add_argument("--png")
    args = parser.parse_args(argv)
    PICTURES.mkdir(exist_ok=True)
    chosen = [k for k in keys() if not args.keys or any(part in k for part in args.keys)]
    for key in chosen:
        draw(key, args.png)
    return 0 if chosen else 1


if __name__ == "__main__":
    sys.exit(main())
