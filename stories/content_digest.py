"""One number for what a person read when they said yes."""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder

from stories.builder import build_document
from stories.document import ImageAsset, StoryDocument, VideoAsset, VideoBlock
from stories.document.walk import people_of, pictures_of


def content_digest(revision) -> str:
    """SHA-256 over a revision's whole content and, for a story, the bytes of its pictures and films, the words
    of the facts it prints and what it says of people met.

    Taken of the object in hand, which is the one that is published. The rest of its products is not part
    of it: whether they are verified is checked by itself, on the day they go out.
    """
    text = json.dumps(
        revision.content, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass"))
    page = revision.as_object()
    if hasattr(page, "body") and hasattr(page, "form"):
        document = build_document(page).document
        for line in [*assets(document), *fact_lines(document), *people_lines(document)]:
            digest.update(f"\n{line}".encode())
    return digest.hexdigest()


def assets(document: StoryDocument) -> list[str]:
    """Each picture and film of a story with the digest of its bytes, in a stable order."""
    used: set[ImageAsset | VideoAsset | None] = {image for image, _block, _field in pictures_of(document)}
    used |= {document.video, *(block.video for block in document.body if isinstance(block, VideoBlock))}
    return sorted({f"{asset.key} {asset.sha256}" for asset in used if asset})


def people_lines(document: StoryDocument) -> list[str]:
    """Each person met with the name and the role that are printed of them."""
    return [f"{person.key} {person.name} {person.role}" for person, _block in people_of(document)]


def fact_lines(document: StoryDocument) -> list[str]:
    """The words of every fact that a story prints: in its text, in tables, on cards and in the provenance."""
    return [f"{product.code} {fact.label}: {fact.said}" for product in document.products for fact in product.facts]
