"""The print: hand-cut edges, paper tooth, uneven ink, encoding."""

import numpy as np
import skia


def field(rng, height, width, cell):
    """Smooth noise, about -1..1, with features of ``cell`` pixels."""
    rows, cols = int(height / cell) + 3, int(width / cell) + 3
    coarse = rng.standard_normal((rows, cols)).astype(np.float32)
    y, x = np.arange(height) / cell, np.arange(width) / cell
    iy, ix = y.astype(int), x.astype(int)
    ty, tx = (y - iy)[:, None].astype(np.float32), (x - ix)[None].astype(np.float32)
    ty, tx = ty * ty * (3 - 2 * ty), tx * tx * (3 - 2 * tx)
    top = coarse[iy][:, ix] * (1 - tx) + coarse[iy][:, ix + 1] * tx
    low = coarse[iy + 1][:, ix] * (1 - tx) + coarse[iy + 1][:, ix + 1] * tx
    return top * (1 - ty) + low * ty


def cut(pixels, seed, amount=1.0):
    """Push edges about a little, as a knife or a dry brush would."""
    rng = np.random.default_rng(seed)
    h, w = pixels.shape[:2]
    dx = 1.1 * field(rng, h, w, 8) + 1.3 * field(rng, h, w, 34)
    dy = 1.1 * field(rng, h, w, 8) + 1.3 * field(rng, h, w, 34)
    yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
    yy = np.clip(yy + dy * amount, 0, h - 1.01)
    xx = np.clip(xx + dx * amount, 0, w - 1.01)
    iy, ix = yy.astype(np.int32), xx.astype(np.int32)
    ty, tx = (yy - iy)[..., None], (xx - ix)[..., None]
    top = pixels[iy, ix] * (1 - tx) + pixels[iy, ix + 1] * tx
    low = pixels[iy + 1, ix] * (1 - tx) + pixels[iy + 1, ix + 1] * tx
    return top * (1 - ty) + low * ty


def tooth(height, width, seed, strength=1.0):
    """A multiplier close to 1: paper fibre and uneven inking."""
    rng = np.random.default_rng(seed)
    sheet = 0.010 * field(rng, height, width, 2.2) + 0.012 * field(rng, height, width, 60)
    sheet += 0.008 * field(rng, height, width, 9)
    fibre = field(rng, height, width // 8 + 1, 3)
    sheet += 0.006 * np.repeat(fibre, 8, axis=1)[:, :width]
    return 1 + sheet * strength


def prints(image, seed, strength=1.0):
    """The finished sheet as an array of RGB bytes."""
    pixels = image.toarray(colorType=skia.kRGBA_8888_ColorType)[..., :3]
    pixels = cut(pixels, seed).astype(np.float32) / 255
    h, w = pixels.shape[:2]
    pixels *= tooth(h, w, seed, strength)[..., None]
    rng = np.random.default_rng(seed + 5)
    bare = field(rng, h, w, 2.0) > 2.05
    pixels[bare] += (np.array([0.98, 0.96, 0.92]) - pixels[bare]) * 0.16
    floor = np.array([0.088, 0.098, 0.086])
    pixels = floor + pixels * (1 - floor)
    warm = np.array([1.0, 0.988, 0.962])
    return (np.clip(pixels * warm, 0, 1) * 255 + 0.5).astype(np.uint8)


def save(pixels, path, limit=222_000, quality=84):
    """Write WebP, lowering the quality only if the sheet is too heavy."""
    rgba = np.dstack([pixels, np.full(pixels.shape[:2], 255, np.uint8)])
    image = skia.Image.fromarray(np.ascontiguousarray(rgba), colorType=skia.kRGBA_8888_ColorType)
    while True:
        data = image.encodeToData(skia.kWEBP, quality)
        if data.size() <= limit or quality <= 60:
            break
        quality -= 4
    path.write_bytes(bytes(data))
    return data.size(), quality
