"""The envelope every edition travels in, whatever the channel's own format.

The text is made once and stored: keys in the contract's order, UTF-8 as it is, no blanks.
"""

import hashlib
import json
from typing import Any

from channels.contract import Adapter, Asset, Finding, Loss
from channels.rendering import Rendered
from commerce.audiences import Audience, in_order
from stories.document import ProductSnapshot, StepSnapshot, StoryDocument
from stories.models import Release

# What a channel shows to its readers. Version, approver, findings and losses are about the making,
# so a release that changes only these is no news to the channel.
CONTENT = ("payload", "media_type", "assets", "links", "provenance", "targeting")


def as_text(value: Any) -> str:
    """Canonical text of JSON data. WeChat shows `\\uXXXX` literally, so nothing is escaped."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def content_digest(envelope: dict[str, Any]) -> str:
    shown = [envelope[name] for name in CONTENT]
    # A correction is news to a channel also where its form leaves out the corrected words.
    corrections = envelope["story"].get("corrections")
    return digest_of(as_text([*shown, corrections] if corrections else shown))


def build(
    adapter: Adapter,
    release: Release,
    document: StoryDocument,
    rendered: Rendered,
    approver: str,
    audience: list[Audience],
) -> dict:
    """Return the envelope of `rendered`, which has a payload."""
    made = {"version": release.version, "digest": release.digest}
    given = {"approved_by": approver, "published_at": moment(release.live_from)}
    return _envelope(adapter, _story(document, made, given), document, rendered, audience)


def build_draft(adapter: Adapter, document: StoryDocument, rendered: Rendered, audience: list[Audience]) -> dict:
    """The same of a story that nobody has approved: it says so first, and has no version, digest, approver or day."""
    return {"state": "draft", **_envelope(adapter, _story(document), document, rendered, audience)}


def _envelope(
    adapter: Adapter, story: dict[str, Any], document: StoryDocument, rendered: Rendered, audience: list[Audience]
) -> dict[str, Any]:
    payload = rendered.payload
    assert payload is not None
    return {
        "channel": adapter.key,
        "spec_version": adapter.spec.version,
        "adapter_version": adapter.version,
        "story": story,
        "payload": payload.body,
        "media_type": payload.media_type,
        "assets": [_asset(asset) for asset in payload.assets],
        "links": [link._asdict() for link in payload.links],
        "provenance": [_provenance(product, document.language) for product in document.products],
        "targeting": targeting(document, audience),
        "losses": [loss_data(loss) for loss in payload.losses],
        "findings": [finding_data(finding) for finding in rendered.findings],
    }


def targeting(document: StoryDocument, audience: list[Audience]) -> dict[str, Any]:
    """Whom the story is for: what its campaigns say, and its own words.

    Without a campaign the regions are where its products come from. `campaigns` says which campaign asks for
    what, and on which days.
    """
    asked = sorted({code for one in audience for code in one.get("regions", ())})
    words = [word for word in (document.category, *document.tags) if word]
    interests = [key for one in audience for key in one.get("interests", ())]
    found: dict[str, Any] = {
        "regions": asked or sorted({product.place_code for product in document.products}),
        "interests": list(dict.fromkeys([*words, *interests])) if interests else words,
    }
    bands = [one["ages"] for one in audience if "ages" in one]
    # Two campaigns together speak to everybody whom one of them speaks to.
    if bands and len(bands) == len(audience):
        found["ages"] = {"from": min(band["from"] for band in bands), "to": max(band["to"] for band in bands)}
    return found | ({"campaigns": [in_order(one) for one in audience]} if audience else {})


def _story(document: StoryDocument, made: dict[str, Any] | None = None, given: dict[str, Any] | None = None) -> dict:
    """`made` and `given`: what only a release has, in its places."""
    separator = ", " if document.language == "en" else "、"
    corrections = [note.model_dump(mode="json") for note in document.corrections]
    return {
        "id": document.story_id,
        **(made or {}),
        "language": document.language,
        "form": document.form,
        "author": separator.join(author.name for author in document.authors),
        **(given or {}),
        **({"corrections": corrections} if corrections else {}),
    }


def moment(value) -> str:
    """ISO 8601 in UTC with a Z, whole seconds where there is no fraction."""
    return value.isoformat().replace("+00:00", "Z")


def _asset(asset: Asset) -> dict[str, Any]:
    data: dict[str, Any] = {"name": asset.name, "url": asset.url, "sha256": asset.sha256, "bytes": asset.bytes}
    if asset.width and asset.height:
        data |= {"width": asset.width, "height": asset.height}
    return data | {"role": asset.role}


def _provenance(product: ProductSnapshot, language: str) -> dict[str, Any]:
    recommended, visited, confirmed = (product.step(kind) for kind in ("recommended", "visited", "confirmed"))
    return {
        "product": product.name,
        "code": product.code,
        "recommended_by": _who(recommended, language),
        "visited_on": visited.on.isoformat() if visited else "",
        "visited_by": _who(visited, language),
        "confirmed_on": confirmed.on.isoformat() if confirmed else "",
        "confirmed_by": _who(confirmed, language),
        "valid_until": product.valid_until.isoformat() if product.valid_until else "",
        "facts": [fact.model_dump(mode="json") for fact in product.facts],
        "evidence_digest": product.evidence_digest,
        "check_url": product.check_url,
    }


def _who(step: StepSnapshot | None, language: str) -> str:
    if step is None:
        return ""
    separator = ", " if language == "en" else "，"
    return separator.join(part for part in (step.person, step.organisation) if part)


def finding_data(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "weight": finding.weight,
        "block": finding.block,
        "field": finding.field,
        "params": dict(finding.params),
    }


def loss_data(loss: Loss) -> dict[str, str]:
    return {"code": loss.code, "block": loss.block, "what": loss.what, "weight": loss.weight}


def finding_from(data: dict[str, Any]) -> Finding:
    """The finding that `finding_data` wrote."""
    return Finding(**{**data, "params": tuple(data["params"].items())})


def loss_from(data: dict[str, str]) -> Loss:
    return Loss(**data)
