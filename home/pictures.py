"""A photo as a `<picture>`: WebP in three widths, JPEG for the rest, measures against layout shift."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from products.models import Photo
from products.pictures import JPEG_SIZE, PUBLIC_SIZES, WEBP_SIZES

# How wide the picture stands in its place, for the browser's choice.
PLACES = {
    "card": "(min-width: 60rem) 25rem, (min-width: 42rem) 46vw, 92vw",
    "shelf": "(min-width: 60rem) 18rem, (min-width: 42rem) 46vw, 92vw",
    "row": "(min-width: 60rem) 18rem, (min-width: 42rem) 46vw, 13rem",
    "lead": "(min-width: 60rem) 50rem, 92vw",
    "half": "(min-width: 60rem) 44rem, 92vw",
    "column": "(min-width: 48rem) 42rem, 92vw",
    "cover": "(min-width: 68rem) 64rem, 100vw",
    "full": "100vw",
    "small": "(min-width: 48rem) 14rem, 46vw",
}


def picture(photo: Photo | None, place: str, alt: str | None = None, first: bool = False) -> SafeString:
    """Markup for `photo` standing in `place` (a key of PLACES); nothing where its file cannot be read.

    `first` is for the one picture a reader sees at once: it is fetched early instead of lazily.
    """
    if photo is None:
        return SafeString("")
    try:
        renditions = photo.get_renditions(*PUBLIC_SIZES)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return SafeString("")
    by_width = {renditions[spec].width: renditions[spec] for spec in WEBP_SIZES}
    plain = renditions[JPEG_SIZE]
    return format_html(
        '<picture><source type="image/webp" srcset="{}" sizes="{}">'
        '<img src="{}" alt="{}" width="{}" height="{}" {}></picture>',
        ", ".join(f"{rendition.url} {width}w" for width, rendition in sorted(by_width.items())),
        PLACES[place],
        plain.url,
        photo.alt() if alt is None else alt,
        plain.width,
        plain.height,
        SafeString('fetchpriority="high"' if first else 'loading="lazy" decoding="async"'),
    )
