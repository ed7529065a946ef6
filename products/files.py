"""Checks of uploaded files by their content. Limits are tested before anything is decoded."""

import warnings

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image

from products.errors import Refused

PICTURE_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
# Several pictures in one JPEG, as phones write them, are another format to Pillow.
ENDINGS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif"}
PDF_BEGINS_WITH = b"%PDF-"
XLSX_BEGINS_WITH = b"PK\x03\x04"


def check_size(file) -> None:
    limit = settings.MAX_IMAGE_BYTES
    if file.size > limit:
        raise Refused(
            "file.too_large",
            _("The file is %(size).1f MB; at most %(limit)d MB are taken.")
            % {"size": file.size / 1_048_576, "limit": limit // 1_048_576},
        )


def check_picture(file) -> str:
    """Refuse what is no JPEG, PNG, WebP or GIF, or has too many pixels; reads the header alone.

    Returns the ending that its content asks for.
    """
    check_size(file)
    file.seek(0)
    try:
        with warnings.catch_warnings():
            # Our own limit below is the lower one.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(file, formats=PICTURE_FORMATS)
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except Exception as error:
        # Pillow's readers raise whatever their format makes them trip over.
        raise Refused("file.no_picture", _("This is not a JPEG, PNG, WebP or GIF picture.")) from error
    if picture.width * picture.height > settings.MAX_IMAGE_PIXELS:
        raise _too_many_pixels()
    return ENDINGS[picture.format]


def check_whole_picture(file) -> str:
    """Like `check_picture`, and refuse what breaks off."""
    ending = check_picture(file)
    file.seek(0)
    try:
        with Image.open(file, formats=PICTURE_FORMATS) as picture:
            # A JPEG is read at an eighth of its size: enough to see its end, and a fraction of the memory.
            picture.draft("RGB", (picture.width // 8, picture.height // 8))
            picture.load()
    except Exception as error:
        raise Refused("file.damaged", _("The picture is damaged or breaks off.")) from error
    file.seek(0)
    return ending


def is_pdf(file) -> bool:
    file.seek(0)
    begins_with = file.read(len(PDF_BEGINS_WITH))
    file.seek(0)
    return begins_with == PDF_BEGINS_WITH


def check_pdf(file) -> None:
    check_size(file)
    if not is_pdf(file):
        raise Refused("file.no_pdf", _("This is not a PDF file."))


def check_document(file) -> None:
    """Refuse a document whose beginning is not what its name says. Which names are taken is Wagtail's setting."""
    check_size(file)
    name = file.name.lower()
    if name.endswith(".pdf"):
        check_pdf(file)
        return
    file.seek(0)
    begins_with = file.read(4096)
    file.seek(0)
    if name.endswith(".xlsx") and not begins_with.startswith(XLSX_BEGINS_WITH):
        raise Refused("file.no_xlsx", _("This is not an Excel workbook (.xlsx)."))
    if name.endswith(".csv") and b"\0" in begins_with:
        raise Refused("file.no_csv", _("This is not a CSV text file."))


def _too_many_pixels() -> Refused:
    return Refused(
        "file.too_many_pixels",
        _("The picture has more than %(limit)d million pixels. Make it smaller.")
        % {"limit": settings.MAX_IMAGE_PIXELS // 1_000_000},
    )
