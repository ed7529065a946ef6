"""What all adapters share: the order of the checks, and the rules that no channel can do without."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

from channels.adapters.texts import has_text, story_pictures
from channels.contract import Finding, Payload, RenderContext
from channels.rules.counting import plain
from channels.rules.films import check_film
from channels.rules.limits import check_amount, check_text, finding
from channels.spec import ChannelSpec, load_spec
from stories.document import ImageAsset, OfferSnapshot, ProductCard, ProductSnapshot, StoryDocument


class ChannelAdapter(ABC):
    """Base of the adapters. A subclass sets `key` and `version` and writes `findings` and `render`.

    `version` is bumped whenever the bytes of any payload change.
    """

    key: str
    version: int

    def __init__(self, spec: ChannelSpec | None = None):
        """`spec` other than the file's tells what a changed rule would do."""
        self.spec = spec or load_spec(self.key)

    def check(self, document: StoryDocument) -> list[Finding]:
        """All that must or should be mended. A form the channel does not take is one finding and nothing else."""
        if document.form not in self.spec.forms:
            return [finding(self.spec, "form_not_taken", "note", field="form", form=document.form)]
        return [*self._common(document), *self.findings(document)]

    @abstractmethod
    def findings(self, document: StoryDocument) -> list[Finding]:
        """What this channel wants beyond what all want."""

    @abstractmethod
    def render(self, document: StoryDocument, context: RenderContext) -> Payload:
        """The payload; pure and deterministic."""

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

    def cover(self, document: StoryDocument) -> ImageAsset | None:
        """The story's cover, or the poster of its film."""
        return document.cover or (document.video.poster if document.video else None)


def chosen_offers(card: ProductCard, product: ProductSnapshot) -> tuple[OfferSnapshot, ...]:
    """The offers a card asks for, all on sale if it asks for none."""
    if not card.offers:
        return product.offers
    return tuple(offer for offer in product.offers if offer.id in card.offers)
