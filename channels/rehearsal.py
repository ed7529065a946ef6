"""Rehearsal: what today's adapters and specs would make of what stands on the channels."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from channels import adapters, messages
from channels.editions import Draft, work_out
from channels.models import Edition


@dataclass(frozen=True, slots=True)
class Outcome:
    """`changed` is about what the channel's readers see; a new version number alone is `same`."""

    edition: Edition
    verdict: Literal["same", "changed", "failed"]
    reasons: tuple[str, ...] = ()


def rehearse(channel: str = "") -> Iterator[Outcome]:
    """Re-render every current edition, one after another, and compare; editions and feeds stay as they are."""
    current = Edition.objects.filter(current=True).select_related("release").order_by("channel", "story_id")
    for edition in current.filter(channel=channel) if channel else current:
        yield _outcome(edition)


def _outcome(edition: Edition) -> Outcome:
    try:
        adapter = adapters.adapter_for(edition.channel)
        draft = work_out(adapter, edition.release, edition.release.parsed(), edition.approver)
    except Exception as error:
        return Outcome(edition, "failed", (f"{type(error).__name__}: {error}",))
    if draft.rendered.blocked:
        return Outcome(edition, "failed", _blocking(draft))
    return Outcome(edition, "same" if draft.content_digest == edition.content_digest else "changed")


def _blocking(draft: Draft) -> tuple[str, ...]:
    return tuple(str(messages.message(found)) for found in draft.rendered.findings if found.weight == "block")
