"""The contract between a story, an adapter and the world. Pure: no Django, no Wagtail.

An adapter sees a `StoryDocument` and a `RenderContext` in which everything outside is already
resolved, and answers with findings and a `Payload`. The same input gives the same bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, NamedTuple, Protocol

from channels.spec import ChannelSpec
from stories.document import ImageAsset, OfferSnapshot, StoryDocument, VideoAsset

Weight = Literal["block", "warning", "note"]
LossWeight = Literal["heavy", "medium", "light"]
LinkForm = Literal["card", "miniprogram", "qr", "source_url", "text", "url"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend before sending. `code` is stable (`wechat-oa.title_too_long`); `params` fill the
    message that `channels.messages` keeps for the code; `block` is a block id or ""; `field` a field name or ""."""

    code: str
    weight: Weight = "warning"
    block: str = ""
    field: str = ""
    params: tuple[tuple[str, str | int], ...] = ()


# Hundreds of these are made for a story: a named tuple takes half as long as a frozen dataclass.
class Loss(NamedTuple):
    """What the channel drops, degrades or rewrites. A lost way to buy or verified mark is `heavy`."""

    code: str
    block: str
    what: str
    weight: LossWeight


class Asset(NamedTuple):
    """A file that goes with a payload. `name` is unique in the package and made of the content's hash."""

    name: str
    url: str
    sha256: str
    bytes: int
    media_type: str
    role: str
    width: int | None = None
    height: int | None = None

    def as_role(self, role: str) -> "Asset":
        """The same file in a role. Written out, as `_replace` takes several times as long."""
        name, url, sha256, size, media_type, _, width, height = self
        return Asset(name, url, sha256, size, media_type, role, width, height)


class PurchaseRef(NamedTuple):
    """A purchase link as it stands in a payload."""

    code: str
    url: str


class UsedLink(NamedTuple):
    """A purchase link an adapter put into its payload, and in which form."""

    code: str
    url: str
    placement: str
    product: str
    platform: str
    form: LinkForm


@dataclass(frozen=True, slots=True)
class RenderContext:
    """Everything resolved. `site_url` has no trailing slash; `now` is aware UTC.

    `rendition(image, crop)`: the picture by the name of a crop in the spec.
    `film(video, recipe)`: the video; the recipe `original` is the file as it stands, the others are
    those of the video's `versions` (`channels.rules.films.fitting_film` chooses one).
    `qr(url)`: a QR code picture. `link(offer, placement)`: the purchase link.
    `role` of the returned assets is left empty; the adapter names it (`Asset.as_role`).
    """

    site_name: str
    site_url: str
    now: datetime
    rendition: Callable[[ImageAsset, str], Asset]
    film: Callable[[VideoAsset, str], Asset]
    qr: Callable[[str], Asset]
    link: Callable[[OfferSnapshot, str], PurchaseRef]


@dataclass(frozen=True, slots=True)
class Payload:
    """`body` is the channel's own format, JSON-serialisable, keys in the channel's spelling.

    An id that exists only after an upload is written `asset:<name>` of an asset; the channel's schema tells
    who puts what in its place.
    """

    body: dict[str, Any]
    media_type: str = "application/json"
    assets: tuple[Asset, ...] = ()
    links: tuple[UsedLink, ...] = ()
    losses: tuple[Loss, ...] = field(default=())


class Adapter(Protocol):
    key: str
    version: int
    spec: ChannelSpec

    def check(self, document: StoryDocument) -> list[Finding]: ...

    def render(self, document: StoryDocument, context: RenderContext) -> Payload: ...
