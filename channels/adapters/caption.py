"""A story's body as the running text below a film or a picture post, as far as there is room."""

from channels.adapters.account import Account
from channels.adapters.base import chosen_offers
from channels.adapters.description import lose_block, lose_heads
from channels.adapters.phrases import offer_line
from channels.adapters.provenance import table_lines
from channels.adapters.texts import pictures_of, text_of
from channels.contract import LossWeight
from stories.document import Block, FactTable, OfferSnapshot, ProductCard, ProductSnapshot, VideoBlock
from stories.document.walk import runs_of


class CaptionWriter:
    """Takes whole blocks while they fit into `room` characters; what finds none is reported as a whole.

    `shown` are the keys of the pictures that go with the payload, `sold` the one offer that is a card of its own.
    """

    def __init__(self, account: Account, room: int, shown: frozenset[str], sold: tuple[str, int] | None):
        self.account = account
        self.document = account.document
        self.room = room
        self.shown = shown
        self.sold = sold
        self._kept: list[str] = []

    def text(self) -> str:
        lose_heads(self.account)
        for block in self.document.body:
            self._block(block)
        return "\n".join(self._kept)

    def _keep(self, text: str) -> bool:
        needed = len(text) + (1 if self._kept else 0)
        if needed > self.room:
            return False
        self.room -= needed
        self._kept.append(text)
        return True

    def _block(self, block: Block) -> None:
        words = self._words(block)
        if isinstance(block, VideoBlock) or not words or not self._keep(words):
            self._lose(block)
            return
        for run in runs_of(block):
            for span in run:
                if span.link is not None and span.text:
                    weight: LossWeight = "heavy" if span.link.kind == "product" else "light"
                    self.account.lose("link_removed", f"{span.text} → {span.link.url}", weight, block.id)
        for image, _caption in pictures_of(block):
            self._picture(image, block.id)
        if isinstance(block, ProductCard) and (product := self.document.product(block.product)):
            self._ways_to_buy(block, product)

    def _words(self, block: Block) -> str:
        """What is written of a block, "" if it has no words or its product is gone."""
        if isinstance(block, FactTable | ProductCard):
            product = self.document.product(block.product)
            if product is None:
                return ""
            if isinstance(block, FactTable):
                return self._plain(" ".join(table_lines(block, product, self.document.language)))
            return self._plain(" ".join(part for part in (product.name, product.tagline, block.pitch) if part))
        return self._plain(text_of(block))

    def _plain(self, text: str) -> str:
        return self.account.plain(text, "body")

    def _picture(self, image, block: str) -> None:
        if image.key not in self.shown:
            self.account.lose("picture_left_out", image.alt or image.key, "light", block)
        self.account.lose_words(image, block)

    def _lose(self, block: Block) -> None:
        """Pictures that stand in the post are not lost with the words beside them."""
        product = self.document.product(block.product) if isinstance(block, ProductCard) else None
        if isinstance(block, ProductCard) and product is not None and self._is_sold(block):
            said = " ".join(part for part in (product.name, product.tagline, block.pitch) if part)
            self.account.lose("block_left_out", said, "medium", block.id)
            self._ways_to_buy(block, product)
            return
        images = [image for image, _caption in pictures_of(block)]
        if images and not text_of(block).strip() and not isinstance(block, VideoBlock):
            for image in images:
                self._picture(image, block.id)
            return
        lose_block(self.account, block)

    def _is_sold(self, block: ProductCard) -> bool:
        return self.sold is not None and self.sold[0] == block.id

    def _ways_to_buy(self, block: ProductCard, product: ProductSnapshot) -> None:
        offers = chosen_offers(block, product)
        if not offers:
            self.account.lose("no_way_to_buy", product.name, "medium", block.id)
        for offer in offers:
            if self.sold != (block.id, offer.id):
                self._lose_offer(offer, block)

    def _lose_offer(self, offer: OfferSnapshot, block: ProductCard) -> None:
        self.account.lose("purchase_link_lost", offer_line(offer, self.document.language), "heavy", block.id)
