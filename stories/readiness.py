"""Seam: what each channel makes of a draft, shown in the editor and asked by the gate.

`channels` is a higher room and registers its provider in `channels.apps`; `stories` only knows
these two small types. A provider is called with a `StoryDocument` and returns one
`ChannelReadiness` per channel. It must not write, and must not raise on a half-filled draft.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from stories.document import StoryDocument

Weight = Literal["block", "warning", "note"]


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
class ChannelReadiness:
    channel: str
    name: str
    findings: tuple[Finding, ...] = ()
    losses: tuple[str, ...] = field(default=())

    @property
    def blocked(self) -> bool:
        return any(finding.weight == "block" for finding in self.findings)


Provider = Callable[[StoryDocument], Iterable[ChannelReadiness]]
_providers: list[Provider] = []


def provide_readiness(provider: Provider) -> None:
    _providers.append(provider)


def channel_readiness(document: StoryDocument) -> list[ChannelReadiness]:
    return [line for provider in _providers for line in provider(document)]
