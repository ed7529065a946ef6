"""What all adapters share: the order of the checks, and the rules that no channel can do without."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from channels.adapters.account import Account
from channels.adapters.once import once_per_document
from channels.adapters.texts import has_text, story_pictures
from channels.contract import Adapter, Finding, Payload, RenderContext
from channels.rules.counting import plain
from channels.rules.films import check_film
from channels.rules.limits import check_amount, check_text, finding
from channels.spec import ChannelSpec, load_spec, provide_folder
from stories.document import ImageAsset, OfferSnapshot, ProductCard, ProductSnapshot, StoryDocument
from stories.document.plainer import plainer

# One object for all channels that follow, so that what they keep by the document serves each of them.
_plainer = once_per_document(plainer)


def as_shown(adapter: Adapter, document: StoryDocument) -> StoryDocument:
    """What an adapter is given: the story in this channel's own words, in blocks that every adapter knows."""
    return _plainer(document.for_channel(adapter.key))


class ChannelAdapter(ABC):
    """Base of the adapters. A subclass sets `key` and `version` and writes `findings` and `body`.

    `version` is bumped whenever the bytes of any payload change. `folder` is for channels from outside the tree:
    where their `specs/<key>.toml` and `schemas/<key>.json` are.
    """

    key: str
    version: int
    folder: Path | None = None

    def __init__(self, spec: ChannelSpec | None = None):
        """`spec` other than the file's tells what a changed rule would do."""
        if self.folder is not None:
            provide_folder(self.key, self.folder)
        self.spec = spec or load_spec(self.key)

    def check(self, document: StoryDocument) -> list[Finding]:
        """All that must or should be mended. A form the channel does not take is one finding and nothing else."""
        if document.form not in self.spec.forms:
            return [finding(self.spec, "form_not_taken", "note", field="form", form=document.form)]
        return [*self._common(document), *self.findings(document)]

    @abstractmethod
    def findings(self, document: StoryDocument) -> list[Finding]:
        """What this channel wants beyond what all want."""

    def body(self, account: Account) -> dict[str, Any]:
        """The payload's JSON for `account.document`; pure and deterministic."""
        raise NotImplementedError

    def render(self, document: StoryDocument, context: RenderContext) -> Payload:
        account = Account(document, context)
        return Payload(self.body(account), "application/json", account.assets, account.links, account.losses)

    def _common(self, document: StoryDocument) -> Iterator[Finding]:
        title = plain(document.title)
        if not title:
            yield finding(self.spec, "title_missing", "block", field="title")
        else:
            yield from check_text(self.spec, "title", title)
        cover = self.cover(document)
        if cover is None:
            yield finding(self.spec, "cover_missing", "block", field="cover")
        else:
            yield from check_amount(self.spec, "cover_width", cover.width, field="cover")
        if document.form == "article" and not has_text(document):
            yield finding(self.spec, "body_empty", "block", field="body")
        if document.form == "pictures" and not story_pictures(document):
            yield finding(self.spec, "pictures_missing", "block", field="body")
        if document.form == "video":
            if document.video is None:
                yield finding(self.spec, "video_missing", "block", field="video")
            else:
                yield from check_film(self.spec, document.video)
        yield from self._products(document)

    def _products(self, document: StoryDocument) -> Iterator[Finding]:
        for block in document.body:
            if isinstance(block, ProductCard) and document.product(block.product) is None:
                yield finding(self.spec, "product_missing", "block", block=block.id, product=block.product)
        for product in document.products:
            if not product.verified:
                yield finding(self.spec, "product_not_verified", "block", field="products", product=product.name)

    def cover_crop(self, document: StoryDocument) -> str:
        """The crop of the spec in which the channel shows the cover of this story, "" if it has none."""
        return "cover" if "cover" in self.spec.crops else ""

    def cover(self, document: StoryDocument) -> ImageAsset | None:
        """The story's cover in the shape the channel shows, or the poster of its film."""
        return self.cover_in(document, self.cover_crop(document))

    def cover_in(self, document: StoryDocument, crop: str) -> ImageAsset | None:
        """The same for one of several crops, by its name in the spec."""
        rule = self.spec.crops.get(crop)
        size = rule.size if rule else None
        chosen = document.cover_for(*size) if size else document.cover
        return chosen or (document.video.poster if document.video else None)


def chosen_offers(card: ProductCard, product: ProductSnapshot) -> tuple[OfferSnapshot, ...]:
    """The offers a card asks for, all on sale if it asks for none."""
    if not card.offers:
        return product.offers
    return tuple(offer for offer in product.offers if offer.id in card.offers)
