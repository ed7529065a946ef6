"""How long a story takes, its contents, and the chapters of its film."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from stories.document import Block, Heading, StoryDocument
from stories.document.walk import text_of

# Characters of Chinese and words of English that one reads in a minute, unhurried.
CHARACTERS_A_MINUTE, WORDS_A_MINUTE = 400, 220
# Fewer headings one sees at a glance.
FEWEST_HEADINGS = 3
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]+")
# A heading that begins with a time is a chapter of the story's film: 1:05 上坡.
_CHAPTER = re.compile(r"(?P<minutes>\d{1,3})[:：](?P<seconds>[0-5]\d)[\s\u3000]+(?P<title>\S.*)")


@dataclass(frozen=True, slots=True)
class Chapter:
    """`at` in seconds from the beginning."""

    id: str
    at: int
    clock: str
    title: str


def minutes(document: StoryDocument) -> int:
    """Minutes that reading takes, at least one."""
    text = " ".join(text_of(block) for block in document.body)
    took = len(_CHINESE.findall(text)) / CHARACTERS_A_MINUTE + len(_WORD.findall(text)) / WORDS_A_MINUTE
    return max(1, round(took))


def headings(blocks: Iterable[Block]) -> list[Heading]:
    """The headings that make a list of contents; none where there are too few to need one."""
    found = [block for block in blocks if isinstance(block, Heading) and block.level == 2]
    return found if len(found) >= FEWEST_HEADINGS else []


def chapters(document: StoryDocument) -> list[Chapter]:
    """The chapters of a video story's film, in their order; none that begins after its end."""
    if document.video is None:
        return []
    timed = [(block, _CHAPTER.fullmatch(block.text)) for block in document.body if isinstance(block, Heading)]
    found = [_chapter(block, match) for block, match in timed if match]
    return sorted((part for part in found if part.at * 1000 < document.video.duration_ms), key=lambda part: part.at)


def _chapter(block: Heading, match: re.Match) -> Chapter:
    at = int(match["minutes"]) * 60 + int(match["seconds"])
    return Chapter(block.id, at, f"{int(match['minutes'])}:{match['seconds']}", match["title"])
