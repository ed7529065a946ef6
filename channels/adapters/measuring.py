"""A context in which nothing outside exists, to measure a payload before anything is made for it."""

from datetime import UTC, datetime

from channels.contract import Asset, PurchaseRef, RenderContext
from stories.document import ImageAsset, OfferSnapshot, VideoAsset

_HOST = "https://example.invalid/"


def measuring_context(url_length: int = 0) -> RenderContext:
    """All addresses of files are at least `url_length` long, as the channel's own will be after uploading."""

    def file(key: str, role: str, media_type: str) -> Asset:
        url = f"{_HOST}{key}/{role}/"
        return Asset(f"{key}-{role}", url.ljust(url_length, "x"), "0" * 64, 0, media_type, "")

    def rendition(image: ImageAsset, crop: str) -> Asset:
        return file(image.key, crop, "image/jpeg")

    def film(video: VideoAsset, recipe: str) -> Asset:
        return file(video.key, recipe, video.media_type)

    def qr(url: str) -> Asset:
        return file(str(len(url)), "qr", "image/png")

    def link(offer: OfferSnapshot, placement: str) -> PurchaseRef:
        code = f"{offer.id}".rjust(32, "0")
        return PurchaseRef(code, f"{_HOST}go/{code}")

    return RenderContext("", _HOST.rstrip("/"), datetime(2000, 1, 1, tzinfo=UTC), rendition, film, qr, link)
