"""One number for what a person read when they said yes."""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder

from stories.builder import build_document
from stories.document import Gallery, ImageBlock, StoryDocument, VideoBlock


def content_digest(revision) -> str:
    """SHA-256 over a revision's whole content and, for a story, the bytes of its pictures and films.

    Taken of the object in hand, which is the one that is published. Products are not part of it:
    their facts are checked by themselves, on the day they go out.
    """
    text = json.dumps(
        revision.content, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass"))
    page = revision.as_object()
    if hasattr(page, "body") and hasattr(page, "form"):
        for line in assets(build_document(page).document):
            digest.update(f"\n{line}".encode())
    return digest.hexdigest()


def assets(document: StoryDocument) -> list[str]:
    """Each picture and film of a story with the digest of its bytes, in a stable order."""
    used = {document.cover, document.video}
    for block in document.body:
        if isinstance(block, ImageBlock):
            used.add(block.image)
        elif isinstance(block, Gallery):
            used.update(item.image for item in block.items)
        elif isinstance(block, VideoBlock):
            used.add(block.video)
    return sorted({f"{asset.key} {asset.sha256}" for asset in used if asset})
