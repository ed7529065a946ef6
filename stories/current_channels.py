"""Seam: on which channels a story stands now, and with which version.

`channels` is a higher room and registers its provider in `channels.apps`. It takes story ids and answers in
one query with `{story id: [(name of the channel, version of the release), …]}`.
"""

from collections.abc import Callable, Iterable

Standing = dict[int, list[tuple[str, int]]]
Provider = Callable[[list[int]], Standing]
_providers: list[Provider] = []


def provide_current_channels(provider: Provider) -> None:
    _providers.append(provider)


def current_channels(story_ids: Iterable[int]) -> Standing:
    wanted = list(story_ids)
    found: Standing = {}
    for provider in _providers if wanted else ():
        for story, channels in provider(wanted).items():
            found.setdefault(story, []).extend(channels)
    return found
