"""The check address as a QR code, to be printed on boxes and leaflets."""

from io import BytesIO

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from products.models import Product

# A quarter of the code may be smudged; on a box it will be.
CORRECTION = "q"
# The blank frame that readers need, in modules.
BORDER = 4
# About 40 mm across: read from an arm's length.
MODULE_MM = 1
MODULE_PIXELS = 10


def check_address(product: Product) -> str:
    """The absolute address of the product's record; the reader's device chooses the language."""
    return settings.SITE_URL + reverse("products:verify", args=[product.code])


def qr_svg(product: Product) -> bytes:
    """A file of its own, in millimetres, black on white."""
    return address_svg(check_address(product))


def address_svg(address: str) -> bytes:
    """Any address as a file to be printed."""
    out = BytesIO()
    code = segno.make_qr(address, error=CORRECTION)
    code.save(out, kind="svg", scale=MODULE_MM, unit="mm", border=BORDER, dark="#000", light="#fff")
    return out.getvalue()


def address_png(address: str) -> bytes:
    """The same in pixels, for programs that take no SVG."""
    out = BytesIO()
    segno.make_qr(address, error=CORRECTION).save(out, kind="png", scale=MODULE_PIXELS, border=BORDER)
    return out.getvalue()


def qr_inline(product: Product) -> SafeString:
    """The same for a page."""
    return address_inline(check_address(product))


def address_inline(address: str) -> SafeString:
    """Any address as a code within a page: by attributes alone, as the public site's policy forbids inline styles.

    Black on white in the dark scheme too: many cameras do not read it the other way round.
    """
    svg = segno.make_qr(address, error=CORRECTION).svg_inline(
        border=BORDER, omitsize=True, svgclass=None, lineclass=None, light="#fff"
    )
    return SafeString(svg.replace("<svg ", '<svg class="qr" aria-hidden="true" ', 1))
