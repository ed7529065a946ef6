"""A photo as a `<picture>`: AVIF and WebP in three widths, JPEG for the rest, measures against layout shift.

Wagtail makes and keeps the sizes. Its own `{% picture %}` is not used for the markup: it names a small photo's
one width several times over, and takes neither the alternative text of the reader's language nor the place.
"""

from collections.abc import Mapping, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import Filter, SourceImageIOError

from products.models import Photo
from products.pictures import AVIF_SIZES, JPEG_SIZE, PUBLIC_SIZES, WEBP_SIZES

# Hot: a filter that is made anew reads its operations anew, a tenth of a story page's time.
_SIZES = tuple(Filter(spec=spec) for spec in PUBLIC_SIZES)
# A phone of three dots to a pixel shows no more in a picture made for two, and waits half as long for it.
_DENSE_PHONE = "(max-width: 42rem) and (min-resolution: 2.5dppx) {}vw, "
_WHOLE, _INSET = _DENSE_PHONE.format(66), _DENSE_PHONE.format(61)

# How wide the picture stands in its place, for the browser's choice.
PLACES = {
    "card": _INSET + "(min-width: 60rem) 25rem, (min-width: 42rem) 46vw, 92vw",
    "shelf": _INSET + "(min-width: 60rem) 18rem, (min-width: 42rem) 46vw, 92vw",
    "row": "(min-width: 60rem) 18rem, (min-width: 42rem) 46vw, 13rem",
    "lead": _INSET + "(min-width: 60rem) 50rem, 92vw",
    "half": _INSET + "(min-width: 60rem) 44rem, 92vw",
    "column": _INSET + "(min-width: 48rem) 42rem, 92vw",
    "cover": _WHOLE + "(min-width: 68rem) 64rem, 100vw",
    "full": _WHOLE + "100vw",
    "mark": "8rem",
    "thumb": "5rem",
    "small": "(min-width: 48rem) 14rem, 46vw",
}


def picture(photo: Photo | None, place: str, alt: str | None = None, first: bool = False) -> SafeString:
    """Markup for `photo` standing in `place` (a key of PLACES); nothing where its file cannot be read.

    `first` is for the one picture a reader sees at once: it is fetched early instead of lazily.
    """
    if photo is None:
        return SafeString("")
    try:
        renditions = photo.get_renditions(*_SIZES)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return SafeString("")
    plain = renditions[JPEG_SIZE]
    return format_html(
        '<picture>{}{}<img src="{}" alt="{}" width="{}" height="{}" {}></picture>',
        _source("image/avif", renditions, AVIF_SIZES, place),
        _source("image/webp", renditions, WEBP_SIZES, place),
        plain.url,
        photo.alt() if alt is None else alt,
        plain.width,
        plain.height,
        SafeString('fetchpriority="high"' if first else 'loading="lazy" decoding="async"'),
    )


def _source(media_type: str, renditions: Mapping, sizes: Sequence[str], place: str) -> SafeString:
    if not sizes:
        return SafeString("")
    candidates = _candidates(renditions, sizes)
    return format_html('<source type="{}" srcset="{}" sizes="{}">', media_type, candidates, PLACES[place])


def _candidates(renditions: Mapping, sizes: Sequence[str]) -> str:
    """Each width once: a photo smaller than a size comes in its own width."""
    by_width = {renditions[spec].width: renditions[spec] for spec in sizes}
    return ", ".join(f"{rendition.url} {width}w" for width, rendition in sorted(by_width.items()))
