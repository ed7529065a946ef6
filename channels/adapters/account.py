"""The account of one rendering: what it takes along, which ways to buy it lays, and what it leaves out."""

from collections.abc import Iterable

from channels.contract import Asset, LinkForm, Loss, LossWeight, PurchaseRef, RenderContext, UsedLink
from channels.rules.addresses import web_address
from channels.rules.counting import clean, plain
from channels.rules.films import fitting_film
from channels.rules.truncation import cut
from channels.spec import VideoRule
from stories.document import ImageAsset, OfferSnapshot, StoryDocument, VideoAsset

EXCERPT = 500


class Account:
    def __init__(self, document: StoryDocument, context: RenderContext):
        self.document = document
        self.context = context
        self._assets: dict[tuple[str, str], Asset] = {}
        self._links: dict[tuple[str, str, str], UsedLink] = {}
        self._losses: dict[Loss, None] = {}

    @property
    def assets(self) -> tuple[Asset, ...]:
        """One row per name; a file that serves twice is listed in its first role."""
        by_name: dict[str, Asset] = {}
        for asset in self._assets.values():
            by_name.setdefault(asset.name, asset)
        return tuple(by_name.values())

    @property
    def links(self) -> tuple[UsedLink, ...]:
        return tuple(self._links.values())

    @property
    def losses(self) -> tuple[Loss, ...]:
        return tuple(self._losses)

    def lose(self, code: str, what: str, weight: LossWeight, block: str = "") -> None:
        """Record a loss. `what` is the text or thing lost, at most 500 characters of it."""
        said = (what if what.isprintable() else clean(what)).strip()
        if len(said) > EXCERPT:
            said = cut(said, EXCERPT).kept
        self._losses[Loss(code, block, said, weight)] = None

    def take_over(self, losses: Iterable[Loss]) -> None:
        """Record what was lost when the text was written."""
        self._losses.update(dict.fromkeys(losses))

    def _take(self, asset: Asset, role: str) -> Asset:
        taken = self._assets.get((asset.name, role))
        if taken is None:
            taken = self._assets[asset.name, role] = asset.as_role(role)
        return taken

    def picture(self, image: ImageAsset, crop: str, role: str) -> Asset:
        """Called for every picture of every channel, so `_take` is written out."""
        asset = self.context.rendition(image, crop)
        key = (asset.name, role)
        taken = self._assets.get(key)
        if taken is None:
            taken = self._assets[key] = asset.as_role(role)
        return taken

    def film(self, video: VideoAsset, rule: VideoRule | None = None, role: str = "video") -> Asset:
        """The file of a film that fits the channel's rule; as uploaded without one."""
        return self._take(self.context.film(video, fitting_film(video, rule).recipe), role)

    def qr(self, url: str) -> Asset:
        return self._take(self.context.qr(url), "qr")

    def link(self, offer: OfferSnapshot, placement: str, product: str, form: LinkForm) -> PurchaseRef:
        ref = self.context.link(offer, placement)
        used = UsedLink(ref.code, ref.url, placement, product, offer.platform, form)
        self._links.setdefault((ref.code, placement, form), used)
        return ref

    def plain(self, text: str, field: str, block: str = "") -> str:
        """`text` for a field that is no HTML; angle brackets made full-width are reported."""
        written = plain(text)
        if "<" in text or ">" in text:
            self.lose("brackets_rewritten", f"{field}: {text}", "light", block)
        return written

    def address(self) -> str:
        """The story's address on our own site, "" if it has none that may stand in a payload."""
        return web_address(self.document.url)

    def lose_words(self, image: ImageAsset | None, block: str = "") -> None:
        """Report the description and credit of a picture that is shown without them, or not at all."""
        said = " ".join(part for part in (image.alt, image.credit) if part) if image is not None else ""
        if said:
            self.lose("alt_not_taken", said, "light", block)

    def fit(self, text: str, maximum: int, field: str, *, unit: str = "chars", weight: LossWeight = "medium") -> str:
        """`text` cut to `maximum`; the rest is reported."""
        fitted = cut(text, maximum, unit)
        if fitted.lost:
            self.lose("text_cut", f"{field}: {fitted.lost}", weight)
        return fitted.kept


def asset_ref(asset: Asset) -> str:
    """How a payload names a file that gets its id or address only when it is uploaded: `asset:<name>`."""
    return f"asset:{asset.name}"
