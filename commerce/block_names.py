"""What the places in stories are called where those of several stories stand together."""

from collections.abc import Collection
from dataclasses import dataclass

from commerce.placements import Placement, named, placements_of
from stories.models import StoryPage

Key = tuple[int | None, str]


@dataclass(frozen=True, slots=True)
class Block:
    """A place, with the title of its story."""

    story: str
    place: Placement

    def name(self, language: str | None = None) -> str:
        number = f"{self.place.number}. " if self.place.stands else ""
        return f"{self.story} · {number}{self.place.name}"


def blocks(keys: Collection[Key]) -> dict[Key, Block]:
    """The blocks of `(story id, placement)`; none for what is unattributed. Two queries."""
    ids = {story for story, _placement in keys if story is not None}
    titles = dict(StoryPage.objects.filter(pk__in=ids).values_list("pk", "title"))
    known = placements_of(ids)
    return {
        (story, placement): Block(titles[story], named(placement, known.get(story, {})))
        for story, placement in keys
        if story in titles
    }
