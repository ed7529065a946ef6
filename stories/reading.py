"""One number for what a reader of a story reads."""

import hashlib
import json

from stories.content_digest import assets, fact_lines
from stories.document import StoryDocument

# Titles and covers of single channels too: they are put before readers as well.
_READ = {"language", "form", "title", "summary", "authors", "cover", "video", "body", "covers", "overrides"}


def reading_digest(document: StoryDocument) -> str:
    """SHA-256 over text, pictures, films, products and printed facts.

    Not `stories.content_digest`: that one is of a revision with its book-keeping, and saving the same text once
    more would undo what an outside person agreed to. Prices, stock and the dates of a verification change by
    themselves and are left out.
    """
    said = [
        document.model_dump(mode="json", include=_READ),
        [[product.code, product.name] for product in document.products],
        [[note.what, note.why] for note in document.corrections],
        assets(document),
        fact_lines(document),
    ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
