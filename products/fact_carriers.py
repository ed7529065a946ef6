"""Seam: who carries a confirmed fact, asked before it is changed.

`products` is the lowest room; `stories` registers the provider in its `apps.py`. A provider gets a fact and
returns one `Carrier` per story that is out with it. It writes nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from products.models import Fact


@dataclass(frozen=True, slots=True)
class Mention:
    """One place: `where` in words, and the sentence, or the line of a table, in three parts around the value."""

    where: str
    before: str
    value: str
    after: str


@dataclass(frozen=True, slots=True)
class Carrier:
    """A live text that carries the fact, where it stands in it, and the names of the channels that show it now."""

    title: str
    language: str
    url: str
    mentions: tuple[Mention, ...] = ()
    channels: tuple[str, ...] = field(default=())


Provider = Callable[[Fact], Iterable[Carrier]]
_providers: list[Provider] = []


def provide_carriers(provider: Provider) -> None:
    _providers.append(provider)


def carriers_of(fact: Fact) -> list[Carrier]:
    return [carrier for provider in _providers for carrier in provider(fact)]
