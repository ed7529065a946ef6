"""The sizes public pages show photos in.

One set for all places keeps the number of stored renditions small: a list that prefetches them
with `with_sizes` renders any number of cards without another query.
"""

from django.db.models import QuerySet

from products import avif

# The middle one is what a phone of three dots to a pixel takes: Chromium reads ahead without minding dots in `sizes`,
# and would take the largest if the middle one were smaller.
# AVIF is a fifth smaller than WebP, which every browser of today takes; one JPEG for the rest and for link previews.
AVIF_SIZES = ("width-480|format-avif", "width-960|format-avif", "width-1600|format-avif") if avif.AVAILABLE else ()
WEBP_SIZES = ("width-480|format-webp", "width-960|format-webp", "width-1600|format-webp")
POSTER_SIZE = WEBP_SIZES[1]
JPEG_SIZE = "width-960|format-jpeg"
PUBLIC_SIZES = (*AVIF_SIZES, *WEBP_SIZES, JPEG_SIZE)


def with_sizes(photos: QuerySet) -> QuerySet:
    """Return the `Photo` queryset with the public renditions prefetched."""
    return photos.prefetch_renditions(*PUBLIC_SIZES)
