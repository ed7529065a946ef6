"""Seam: what each channel makes of a draft, shown in the editor and asked by the gate.

`channels` is a higher room and registers its provider in `channels.apps`; `stories` only knows
these small types. A provider is called with a `StoryDocument` and returns one
`ChannelReadiness` per channel. It must not write, and must not raise on a half-filled draft.
"""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import get_language

from stories.document import StoryDocument

Weight = Literal["block", "warning", "note"]
LossWeight = Literal["heavy", "medium", "light"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` is stable (`wechat.title_too_long`), `block` the id of the block at fault or "".

    `message` may be a lazy translation; `field` names the page field where no block is at fault.
    """

    code: str
    message: str
    weight: Weight = "warning"
    block: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """What a channel drops or changes; a lost way to buy or verified mark is `heavy`. `block` as in a finding."""

    message: str
    weight: LossWeight = "medium"
    block: str = ""

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True, slots=True)
class ChannelReadiness:
    """`losses` come heaviest first. `takes_form`: the channel takes stories of this form at all.

    `may_sell`: the channel allows some way to buy. `sells`: what it would get holds at least one.
    """

    channel: str
    name: str
    findings: tuple[Finding, ...] = ()
    losses: tuple[Loss, ...] = ()
    takes_form: bool = True
    may_sell: bool = False
    sells: bool = False

    @property
    def blocked(self) -> bool:
        return any(finding.weight == "block" for finding in self.findings)


Provider = Callable[[StoryDocument], Iterable[ChannelReadiness]]
_providers: list[Provider] = []


def provide_readiness(provider: Provider) -> None:
    _providers.append(provider)


# The last answer, as the editor and the gate ask for the same document within one request.
_last: ContextVar[tuple[StoryDocument, str | None, tuple, list[ChannelReadiness]] | None] = ContextVar(
    "last_channel_readiness", default=None
)


def channel_readiness(document: StoryDocument) -> list[ChannelReadiness]:
    """One line per channel the story is meant for, named in the active language."""
    language, providers, last = get_language(), tuple(_providers), _last.get()
    if last and last[0] is document and last[1:3] == (language, providers):
        return last[3]
    lines = [line for provider in providers for line in provider(document)]
    _last.set((document, language, providers, lines))
    return lines
