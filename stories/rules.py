"""What our own house asks of a story before it may be submitted, whatever the channel."""

from django.utils.translation import gettext as _

from products.errors import Refused
from stories.consents import without_consent
from stories.document import (
    Callout,
    Gallery,
    ImageBlock,
    ListBlock,
    Paragraph,
    People,
    ProductCard,
    Quote,
    Steps,
    StoryDocument,
    VideoBlock,
    plain_text,
)
from stories.document.walk import runs_of
from stories.gaps import finding
from stories.readiness import Finding

TITLE_MAX = 60
ARTICLE_MIN_CHARACTERS = 100
PICTURES_MIN, PICTURES_MAX = 3, 60


def story_findings(document: StoryDocument, gaps: list[Finding]) -> list[Finding]:
    """All findings, the page's fields first, then by block; `gaps` come from the builder."""
    found = [*_of_fields(document), *_of_form(document), *_of_products(document)]
    return [*found, *without_consent(document), *gaps]


def blocking(findings: list[Finding]) -> list[Finding]:
    return [entry for entry in findings if entry.weight == "block"]


def _of_fields(document: StoryDocument) -> list[Finding]:
    found = []
    if not document.title:
        found.append(finding("story.title_missing", field="title"))
    elif len(document.title) > TITLE_MAX and document.language == "zh-hans":
        found.append(finding("story.title_long", "warning", field="title"))
    if not document.summary:
        found.append(finding("story.summary_missing", "warning", field="summary"))
    if not document.authors:
        found.append(finding("story.authors_missing", field="authors"))
    if document.cover is None:
        found.append(finding("story.cover_missing", field="cover"))
    return found


def _of_form(document: StoryDocument) -> list[Finding]:
    if document.form == "video":
        film = document.video or next((block for block in document.body if isinstance(block, VideoBlock)), None)
        return [] if film else [finding("story.film_missing", field="video")]
    if not document.body:
        return [finding("story.body_missing", field="body")]
    if document.form == "pictures":
        return _of_pictures(_pictures(document))
    return [] if _characters(document) >= ARTICLE_MIN_CHARACTERS else [finding("story.text_short", field="body")]


def _of_pictures(count: int) -> list[Finding]:
    if count < PICTURES_MIN:
        return [finding("story.pictures_few", field="body")]
    return [finding("story.pictures_many", field="body")] if count > PICTURES_MAX else []


def _pictures(document: StoryDocument) -> int:
    return sum(
        len(block.items) if isinstance(block, Gallery) else isinstance(block, ImageBlock) for block in document.body
    )


def _characters(document: StoryDocument) -> int:
    total = 0
    for block in document.body:
        if isinstance(block, Paragraph | Callout | ListBlock | Steps):
            total += sum(len(plain_text(run)) for run in runs_of(block))
        elif isinstance(block, People):
            total += sum(len(person.words) for person in block.people)
        elif isinstance(block, Quote):
            total += len(block.text)
    return total


def _of_products(document: StoryDocument) -> list[Finding]:
    cards = [block for block in document.body if isinstance(block, ProductCard)]
    if not cards:
        return [finding("story.no_product", "warning", field="body")]
    found = []
    for card in cards:
        product = document.product(card.product)
        if product is None:
            continue
        if not product.verified:
            found.append(finding("story.product_unverified", block=card.id, what=product.name))
        if not product.offers:
            found.append(finding("story.product_without_offer", "warning", block=card.id, what=product.name))
    return found


def refused_products(document: StoryDocument) -> None:
    """Raise `Refused` where the story carries a product that is not verified today."""
    names = [product.name for product in document.products if not product.verified]
    if names:
        raise Refused(
            "story.product_unverified",
            _("Not verified today, so the story cannot go out: %(names)s") % {"names": ", ".join(names)},
        )


def refused_facts(gaps: list[Finding]) -> None:
    """Raise `Refused` where the text prints a fact that nobody vouches for today."""
    missing = [gap for gap in gaps if gap.code == "story.fact_not_confirmed"]
    if missing:
        raise Refused("story.fact_not_confirmed", " ".join(dict.fromkeys(str(gap.message) for gap in missing)))
