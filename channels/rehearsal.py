"""Rehearsal: what changed adapters and specs would make of what stands on the channels."""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from channels import adapters, current_rules, messages
from channels.contract import Adapter, Loss
from channels.editions import Draft, work_out
from channels.envelope import CONTENT, loss_from
from channels.models import Edition
from channels.spec import ChannelSpec
from commerce.links import preview_links

# As many of the places that differ are named; a reader looks at the first few.
MOST_CHANGES = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """`changed` is about what the channel's readers see; a new version number alone is `same`.

    `reasons` say what blocks or fails, `changes` are the places of the payload that differ, as paths; `new_losses`
    are those that the edition did not have.
    """

    edition: Edition
    verdict: Literal["same", "changed", "failed"]
    reasons: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    new_losses: tuple[Loss, ...] = field(default=())

    @property
    def quiet(self) -> bool:
        return self.verdict == "same" and not self.new_losses


def with_spec(key: str, file: Path) -> Adapter:
    """The adapter of a channel with the spec in `file`, which is not switched on yet.

    ValueError or OSError if the file is no spec of the channel, KeyError if there is no such channel.
    """
    adapter = adapters.adapter_for(key)
    try:
        spec = ChannelSpec.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise ValueError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    if spec.key != key:
        raise ValueError(f"key: {spec.key}")
    return type(adapter)(spec=spec)  # type: ignore[call-arg]


def rehearse(channel: str = "", changed: Adapter | None = None) -> Iterator[Outcome]:
    """Re-render every current edition, one after another, and compare; editions, links and feeds stay as they are.

    `changed` stands in for the adapter of its channel. Files that only a changed rule asks for are made and kept,
    as for a preview.
    """
    by_key = {adapter.key: adapter for adapter in current_rules.current_adapters()}
    if changed:
        by_key[changed.key] = changed
    current = Edition.objects.filter(current=True).select_related("release", "story").order_by("channel", "story_id")
    for edition in (current.filter(channel=channel) if channel else current).iterator(chunk_size=100):
        yield outcome_of(edition, by_key.get(edition.channel))


def outcome_of(edition: Edition, adapter: Adapter | None) -> Outcome:
    """What an adapter would make of one edition; none stands for a channel that is not there any more."""
    if adapter is None:
        return Outcome(edition, "failed", (f"{edition.channel}: ?",))
    try:
        document = edition.release.parsed()
        draft = work_out(adapter, edition.release, document, edition.approver, edition.audience, preview_links)
    except Exception as error:
        return Outcome(edition, "failed", (f"{type(error).__name__}: {error}",))
    if draft.rendered.blocked:
        return Outcome(edition, "failed", _blocking(draft))
    losses = _new_losses(edition, draft)
    if draft.content_digest == edition.content_digest:
        return Outcome(edition, "same", new_losses=losses)
    # What was blocked has no text to compare with.
    changes = tuple(_changes(edition, draft)) if edition.envelope else ()
    return Outcome(edition, "changed", changes=changes, new_losses=losses)


def _blocking(draft: Draft) -> tuple[str, ...]:
    return tuple(str(messages.message(found)) for found in draft.rendered.findings if found.weight == "block")


def _new_losses(edition: Edition, draft: Draft) -> tuple[Loss, ...]:
    known = {loss_from(loss) for loss in edition.losses}
    return tuple(loss for loss in draft.rendered.payload.losses if loss not in known) if draft.rendered.payload else ()


def _changes(edition: Edition, draft: Draft) -> list[str]:
    before, after = json.loads(edition.envelope), json.loads(draft.text)
    found = [path for part in (*CONTENT, "story") for path in _differing(before[part], after[part], part)]
    return [path for path in found if not path.startswith("story/") or path == "story/corrections"][:MOST_CHANGES]


def _differing(before: Any, after: Any, path: str) -> Iterator[str]:
    """The paths at which two values of JSON differ, as deep as both have the same shape."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            yield from _differing(before.get(key), after.get(key), f"{path}/{key}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _differing(one, other, f"{path}/{index}")
    elif before != after:
        yield path
