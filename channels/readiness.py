"""What each channel makes of a draft, for the editor: checks, and the losses of a trial rendering.

Nothing is written and no file is made: sizes of crops are worked out from the spec, links are the
derived ones. It runs at every autosave, so it asks the database one thing only: which limits were set here.
"""

import logging
import re
from datetime import datetime
from functools import cache, lru_cache

from django.conf import settings
from django.utils import timezone

from channels import current_rules, messages
from channels.adapters.base import as_shown
from channels.adapters.once import once_per_part
from channels.contract import Adapter, Asset, Finding, Payload, PurchaseRef, RenderContext
from channels.rendering import blocks, takes
from channels.rules.films import film_files
from channels.spec import ChannelSpec, Crop
from commerce.links import address_of, code_for
from stories import readiness
from stories.document import ImageAsset, OfferSnapshot, StoryDocument, VideoAsset

log = logging.getLogger(__name__)

_NO_DIGEST = "0" * 64
HEAVINESS = ("heavy", "medium", "light")


def channel_readiness(document: StoryDocument) -> list[readiness.ChannelReadiness]:
    """One line per channel the story is meant for; a channel that does not take the form says just that."""
    return [_line(adapter, document) for adapter in current_rules.current_adapters() if document.is_for(adapter.key)]


def _line(adapter: Adapter, document: StoryDocument) -> readiness.ChannelReadiness:
    findings, payload, taken = [Finding(f"{adapter.key}.form_not_taken", "note")], None, takes(adapter, document)
    if taken:
        findings, payload = _trial(adapter, document)
    return readiness.ChannelReadiness(
        channel=adapter.key,
        name=messages.channel_name(adapter.spec),
        findings=tuple(_shown(finding) for finding in findings),
        losses=_losses(payload) if payload else (),
        takes_form=taken,
        may_sell=bool(adapter.spec.links.forms),
        sells=bool(payload and payload.links),
    )


def _trial(adapter: Adapter, document: StoryDocument) -> tuple[list[Finding], Payload | None]:
    """Check, and render for losses and ways to buy. A fault of ours is shown as a finding: writing must go on."""
    findings: list[Finding] = []
    document = as_shown(adapter, document)
    try:
        findings = list(adapter.check(document))
        return findings, adapter.render(document, dry_context(document, adapter.spec, timezone.now()))
    except Exception:
        log.exception("trial rendering for %s failed", adapter.key)
        if blocks(findings):
            return findings, None
        return [*findings, Finding(f"{adapter.key}.render_failed", "block")], None


def _losses(payload: Payload) -> tuple[readiness.Loss, ...]:
    ordered = sorted(payload.losses, key=lambda loss: HEAVINESS.index(loss.weight))
    return tuple(readiness.Loss(messages.loss_message(loss), loss.weight, loss.block) for loss in ordered)


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

    site = settings.SITE_URL

    def file(name: str, media_type: str, width: int, height: int) -> Asset:
        return Asset(name, f"{site}/{name}", _NO_DIGEST, 0, media_type, "", width, height)

    def rendition(image: ImageAsset, crop: str) -> Asset:
        rule = spec.crops[crop]
        return _picture(image, rule.format, rule.filter, site)

    def film(video: VideoAsset, recipe: str) -> Asset:
        chosen = next(made for made in film_files(video) if made.recipe == recipe)
        return file(f"{video.sha256[:32]}.mp4", chosen.media_type, chosen.width, chosen.height)

    def link(offer: OfferSnapshot, placement: str) -> PurchaseRef:
        code = code_for(document.story_id, spec.code, placement, offer.id)
        return PurchaseRef(code, address_of(code))

    def qr(url: str) -> Asset:
        return file("qr.png", "image/png", 330, 330)

    return RenderContext(
        site_name=settings.WAGTAIL_SITE_NAME,
        site_url=site,
        now=now,
        rendition=rendition,
        film=film,
        qr=qr,
        link=link,
    )


@once_per_part
def _picture(image: ImageAsset, form: str, filter_spec: str, site: str) -> Asset:
    name = f"{image.sha256[:32]}.{'jpg' if form == 'jpeg' else form}"
    size = _size(image.width, image.height, filter_spec)
    return Asset(name, f"{site}/{name}", _NO_DIGEST, 0, f"image/{form}", "", *size)


def crop_size(image: ImageAsset, crop: Crop) -> tuple[int, int]:
    """Width and height in pixels of what a filter spec makes of a picture; filters never enlarge."""
    return _size(image.width, image.height, crop.filter)


@lru_cache(maxsize=1024)
def _size(width: int, height: int, filter_spec: str) -> tuple[int, int]:
    kind, across, down = _shape(filter_spec)
    if not width or not height:
        return width, height
    if kind == "fill":
        scale = min(width / across, height / down, 1)
        return round(across * scale), round(down * scale)
    scale = min(_scale(kind, across / width, down / height), 1)
    return round(width * scale), round(height * scale)


def _scale(kind: str, by_width: float, by_height: float) -> float:
    match kind:
        case "max":
            return min(by_width, by_height)
        case "width":
            return by_width
        case "height":
            return by_height
        case "min":
            return max(by_width, by_height)
    return 1


@cache
def _shape(spec: str) -> tuple[str, int, int]:
    """Kind, width and height of a filter spec; one side given stands for both. Of an unknown kind nothing is known."""
    found = re.match(r"(fill|max|min|width|height|original)(?:-(\d+)(?:x(\d+))?)?", spec)
    if not found:
        return "", 0, 0
    across = int(found[2] or 0)
    return found[1], across, int(found[3] or across)
