"""The card of a story: made when somebody first asks, kept in the storage, taken away with what it says.

There is one for the live release of a story whose products are all verified today, and none for any other: every
request asks the record first, so that a kept file says nothing that no longer holds.
"""

import logging
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from home import wording
from home.sharing import drawing
from home.sharing.fonts import Fonts, fonts
from products.consents import kept_from_view
from products.models import Photo, Product, StepKind
from products.pictures import JPEG_SIZE
from products.qr import address_png
from stories.document import ProductSnapshot, StoryDocument
from stories.models import StoryPage
from stories.models.releases import Release

log = logging.getLogger(__name__)

FOLDER = "share-cards"
# Counted up when cards are drawn otherwise.
LAYOUT = 1
MOST_PRODUCTS = 2


@dataclass(frozen=True)
class Wanted:
    """A card that may be shown. `name` is where it is kept: nobody can guess it."""

    story: StoryPage
    release: Release
    document: StoryDocument
    fonts: Fonts
    cover: Photo | None
    name: str


def wanted(story: StoryPage) -> Wanted | None:
    """The card of a live story; None where it may have none: not released, a product no longer verified, no font."""
    release, found = story.current_release if story.live else None, fonts()
    if release is None or found is None:
        return None
    document = release.parsed()
    codes = [product.code for product in document.products]
    records = list(Product.objects.filter(code__in=codes).select_related("current_verification").order_by("code"))
    if not may_be_shared(records):
        return None
    asset = document.cover
    cover = Photo.objects.filter(pk=int(asset.key.removeprefix("photo-"))).first() if asset else None
    if cover and kept_from_view([cover.pk]):
        cover = None
    says = [LAYOUT, release.digest, cover and cover.pk, *(it.current_verification_id for it in records)]
    mark = salted_hmac("home.sharing", repr(says), algorithm="sha256").hexdigest()[:32]
    return Wanted(story, release, document, found, cover, f"{FOLDER}/{story.pk}/{mark}.png")


def may_be_shared(products: list[Product]) -> bool:
    return all(product.is_verified() for product in products)


def picture(card: Wanted) -> bytes:
    """The card's PNG, drawn where it is not kept yet."""
    if default_storage.exists(card.name):
        with default_storage.open(card.name) as file:
            return file.read()
    with translation.override(card.document.language):
        png = drawing.draw(_words(card), _file(card.cover), address_png(card.document.url), card.fonts)
    default_storage.save(card.name, ContentFile(png))
    return png


def forget(story_ids: list[int]) -> int:
    """Delete the kept cards of these stories; returns how many there were."""
    count = 0
    for pk in story_ids:
        try:
            _folders, names = default_storage.listdir(f"{FOLDER}/{pk}")
        except FileNotFoundError:
            continue
        for name in names:
            default_storage.delete(f"{FOLDER}/{pk}/{name}")
            count += 1
    return count


def _words(card: Wanted) -> drawing.Card:
    document = card.document
    by = " · ".join(author.name for author in document.authors)
    return drawing.Card(
        eyebrow=" · ".join(part for part in (str(card.story.get_form_display()), by) if part),
        title=document.title,
        summary=document.summary,
        seal="核",
        lines=tuple(_line(product) for product in document.products[:MOST_PRODUCTS]),
        brand=_("Fengshou"),
        invitation=_("Scan to read the story"),
        day=wording.day(card.release.live_from),
    )


def _line(product: ProductSnapshot) -> drawing.Line:
    steps = [f"{StepKind(step.kind).label} {step.person or step.organisation}" for step in product.steps]
    until = _("Verified, valid until %(day)s") % {"day": wording.day(product.valid_until)}
    return drawing.Line(f"{product.name} · {product.place}", " · ".join(steps), until)


def _file(cover: Photo | None) -> bytes | None:
    """The cover's bytes; None where its file is gone, and the card goes without."""
    if cover is None:
        return None
    try:
        rendition = cover.get_renditions(JPEG_SIZE)[JPEG_SIZE]
        with rendition.file.storage.open(rendition.file.name, "rb") as file:
            return file.read()
    except OSError:
        log.warning("the cover %s cannot be read", cover.pk)
        return None
