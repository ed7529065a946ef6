"""Seam: who must act, in the same transaction, when a verification ends or is renewed.

`products` is the lowest room and may not know channels or stories; they register here in
their `apps.py`. A follower gets `(product, verification)`, runs inside the caller's
transaction, and must use a number of queries that does not grow with the stories.
"""

from collections.abc import Callable

Follower = Callable[..., None]

_ended: list[Follower] = []
_renewed: list[Follower] = []


def on_verification_ended(follower: Follower) -> None:
    _ended.append(follower)


def on_verification_renewed(follower: Follower) -> None:
    _renewed.append(follower)


def tell_ended(product, verification) -> None:
    for follower in _ended:
        follower(product=product, verification=verification)


def tell_renewed(product, verification) -> None:
    for follower in _renewed:
        follower(product=product, verification=verification)
