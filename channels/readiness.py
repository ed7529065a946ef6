"""What each channel makes of a draft, for the editor: checks, and the losses of a trial rendering.

Nothing is written and no file is made: sizes of crops are worked out from the spec, links are the
derived ones. It runs at every autosave, so it asks the database nothing.
"""

import logging
import re
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from channels import adapters, messages
from channels.contract import Adapter, Asset, Finding, PurchaseRef, RenderContext
from channels.rendering import blocks, takes
from channels.spec import ChannelSpec, Crop
from commerce.links import address_of, code_for
from stories import readiness
from stories.document import ImageAsset, OfferSnapshot, StoryDocument, VideoAsset

log = logging.getLogger(__name__)


def channel_readiness(document: StoryDocument) -> list[readiness.ChannelReadiness]:
    """One line per channel; a channel that does not take the form says just that."""
    return [_line(adapter, document) for adapter in adapters.ADAPTERS]


def _line(adapter: Adapter, document: StoryDocument) -> readiness.ChannelReadiness:
    if not takes(adapter, document):
        findings, losses = [Finding(f"{adapter.key}.form_not_taken", "note")], []
    else:
        findings, losses = _trial(adapter, document)
    return readiness.ChannelReadiness(
        channel=adapter.key,
        name=messages.channel_name(adapter.spec),
        findings=tuple(_shown(finding) for finding in findings),
        losses=tuple(messages.loss_message(loss) for loss in losses),
    )


def _trial(adapter: Adapter, document: StoryDocument) -> tuple[list[Finding], list]:
    """Check, and render for the losses. A fault of ours is shown as a finding: writing must go on."""
    findings: list[Finding] = []
    try:
        findings = list(adapter.check(document))
        return findings, list(adapter.render(document, dry_context(document, adapter.spec, timezone.now())).losses)
    except Exception:
        log.exception("trial rendering for %s failed", adapter.key)
        if blocks(findings):
            return findings, []
        return [*findings, Finding(f"{adapter.key}.render_failed", "block")], []


def _shown(finding: Finding) -> readiness.Finding:
    return readiness.Finding(
        code=finding.code,
        message=messages.message(finding),
        weight=finding.weight,
        block=finding.block,
        field=finding.field,
    )


def dry_context(document: StoryDocument, spec: ChannelSpec, now: datetime) -> RenderContext:
    """A context whose files are named and measured and never made. `bytes` is 0: not known before making."""

    def rendition(image: ImageAsset, crop: str) -> Asset:
        rule = spec.crops[crop]
        width, height = crop_size(image, rule)
        extension = "jpg" if rule.format == "jpeg" else rule.format
        return _asset(f"{image.sha256[:32]}.{extension}", f"image/{rule.format}", width, height)

    def film(video: VideoAsset, recipe: str) -> Asset:
        return _asset(f"{video.sha256[:32]}.mp4", video.media_type, video.width, video.height)

    def link(offer: OfferSnapshot, placement: str) -> PurchaseRef:
        code = code_for(document.story_id, spec.code, placement, offer.id)
        return PurchaseRef(code, address_of(code))

    def qr(url: str) -> Asset:
        return _asset("qr.png", "image/png", 330, 330)

    return RenderContext(
        site_name=settings.WAGTAIL_SITE_NAME,
        site_url=settings.SITE_URL,
        now=now,
        rendition=rendition,
        film=film,
        qr=qr,
        link=link,
    )


def crop_size(image: ImageAsset, crop: Crop) -> tuple[int, int]:
    """Width and height in pixels of what a filter spec makes of a picture; filters never enlarge."""
    found = re.match(r"(fill|max|min|width|height|original)(?:-(\d+)(?:x(\d+))?)?", crop.filter)
    if not found or not image.width or not image.height:
        return image.width, image.height
    kind, first, second = found[1], int(found[2] or 0), int(found[3] or 0)
    if kind == "fill":
        scale = min(image.width / first, image.height / second, 1)
        return round(first * scale), round(second * scale)
    scales = {
        "width": [first / image.width],
        "height": [first / image.height],
        "max": [first / image.width, (second or first) / image.height],
        "min": [max(first / image.width, (second or first) / image.height)],
        "original": [1],
    }[kind]
    scale = min(*scales, 1)
    return round(image.width * scale), round(image.height * scale)


def _asset(name: str, media_type: str, width: int, height: int) -> Asset:
    url = f"{settings.SITE_URL}/{name}"
    return Asset(name, url, sha256="0" * 64, bytes=0, media_type=media_type, role="", width=width, height=height)
