"""Where in a story the searched words stand, with the words marked."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from stories.document.walk import text_of
from stories.models import StoryPage
from stories.models.releases import Release

# Characters before and after the first place found.
BEFORE, AFTER = 24, 70
_TERM = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+")


def terms(words: str) -> tuple[str, ...]:
    """What is marked: runs of Chinese, and other words; the longest first, so that it wins over its parts."""
    return tuple(sorted(set(_TERM.findall(words)), key=lambda term: (-len(term), term)))


def marked(text: str, wanted: Sequence[str]) -> SafeString | str:
    """`text` with every one of `wanted` in a `<mark>`; all of it escaped."""
    pattern = _pattern(wanted)
    if pattern is None:
        return text
    parts = pattern.split(text)
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", part) if number % 2 else part,) for number, part in enumerate(parts))
    )


def snippets(stories: Iterable[StoryPage], wanted: Sequence[str]) -> Mapping[int, str]:
    """By story id: the first place of its text with one of the words, where title and summary have none. One query."""
    pattern = _pattern(wanted)
    if pattern is None:
        return {}
    silent = [story for story in stories if not pattern.search(f"{story.title} {story.summary}")]
    found = {}
    for release in Release.objects.filter(pk__in=[story.current_release_id for story in silent]):
        if snippet := _snippet(release, pattern):
            found[release.story_id] = snippet
    return found


def _snippet(release: Release, pattern: re.Pattern) -> str:
    for block in release.parsed().body:
        text = text_of(block)
        if place := pattern.search(text):
            start, end = max(place.start() - BEFORE, 0), place.end() + AFTER
            return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"
    return ""


def _pattern(wanted: Sequence[str]) -> re.Pattern | None:
    return re.compile(f"({'|'.join(map(re.escape, wanted))})", re.IGNORECASE) if wanted else None
