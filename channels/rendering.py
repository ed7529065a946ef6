"""One document through one adapter: check, render, validate."""

from dataclasses import dataclass

from channels.contract import Adapter, Finding, Payload, RenderContext
from channels.rendered_assets import AssetError
from channels.rules.validate import violations
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


def blocks(findings) -> bool:
    return any(finding.weight == "block" for finding in findings)


def render(adapter: Adapter, document: StoryDocument, context: RenderContext, *, attempt: bool = False) -> Rendered:
    """Return what the adapter found and made.

    `attempt`: render also where a check blocks, for previews of half-filled drafts.
    A file that cannot be made is a finding, not an exception.
    """
    findings = list(adapter.check(document))
    if blocks(findings) and not attempt:
        return Rendered(tuple(findings), None)
    try:
        payload = adapter.render(document, context)
    except AssetError as error:
        return Rendered((*findings, error.finding), None)
    broken = violations(adapter.key, payload.body)
    findings += [Finding(f"{adapter.key}.payload_invalid", "block", params=(("detail", line),)) for line in broken]
    return Rendered(tuple(findings), payload)
