"""Which story, channel and place in it sold: the figures of an author's own stories."""

from collections.abc import Iterable
from dataclasses import dataclass

from commerce.channel_names import channel_name
from commerce.impact import Figures, Window
from commerce.impact_cells import Cells, cells
from commerce.placements import Placement, named, placements_of
from stories.models import StoryPage


@dataclass(frozen=True, slots=True)
class ChannelSales:
    channel: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class PlaceSales:
    """One place of a story, with what it sold on each channel, best first. `share` is percent of the best place's yuan."""

    place: Placement
    figures: Figures
    channels: tuple[ChannelSales, ...] = ()
    share: int = 0


@dataclass(frozen=True, slots=True)
class StorySales:
    story: StoryPage
    figures: Figures
    places: tuple[PlaceSales, ...]

    @property
    def best(self) -> PlaceSales | None:
        """The place that sold most; None where none sold."""
        first = self.places[0] if self.places else None
        return first if first and first.figures.orders else None


def sales_of(stories: Iterable[StoryPage], window: Window | None = None) -> list[StorySales]:
    """The figures of `stories`, most yuan first. Thirteen queries, however many stories and places."""
    by_id = {story.pk: story for story in stories}
    ids = list(by_id)
    totals = cells("story_id", window=window, stories=ids)
    places = cells("story_id", "placement", window=window, stories=ids)
    channels = cells("story_id", "placement", "channel", window=window, stories=ids)
    known = placements_of(ids)
    found = [
        StorySales(story, totals.get((pk,), Figures()), _places(pk, places, channels, known.get(pk, {})))
        for pk, story in by_id.items()
    ]
    return sorted(found, key=lambda one: (*_best_first(one.figures), -one.story.pk))


def _places(story: int, places: Cells, channels: Cells, known: dict[str, Placement]) -> tuple[PlaceSales, ...]:
    mine = {key[1]: figures for key, figures in places.items() if key[0] == story}
    # A place that stands in the story and brought nothing is as telling as one that sold.
    mine |= {key: Figures() for key, place in known.items() if place.stands and key not in mine}
    most = max((figures.fen for figures in mine.values()), default=0)
    rows = [
        PlaceSales(
            named(key, known),
            figures,
            tuple(
                sorted(
                    (
                        ChannelSales(channel_name(at[2]), sold)
                        for at, sold in channels.items()
                        if at[:2] == (story, key)
                    ),
                    key=lambda one: _best_first(one.figures),
                )
            ),
            share=max(0, round(100 * figures.fen / most)) if most > 0 else 0,
        )
        for key, figures in mine.items()
    ]
    return tuple(sorted(rows, key=lambda row: (*_best_first(row.figures), row.place.number)))


def _best_first(figures: Figures) -> tuple[int, int]:
    return -figures.fen, -figures.clicks
