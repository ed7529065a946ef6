"""Sizes of pictures, each made once in a test process.

Most tests show the same few photos. Making their sizes anew, above all in AVIF, for every page that a test opens took
a good part of the suite's time.
"""

import hashlib
from contextlib import nullcontext

from wagtail.images.models import Filter

_make = Filter.run
# By the bytes of the photo, the size asked for, and what else the size follows (the focal point).
_made: dict[tuple[str, str, str], tuple[type, bytes]] = {}


def run(size: Filter, image, output, source=None):
    """In place of `Filter.run`: from memory what this process has made before."""
    with nullcontext(source) if source else image.open_file() as photo:
        photo.seek(0)
        key = (hashlib.sha256(photo.read()).hexdigest(), size.spec, size.get_cache_key(image))
        photo.seek(0)
    if key not in _made:
        made = _make(size, image, output, source)
        made.f.seek(0)
        _made[key] = type(made), made.f.read()
        return made
    kind, data = _made[key]
    output.write(data)
    return kind(output)
