"""The short title of WeChat Channels: few characters, and few signs among them."""

import unicodedata
from collections.abc import Iterator

from channels.rules.counting import clean, clusters
from channels.rules.limits import maximum
from channels.spec import ChannelSpec
from stories.document import StoryDocument

# Full-width and straight twins of the signs that the field takes.
_TWINS = str.maketrans({"？": "?", "％": "%", "＋": "+", ":": "：", "℃": "°", "<": "《", ">": "》"})


def _letters(text: str, signs: str) -> str:
    """`text` with letters, digits and the signs the field takes; a blank stands for every other."""
    kept = (
        character if character in signs or unicodedata.category(character)[0] in "LNM" else " "
        for character in clean(text).translate(_TWINS)
    )
    return " ".join("".join(kept).split())


def short_title(spec: ChannelSpec, document: StoryDocument) -> str:
    """The story's title in the field's signs and length; a title too short gets a product's name or a tag beside it.

    Cut between words if enough is left, without the dots that the field does not take.
    """
    signs = str(spec.defaults["short_title_signs"])
    limit = spec.limits["short_title"]
    least, most = limit.min or 0, maximum(spec, "short_title")
    written = _letters(document.title, signs)
    for more in _spare(document, signs):
        if not written or len(written) >= least:
            break
        written = f"{written} {more}"
    if len(written) <= most:
        return written
    index = written.rfind(" ", 0, most + 1)
    if index >= least:
        return written[:index].rstrip()
    kept = ""
    for cluster in clusters(written):
        if len(kept) + len(cluster) > most:
            break
        kept += cluster
    return kept.rstrip()


def _spare(document: StoryDocument, signs: str) -> Iterator[str]:
    for text in (*(product.name for product in document.products), *document.tags, document.category):
        if written := _letters(text, signs):
            yield written
