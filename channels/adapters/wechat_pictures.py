"""A picture story as a WeChat picture post (`newspic`): up to twenty pictures and plain text."""

from channels.adapters.account import Account
from channels.adapters.base import chosen_offers
from channels.adapters.declaring import declared_lines
from channels.adapters.phrases import byline, offer_line, phrase
from channels.adapters.provenance import details, fact_rows, lines, table_lines
from channels.adapters.texts import products_without_card, story_pictures
from channels.contract import Asset
from channels.html.cards import valid_store_product
from channels.rules.counting import plain
from channels.rules.limits import maximum
from channels.spec import ChannelSpec
from stories.document import (
    Block,
    Callout,
    FactTable,
    Gallery,
    Heading,
    ImageAsset,
    ImageBlock,
    ListBlock,
    OfferSnapshot,
    Paragraph,
    ProductCard,
    Quote,
    Span,
    VideoBlock,
    plain_text,
)
from stories.document.plainer import NotPlain


class PicturesWriter:
    """`pictures` in their order, the cover first; `store_product` the one WeChat Store product of the footer."""

    def __init__(self, spec: ChannelSpec, account: Account):
        self.account = account
        self.document = account.document
        self.language = self.document.language
        self.pictures: list[Asset] = []
        self.store_product = ""
        self._numbers: dict[str, int] = {}
        self._take_pictures(maximum(spec, "gallery"))

    def _take_pictures(self, most: int) -> None:
        for image, caption, block in story_pictures(self.document):
            if len(self.pictures) < most:
                self.pictures.append(self.account.picture(image, "gallery", "gallery"))
                self._numbers[image.key] = len(self.pictures)
            else:
                self.account.lose("picture_left_out", caption or image.alt or image.key, "medium", block)
            if image.alt:
                self.account.lose("alt_not_taken", image.alt, "light", block)

    def content(self) -> str:
        document, address = self.document, self.account.address()
        self._lose_the_rest()
        parts = [
            document.summary,
            byline(self.language, document.authors),
            self._caption(document.cover, "") if document.cover else "",
            *(self._block(block) for block in document.body),
            "\n".join(declared_lines(document)),
            *("\n".join(lines(product, self.language)) for product in document.products),
            phrase(self.language, "story_at", url=address) if address else "",
            " ".join(f"#{tag}" for tag in document.tags if tag),
        ]
        return "\n\n".join(written for part in parts if (written := self._plain(part)))

    def _lose_the_rest(self) -> None:
        for product in products_without_card(self.document):
            self.account.lose("product_details_left_out", details(product, self.language), "medium")
        video = self.document.video
        if video is not None:
            self.account.lose("video_left_out", video.key, "medium")
            self.account.lose_words(video.poster)

    def _plain(self, text: str) -> str:
        if "<" in text or ">" in text:
            self.account.lose("brackets_rewritten", text, "light")
        return "\n".join(line for line in map(plain, text.split("\n")) if line)

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                return block.text
            case Paragraph():
                return self._spans(block.spans, block.id)
            case Callout():
                return "\n".join(part for part in (block.title, self._spans(block.spans, block.id)) if part)
            case ListBlock():
                marks = [f"{n}. " if block.ordered else "· " for n in range(1, len(block.items) + 1)]
                return "\n".join(
                    mark + self._spans(item, block.id) for mark, item in zip(marks, block.items, strict=True)
                )
            case Quote():
                return "\n".join(part for part in (block.text, f"—— {block.cite}" if block.cite else "") if part)
            case ImageBlock():
                return self._caption(block.image, block.caption)
            case Gallery():
                said = (self._caption(item.image, item.caption) for item in block.items)
                return "\n".join(line for line in said if line)
            case VideoBlock():
                self.account.lose("video_left_out", block.caption or block.video.key, "medium", block.id)
                return self._caption(block.video.poster, block.caption) if block.video.poster else block.caption
            case ProductCard():
                return self._product(block)
            case FactTable():
                return self._facts(block)
            case _:
                raise NotPlain(block)

    def _spans(self, spans: tuple[Span, ...], block: str) -> str:
        for span in spans:
            if span.link is not None and span.text:
                self.account.lose("link_removed", f"{span.text} → {span.link.url}", "light", block)
        return plain_text(spans)

    def _caption(self, image: ImageAsset, caption: str) -> str:
        credit = phrase(self.language, "credit", name=image.credit) if image.credit else ""
        said = " · ".join(part for part in (caption, credit) if part)
        number = self._numbers.get(image.key)
        if not said or number is None:
            return said
        return f"{phrase(self.language, 'picture', number=number)} {said}"

    def _product(self, block: ProductCard) -> str:
        product = self.document.product(block.product)
        if product is None:
            self.account.lose("product_unknown", " ".join((block.product, block.pitch)), "heavy", block.id)
            return ""
        if product.image is not None and product.image.key not in self._numbers:
            words = " ".join(part for part in (product.image.alt, product.image.credit) if part)
            self.account.lose("picture_left_out", words or product.name, "light", block.id)
        colon = phrase(self.language, "colon")
        facts = [f"{label}{colon}{value}" for label, value in fact_rows(product, self.language)]
        offers = chosen_offers(block, product)
        if not offers:
            self.account.lose("no_way_to_buy", product.name, "medium", block.id)
        said = [product.name, product.tagline, block.pitch, *facts, *(self._offer(block, offer) for offer in offers)]
        return "\n".join(line for line in said if line)

    def _facts(self, block: FactTable) -> str:
        product = self.document.product(block.product)
        if product is None:
            self.account.lose("product_unknown", block.product, "heavy", block.id)
            return ""
        said = table_lines(block, product, self.language)
        return "\n".join(said) if len(said) > 1 else ""

    def _offer(self, block: ProductCard, offer: OfferSnapshot) -> str:
        """The first store product stands in the footer as a card; all others as an address to copy."""
        line = offer_line(offer, self.language)
        product_id = offer.store_product_id
        if offer.platform == "wechat" and not self.store_product and valid_store_product(product_id):
            self.store_product = product_id
            self.account.link(offer, block.id, block.product, "card")
            return line
        ref = self.account.link(offer, block.id, block.product, "text")
        self.account.lose("link_as_text", line, "medium", block.id)
        return f"{line}\n{ref.url}"
