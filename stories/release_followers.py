"""Seam: who must act when a story is released or taken down.

Called inside the transaction that writes the release. Channels and commerce register in their
`apps.py`; a follower only writes rows and enqueues tasks.
"""

from collections.abc import Callable

Follower = Callable[..., None]

_released: list[Follower] = []
_taken_down: list[Follower] = []
_effect_asked: list[Follower] = []


def on_released(follower: Follower) -> None:
    """`follower(release=Release)`"""
    _released.append(follower)


def on_taken_down(follower: Follower) -> None:
    """`follower(story=StoryPage, reason=str)`"""
    _taken_down.append(follower)


def on_effect_asked(follower: Follower) -> None:
    """`follower(story=StoryPage) -> str`: what taking it down would hit, in the active language; "" for nothing."""
    _effect_asked.append(follower)


def effect_of(story) -> list[str]:
    """One line a room, channels first."""
    return [said for follower in reversed(_effect_asked) if (said := follower(story=story))]


def tell_released(release) -> None:
    for follower in _released:
        follower(release=release)


def tell_taken_down(story, reason: str) -> None:
    for follower in _taken_down:
        follower(story=story, reason=reason)
