"""A render context in which every file exists and has the same measures each time."""

import hashlib
from datetime import UTC, datetime

from channels.contract import Asset, PurchaseRef, RenderContext
from stories.document import ImageAsset, OfferSnapshot, VideoAsset

SITE = "https://fengshou.example"


def _asset(key: str, recipe: str, suffix: str, media_type: str, width: int | None, height: int | None) -> Asset:
    digest = hashlib.sha256(f"{key}|{recipe}".encode()).hexdigest()
    name = f"{digest[:32]}.{suffix}"
    return Asset(name, f"{SITE}/media/channel-assets/{name}", digest, 100_000, media_type, "", width, height)


def rendition(image: ImageAsset, crop: str) -> Asset:
    return _asset(image.sha256, crop, "jpg", "image/jpeg", image.width, image.height)


def film(video: VideoAsset, recipe: str) -> Asset:
    return _asset(video.sha256, recipe, "mp4", video.media_type, video.width, video.height)


def qr(url: str) -> Asset:
    return _asset(url, "qr", "png", "image/png", 300, 300)


def link(offer: OfferSnapshot, placement: str) -> PurchaseRef:
    code = "s1-xx-" + hashlib.sha256(f"{placement}|{offer.id}".encode()).hexdigest()[:10]
    return PurchaseRef(code, f"{SITE}/go/{code}")


def fake_context() -> RenderContext:
    return RenderContext("丰收", SITE, datetime(2026, 11, 23, 4, 0, tzinfo=UTC), rendition, film, qr, link)
