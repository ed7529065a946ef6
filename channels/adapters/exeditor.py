"""A story as the HTML of the Penguin account's editor: paragraphs, one heading level, pictures, no link."""

from channels.adapters.account import Account
from channels.adapters.base import chosen_offers
from channels.adapters.declaring import declared_lines
from channels.adapters.phrases import byline, length, offer_line, phrase
from channels.adapters.provenance import details, fact_rows, head, rows, table_rows
from channels.adapters.texts import body_images, products_without_card
from channels.contract import LossWeight
from channels.html.cleaning import cleaner_of
from channels.html.markup import Child, Markup, element, join
from channels.spec import ChannelSpec, HtmlProfile
from stories.document import (
    Block,
    Callout,
    FactTable,
    Gallery,
    Heading,
    ImageAsset,
    ImageBlock,
    Link,
    ListBlock,
    OfferSnapshot,
    Paragraph,
    ProductCard,
    ProductSnapshot,
    Quote,
    Span,
    StoryDocument,
    VideoAsset,
    VideoBlock,
    plain_text,
)
from stories.document.plainer import NotPlain

# The editor closes every body with this mark; it is ours, so it comes after the sanitiser.
CLOSING = '<div powered-by="ex-editor"></div>'


class ExEditorWriter:
    """Channels whose HTML is richer override `heading`, `linked`, `offers` and `tail`."""

    closing = CLOSING

    def __init__(self, spec: ChannelSpec, account: Account):
        self.spec = spec
        self.account = account
        self.document: StoryDocument = account.document
        self.language = self.document.language
        self._shown: set[str] = set()

    @staticmethod
    def basis(spec: ChannelSpec) -> HtmlProfile | None:
        """Channels that take the same HTML get the same text."""
        return spec.html

    def html(self) -> str:
        written = join(
            [
                *self._opening(),
                *map(self.block, self.document.body),
                *self._declared(),
                *self._provenance(),
                *self.tail(),
            ]
        )
        return cleaner_of(self.spec).clean(written.html) + self.closing

    def _opening(self) -> list[Markup | None]:
        document = self.document
        names = byline(self.language, document.authors)
        in_body = body_images(document)
        cover = document.cover
        return [
            self._film(document.video, "", "") if document.video is not None else None,
            self._figure(cover, "", "") if cover is not None and cover.key not in in_body else None,
            element("p", document.summary) if document.summary else None,
            element("p", names) if names else None,
        ]

    def block(self, block: Block) -> Markup | None:
        match block:
            case Heading():
                return self.heading(block)
            case Paragraph():
                return element("p", self._spans(block.spans, block.id)) if plain_text(block.spans).strip() else None
            case ListBlock():
                items = [element("li", element("p", self._spans(item, block.id))) for item in block.items]
                return element("ol" if block.ordered else "ul", *items) if items else None
            case Quote():
                return element("blockquote", *_paragraphs(block.text, f"—— {block.cite}" if block.cite else ""))
            case Callout():
                title = element("p", element("strong", block.title)) if block.title else None
                return element("blockquote", title, element("p", self._spans(block.spans, block.id)))
            case ImageBlock():
                return self._figure(block.image, block.caption, block.id)
            case Gallery():
                return join(self._figure(item.image, item.caption, block.id) for item in block.items)
            case VideoBlock():
                return self._film(block.video, block.caption, block.id)
            case ProductCard():
                return self._product(block)
            case FactTable():
                return self._facts(block)
            case _:
                raise NotPlain(block)

    def heading(self, block: Heading) -> Markup:
        if block.level == 2:
            return element("h2", block.text)
        self.account.lose("heading_flattened", block.text, "light", block.id)
        return element("p", element("strong", block.text))

    def _spans(self, spans: tuple[Span, ...], block: str) -> Markup:
        return join(self._span(span, block) for span in spans)

    def _span(self, span: Span, block: str) -> Child:
        written: Child = span.text
        if span.em:
            written = element("em", written)
        if span.strong:
            written = element("strong", written)
        return self.linked(written, span, span.link, block) if span.link is not None and span.text else written

    def linked(self, written: Child, span: Span, link: Link, block: str) -> Child:
        weight: LossWeight = "heavy" if link.kind == "product" else "light"
        self.account.lose("link_removed", f"{span.text} → {link.url}", weight, block)
        return written

    def _figure(self, image: ImageAsset, caption: str, block: str) -> Markup:
        """Each picture once: the editor wants distinct ones. The words stay."""
        credit = phrase(self.language, "credit", name=image.credit) if image.credit else ""
        said = " · ".join(part for part in (caption, credit) if part)
        words = element("p", said) if said else None
        if image.key in self._shown:
            self.account.lose("picture_repeated", image.alt or image.key, "light", block)
            return join([words])
        self._shown.add(image.key)
        asset = self.account.picture(image, "body", "body")
        return join([element("p", element("img", src=asset.url, alt=image.alt)), words])

    def _film(self, video: VideoAsset, caption: str, block: str) -> Markup:
        self.account.lose("video_as_poster", caption or length(video.duration_ms), "medium", block)
        words = element("p", phrase(self.language, "film", length=length(video.duration_ms)))
        if video.poster is None:
            return join([words, element("p", caption) if caption else None])
        return join([self._figure(video.poster, caption, block), words])

    def _product(self, block: ProductCard) -> Markup | None:
        """Text and picture, facts as facts."""
        product = self.document.product(block.product)
        if product is None:
            self.account.lose("product_unknown", " ".join((block.product, block.pitch)), "heavy", block.id)
            return None
        offers = chosen_offers(block, product)
        if not offers:
            self.account.lose("no_way_to_buy", product.name, "medium", block.id)
        shops = self.offers(block, product, offers)
        colon = phrase(self.language, "colon")
        facts = [
            element("li", element("p", f"{label}{colon}{said}")) for label, said in fact_rows(product, self.language)
        ]
        return join(
            [
                element("p", element("strong", product.name)),
                self._figure(product.image, "", block.id) if product.image is not None else None,
                *_paragraphs(product.tagline, block.pitch),
                element("ul", *facts) if facts else None,
                *shops,
            ]
        )

    def offers(self, block: ProductCard, product: ProductSnapshot, offers: tuple[OfferSnapshot, ...]) -> list[Markup]:
        """Every shop is a way to buy that is lost here."""
        for offer in offers:
            self.account.lose("purchase_link_lost", offer_line(offer, self.language), "heavy", block.id)
        return []

    def _facts(self, block: FactTable) -> Markup | None:
        """The editor has no tables: a list under the product's name."""
        product = self.document.product(block.product)
        if product is None:
            self.account.lose("product_unknown", block.product, "heavy", block.id)
            return None
        colon = phrase(self.language, "colon")
        said = [element("li", element("p", f"{label}{colon}{text}")) for label, text in table_rows(block, product)]
        return join([element("p", element("strong", product.name)), element("ul", *said)]) if said else None

    def tail(self) -> list[Markup]:
        return []

    def _declared(self) -> list[Markup]:
        return [element("p", line) for line in declared_lines(self.document)]

    def _provenance(self) -> list[Markup]:
        for product in products_without_card(self.document):
            self.account.lose("product_details_left_out", details(product, self.language), "medium")
        return [self._vouched(product) for product in self.document.products]

    def _vouched(self, product: ProductSnapshot) -> Markup:
        colon = phrase(self.language, "colon")
        said = [element("p", f"{label}{colon}{value}") for label, value in rows(product, self.language)]
        return element("blockquote", element("p", element("strong", head(product, self.language))), *said)


def _paragraphs(*texts: str) -> list[Markup]:
    return [element("p", text) for text in texts if text]
