"""Previews of a draft on a channel, drawn from the very payload the channel would get.

The payload's HTML stands in a frame without scripts and without an origin; nothing is loaded from
anywhere but this site. Files are made as for an edition and kept: an approved story finds them ready.
"""

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from channels import current_rules, envelope, messages, packages
from channels.contract import Adapter, Asset, Payload
from channels.models import Edition
from channels.rendering import Rendered, render, takes
from channels.resolver import Resolver
from commerce.audiences import audiences_of
from commerce.links import preview_links
from stories.document import StoryDocument
from stories.previews import DOWNLOAD, ChannelPreview

# The look of each channel: what its readers see on a phone. A channel without one is shown as fields.
SCREENS = {
    "wechat-oa": "channels/screens/wechat_oa.html",
    "wechat-channels": "channels/screens/wechat_channels.html",
    "qq-kandian": "channels/screens/penguin.html",
    "qzone": "channels/screens/qzone.html",
    "tencent-news": "channels/screens/penguin.html",
    "kuaibao": "channels/screens/penguin.html",
    "qq-browser": "channels/screens/penguin.html",
    "tencent-video": "channels/screens/tencent_video.html",
    "weishi": "channels/screens/weishi.html",
}
# The colour of the name at the top of those that share a screen.
ACCENTS = {"qq-kandian": "#12b7f5", "tencent-news": "#1a6df2", "kuaibao": "#e5402b", "qq-browser": "#2b6fff"}
ASSET_REF = re.compile(r"asset:([0-9a-z]+\.[0-9a-z]+)")


def preview_of(adapter: Adapter) -> ChannelPreview:
    """The seam's record of one channel."""

    def show(document: StoryDocument, request: HttpRequest) -> HttpResponse:
        return respond(current_rules.current_adapter(adapter.key), document, request)

    def hand_out(document: StoryDocument, request: HttpRequest) -> HttpResponseBase:
        return download(current_rules.current_adapter(adapter.key), document, request)

    return ChannelPreview(adapter.key, lazy(messages.channel_name, str)(adapter.spec), show, hand_out)


def rendered_preview(adapter: Adapter, document: StoryDocument) -> Rendered:
    """What an edition of this document would be made of; half-filled drafts are rendered as far as they go."""
    context = Resolver(document, adapter.spec, preview_links).context(timezone.now())
    return render(adapter, document, context, attempt=True)


def respond(adapter: Adapter, document: StoryDocument, request: HttpRequest) -> HttpResponse:
    """The preview page: the phone, the payload, its files, and what is lost."""
    rendered = rendered_preview(adapter, document) if takes(adapter, document) else None
    payload = rendered.payload if rendered else None
    origins = _origins(request)
    losses = [(loss.weight, messages.loss_message(loss)) for loss in payload.losses] if payload else []
    findings = [(found.weight, messages.message(found)) for found in rendered.findings] if rendered else []
    context = {
        "channel": messages.channel_name(adapter.spec),
        "download": f"{adapter.key}{DOWNLOAD}",
        "status_note": messages.status_note(adapter.spec),
        "taken": rendered is not None,
        "document": document,
        "payload": payload,
        "payload_text": json.dumps(payload.body, ensure_ascii=False, indent=2) if payload else "",
        "screen": _screen(adapter, document, payload, origins) if payload else "",
        "losses": losses,
        "findings": findings,
        "remarks": len(losses) + len(findings),
        "article_html": article_html(payload.body) if payload else "",
        "edition": Edition.objects.filter(story_id=document.story_id, channel=adapter.key, current=True)
        .select_related("release")
        .defer("envelope", "release__document")
        .first(),
    }
    response = HttpResponse(render_to_string("channels/preview.html", context, request))
    script = request.build_absolute_uri(static("channels/preview.js")) if context["article_html"] else ""
    response["Content-Security-Policy"] = policy(origins, script=script)
    return response


def download(adapter: Adapter, document: StoryDocument, request: HttpRequest) -> HttpResponseBase:
    """The draft's package, as far as it can be rendered. It is stored nowhere, so no channel can pull it.

    Where there is nothing to pack, the preview says why.
    """
    rendered = rendered_preview(adapter, document) if takes(adapter, document) else None
    if rendered is None or rendered.payload is None:
        return respond(adapter, document, request)
    data = envelope.build_draft(adapter, document, rendered, audiences_of(document))
    try:
        package = packages.write_envelope(envelope.as_text(data))
    except packages.IncompletePackage as error:
        text = _("The file %(name)s is missing or was changed. “reconcile --files” makes it anew.") % {"name": error}
        return HttpResponse(text, status=503, content_type="text/plain; charset=utf-8")
    response = FileResponse(package, as_attachment=True, filename=packages.draft_name(adapter.key, document.story_id))
    response["Cache-Control"] = "private, no-store"
    return response


def article_html(body: dict[str, Any]) -> str:
    """What is pasted into the WeChat editor: the article with its inline styles, "" for payloads that are none."""
    article = (body.get("articles") or [{}])[0]
    return article.get("content", "") if article.get("article_type", "news") == "news" else ""


def _screen(adapter: Adapter, document: StoryDocument, payload: Payload, origins: list[str]) -> str:
    """The channel's page as a document of its own, for the frame."""
    body = payload.body
    context = {
        "document": document,
        "body": body,
        "article": body["articles"][0] if "articles" in body else body,
        "pictures": _referred(body, payload.assets),
        "roles": _by_role(payload.assets),
        "accent": ACCENTS.get(adapter.key, "#1a6df2"),
        "film": next((asset for asset in payload.assets if asset.media_type.startswith("video/")), None),
        "policy": policy(origins, framed=True),
    }
    # The channel's readers see it in the story's language, whatever the author's admin speaks.
    with translation.override(document.language):
        context["channel"] = messages.channel_name(adapter.spec)
        return render_to_string(SCREENS.get(adapter.key, "channels/screens/fields.html"), context)


def _referred(body: dict[str, Any], assets: Iterable[Asset]) -> list[Asset]:
    """The pictures that the payload names by `asset:<name>`, in its order, each once."""
    by_name = {asset.name: asset for asset in assets if asset.media_type.startswith("image/")}
    names = dict.fromkeys(ASSET_REF.findall(json.dumps(body)))
    return [by_name[name] for name in names if name in by_name]


def _by_role(assets: Iterable[Asset]) -> dict[str, list[Asset]]:
    found: dict[str, list[Asset]] = {}
    for asset in assets:
        found.setdefault(asset.role, []).append(asset)
    return found


def _origins(request: HttpRequest) -> list[str]:
    """Where our own pictures and films may come from: this site by each of its names, and the media host."""
    addresses = [request.build_absolute_uri("/"), settings.SITE_URL, settings.MEDIA_URL]
    parts = [urlsplit(address) for address in addresses]
    return list(dict.fromkeys(f"{part.scheme}://{part.netloc}" for part in parts if part.netloc))


def policy(origins: list[str], *, framed: bool = False, script: str = "") -> str:
    """The content security policy of the page and of the frame in it: nothing from outside, and no script
    but the one of ours that is named by its address.

    Payloads carry inline styles, because channels know no other.
    """
    own = " ".join(origins)
    rules = [
        "default-src 'none'",
        f"img-src data: {own}",
        f"media-src {own}",
        f"style-src 'unsafe-inline' {own}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    if not framed:
        rules += ["frame-src 'self'", "frame-ancestors 'self'"]
    if script:
        rules.append(f"script-src {script}")
    return "; ".join(rules)
