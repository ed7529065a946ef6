"""Seam: the looks an article may have on a channel that has several. `channels` registers them in `channels.apps`."""

from collections.abc import Callable, Iterable

Choices = Callable[[], Iterable[tuple[str, str]]]

_providers: list[Choices] = []


def provide_themes(choices: Choices) -> None:
    """`choices` returns (name, name in the active language) of each look."""
    _providers[:] = [choices]


def theme_choices() -> list[tuple[str, str]]:
    return list(_providers[0]()) if _providers else []
