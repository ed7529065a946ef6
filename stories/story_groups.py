"""Seam: groups of products that higher rooms know (campaigns), and how stories stand on channels.

`commerce` and `channels` register them in their `apps`; the desk's list filters by them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class ProductGroups:
    """`choices()` are (value, name in the active language); `products(value)` a query of product ids."""

    choices: Callable[[], Iterable[tuple[str, str]]]
    products: Callable[[str], QuerySet]


@dataclass(frozen=True, slots=True)
class ChannelStories:
    """Queries of the ids of stories: those that stand on a channel now, and those it could not take.

    `blocked()` is over all channels where no key is given. `names(ids)` tells by which channels each of the
    stories is blocked.
    """

    carried: Callable[[str], QuerySet]
    blocked: Callable[[str], QuerySet]
    names: Callable[[list[int]], dict[int, list[str]]]


_campaigns: list[ProductGroups] = []
_channels: list[ChannelStories] = []


def provide_campaigns(groups: ProductGroups) -> None:
    _campaigns[:] = [groups]


def provide_channel_stories(stories: ChannelStories) -> None:
    _channels[:] = [stories]


def campaigns() -> ProductGroups | None:
    return _campaigns[0] if _campaigns else None


def channel_stories() -> ChannelStories | None:
    return _channels[0] if _channels else None
