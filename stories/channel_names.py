"""Seam: the channels a story can be meant for. `channels` is a higher room and registers them in `channels.apps`."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext_lazy as _

from stories.document import ALL_CHANNELS

# What a stored choice of a group begins with; channel keys hold no colon.
GROUP = "group:"

Choices = Callable[[], Iterable[tuple[str, str]]]

_providers: list[Choices] = []


def provide_channel_choices(choices: Choices) -> None:
    """`choices` returns (key, name in the active language) of each channel, in the house's order."""
    _providers[:] = [choices]


def channel_choices() -> list[tuple[str, str]]:
    return list(_providers[0]()) if _providers else []


Groups = Iterable[tuple[str, object, tuple[str, ...]]]
_groups: list[tuple[str, object, tuple[str, ...]]] = []


def provide_channel_groups(groups: Groups) -> None:
    """`groups` yields (key, lazy name, keys of its channels)."""
    _groups[:] = list(groups)


def channel_and_group_choices() -> list[tuple[str, object]]:
    """All channels, groups, single channels."""
    groups = [(f"{GROUP}{key}", name) for key, name, _channels in _groups]
    return [(ALL_CHANNELS, _("All channels")), *groups, *channel_choices()]


def channels_of(choice: str) -> tuple[str, ...]:
    """The keys that a stored choice stands for; nothing for a group that is gone."""
    if not choice.startswith(GROUP):
        return (choice,) if choice else ()
    return next((channels for key, _name, channels in _groups if f"{GROUP}{key}" == choice), ())
