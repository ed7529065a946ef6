"""Seam: what a channel is called. `channels` is a higher room and registers its names in `channels.apps`."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext

from commerce.links import WEB_CHANNEL

Names = Callable[[], Mapping[str, str]]

_providers: list[Names] = []


def provide_channel_names(names: Names) -> None:
    """`names` returns the channels' names by key, in the active language."""
    _providers[:] = [names]


def channel_choices() -> list[tuple[str, str]]:
    """Each channel's key and its name in the active language; our own site first."""
    names = _providers[0]().items() if _providers else ()
    return [(WEB_CHANNEL, channel_name(WEB_CHANNEL)), *names]


def channel_name(key: str) -> str:
    """The name of a channel in the active language; the key where nobody knows it (any more)."""
    if key == WEB_CHANNEL:
        return gettext("This site")
    return _providers[0]().get(key, key) if _providers else key
