"""Seam: who must act, in the same transaction, when a verification ends or is renewed.

`products` is the lowest room and may not know channels or stories; they register here in
their `apps.py`. A follower gets `(product, verification)`, runs inside the caller's
transaction, and must use a number of queries that does not grow with the stories. It may return
a short text in the active language that says what it did, for the log and for whoever acted.
"""

from collections.abc import Callable

Follower = Callable[..., object]

_ended: list[Follower] = []
_renewed: list[Follower] = []


def on_verification_ended(follower: Follower) -> None:
    _ended.append(follower)


def on_verification_renewed(follower: Follower) -> None:
    _renewed.append(follower)


def tell_ended(product, verification) -> list[str]:
    """Let all followers act; return what they say they did."""
    return _tell(_ended, product, verification)


def tell_renewed(product, verification) -> list[str]:
    return _tell(_renewed, product, verification)


def _tell(list_of_followers: list[Follower], product, verification) -> list[str]:
    answers = [follower(product=product, verification=verification) for follower in list_of_followers]
    return [str(answer) for answer in answers if answer]
