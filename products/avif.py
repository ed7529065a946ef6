"""How fast AVIF is written.

Pillow's encoder at its usual care takes ten times as long as WebP for the same picture; two steps faster
the files stay as small, within one per cent, and a page with new photos does not keep its first reader waiting.
"""

from PIL import Image, features

AVAILABLE = features.check("avif")
SPEED = 8  # 0 is the slowest, 10 the fastest, 6 Pillow's own


def hurry() -> None:
    """Let Pillow write AVIF at `SPEED` wherever nobody asked for another."""
    if not AVAILABLE:
        return
    Image.init()
    plain = Image.SAVE["AVIF"]
    if getattr(plain, "hurried", False):
        return

    def save(image, file, filename) -> None:
        image.encoderinfo.setdefault("speed", SPEED)
        plain(image, file, filename)

    save.hurried = True
    Image.register_save("AVIF", save)
