"""Checks of uploaded files by their content. Limits are tested before anything is decoded."""

import warnings

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image

from products.errors import Refused

MAX_FILE_BYTES = settings.MAX_IMAGE_BYTES
MAX_PIXELS = settings.MAX_IMAGE_PIXELS
PICTURE_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


def check_size(file) -> None:
    if file.size > MAX_FILE_BYTES:
        raise Refused(
            "file.too_large",
            _("The file is %(size).1f MB; at most %(limit)d MB are taken.")
            % {"size": file.size / 1_048_576, "limit": MAX_FILE_BYTES // 1_048_576},
        )


def check_picture(file) -> None:
    """Refuse what is no JPEG, PNG, WebP or GIF, or has too many pixels; reads the header alone."""
    check_size(file)
    file.seek(0)
    try:
        with warnings.catch_warnings():
            # Our own limit below is the lower one.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(file, formats=PICTURE_FORMATS)
    except Exception as error:
        raise Refused("file.no_picture", _("This is not a JPEG, PNG, WebP or GIF picture.")) from error
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise Refused(
            "file.too_many_pixels",
            _("The picture has %(pixels)d million pixels; at most %(limit)d million are taken. Make it smaller.")
            % {"pixels": round(width * height / 1_000_000), "limit": MAX_PIXELS // 1_000_000},
        )


def check_pdf(file) -> None:
    check_size(file)
    file.seek(0)
    if not file.read(5) == b"%PDF-":
        raise Refused("file.no_pdf", _("This is not a PDF file."))
