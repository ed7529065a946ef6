"""One document through one adapter: check, render, validate."""

from dataclasses import dataclass

from channels.adapters.base import as_shown
from channels.contract import Adapter, Finding, Payload, RenderContext
from channels.rendered_assets import AssetError
from channels.rules.validate import violations
from channels.spec import ChannelSpec
from stories.document import StoryDocument


@dataclass(frozen=True, slots=True)
class Rendered:
    """`payload` is None where a finding blocks, unless an attempt was asked for."""

    findings: tuple[Finding, ...]
    payload: Payload | None

    @property
    def blocked(self) -> bool:
        return blocks(self.findings)


def takes(adapter: Adapter, document: StoryDocument) -> bool:
    return document.form in adapter.spec.forms


def wanted(adapter: Adapter, document: StoryDocument) -> bool:
    """Whether the story is meant for this channel, and the channel takes stories of its form."""
    return document.is_for(adapter.key) and takes(adapter, document)


def blocks(findings) -> bool:
    return any(finding.weight == "block" for finding in findings)


def lifted(spec: ChannelSpec) -> set[int]:
    """The sourced bounds of the limits that are loosened here."""
    loosened = [limit for limit in spec.limits.values() if limit.loosened]
    bounds = [bound for limit in loosened for bound in (limit.sourced_min, limit.sourced_max)]
    return {bound for bound in bounds if bound is not None}


def render(adapter: Adapter, document: StoryDocument, context: RenderContext, *, attempt: bool = False) -> Rendered:
    """Return what the adapter found and made.

    `attempt`: render also where a check blocks, for previews of half-filled drafts.
    A file that cannot be made is a finding, not an exception.
    """
    document = as_shown(adapter, document)
    findings = list(adapter.check(document))
    if blocks(findings) and not attempt:
        return Rendered(tuple(findings), None)
    try:
        payload = adapter.render(document, context)
    except AssetError as error:
        return Rendered((*findings, error.finding), None)
    broken = violations(adapter.key, payload.body, lifted(adapter.spec))
    findings += [Finding(f"{adapter.key}.payload_invalid", "block", params=(("detail", line),)) for line in broken]
    return Rendered(tuple(findings), payload)
