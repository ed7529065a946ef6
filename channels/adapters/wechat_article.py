"""A story as the HTML of a WeChat article: nested sections, inline styles, no outside link."""

from channels.adapters.account import Account
from channels.adapters.declaring import declared_lines
from channels.adapters.phrases import byline, length, phrase
from channels.adapters.provenance import details, rows, state, table_rows
from channels.adapters.texts import body_images, products_without_card
from channels.adapters.wechat_shop import ShopWriter, seal
from channels.html.cleaning import Slots, cleaner_of
from channels.html.footnotes import Footnotes
from channels.html.inlining import THEMES, inline
from channels.html.markup import Markup, element, join
from channels.rules.addresses import web_address
from channels.rules.counting import clean
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

_OWN_ARTICLES = "https://mp.weixin.qq.com/s"


class ArticleWriter:
    """Writes one article; everything left out or turned into something else goes to the account."""

    def __init__(self, spec: ChannelSpec, account: Account):
        self.spec = spec
        self.account = account
        self.document = account.document
        self.language = self.document.language
        self.notes = Footnotes()
        self.slots = Slots()
        self.shop = ShopWriter(spec, account, self.slots)

    @staticmethod
    def basis(spec: ChannelSpec) -> ChannelSpec:
        return spec

    def html(self) -> str:
        """The finished `content`: inlined, cleaned by the profile, cards put in."""
        tongue = "en" if self.language == "en" else "zh"
        written = element("section", *self._parts(), css=f"story {tongue}")
        cleaned = cleaner_of(self.spec).clean(inline(written.html, theme_of(self.spec, self.document)))
        return self.slots.fill(cleaned)

    def _parts(self) -> list[Markup | None]:
        body = [self.block(block) for block in self.document.body]
        return [
            *self._opening(),
            *body,
            *(element("p", line, css="p") for line in declared_lines(self.document)),
            self._provenance(),
            self._footnotes(),
            self._tags(),
        ]

    def _opening(self) -> list[Markup | None]:
        document = self.document
        lede = element("p", document.summary, css="lede") if document.summary else None
        names = byline(self.language, document.authors)
        opening = [lede, element("p", names, css="byline") if names else None]
        shown = body_images(document)
        if document.video is not None:
            opening.insert(0, self._film(document.video, "", ""))
            shown.add((document.video.poster or document.cover or document.video).key)
        if document.cover is not None and document.cover.key not in shown:
            if document.video is None:
                return [self._figure(document.cover, "", ""), *opening]
            self.account.lose_words(document.cover)
        return opening

    def block(self, block: Block) -> Markup | None:
        match block:
            case Heading(level=3):
                return element("h3", block.text, css="h3")
            case Heading():
                return element("h2", element("span", block.text, css="bar"), css="h2")
            case Paragraph():
                return self._paragraph(block.spans, block.id)
            case ListBlock():
                items = [element("li", self._spans(item, block.id), css="li") for item in block.items]
                return element("ol" if block.ordered else "ul", *items, css="list") if items else None
            case Quote():
                cite = element("span", f"—— {block.cite}", css="cite") if block.cite else None
                return element("blockquote", block.text, cite, css="quote")
            case ImageBlock():
                return self._figure(block.image, block.caption, block.id)
            case Gallery():
                return join(self._figure(item.image, item.caption, block.id) for item in block.items)
            case VideoBlock():
                return self._film(block.video, block.caption, block.id)
            case Callout():
                title = element("p", block.title, css="ct") if block.title else None
                return element(
                    "section", title, element("p", self._spans(block.spans, block.id), css="cb"), css="callout"
                )
            case ProductCard():
                return self._product(block)
            case FactTable():
                return self._facts(block)
            case _:
                raise NotPlain(block)

    def _paragraph(self, spans: tuple[Span, ...], block: str) -> Markup | None:
        return element("p", self._spans(spans, block), css="p") if plain_text(spans).strip() else None

    def _product(self, block: ProductCard) -> Markup | None:
        product = self.document.product(block.product)
        if product is None:
            self.account.lose("product_unknown", " ".join((block.product, block.pitch)), "heavy", block.id)
            return None
        return self.shop.card(block, product)

    def _facts(self, block: FactTable) -> Markup | None:
        product = self.document.product(block.product)
        if product is None:
            self.account.lose("product_unknown", block.product, "heavy", block.id)
            return None
        said = [
            element("p", element("span", label, css="key"), text, css="row")
            for label, text in table_rows(block, product)
        ]
        return element("section", element("p", product.name, css="ct"), *said, css="callout") if said else None

    def _spans(self, spans: tuple[Span, ...], block: str) -> Markup:
        return join(self._span(span, block) for span in spans)

    def _span(self, span: Span, block: str) -> Markup | str:
        written: Markup | str = span.text
        if span.em:
            written = element("em", written)
        if span.strong:
            written = element("strong", written)
        link = span.link
        if link is None or not span.text:
            return written
        if not web_address(link.url):
            self.account.lose("link_removed", f"{span.text} → {link.url}", "light", block)
            return written
        if link.url.startswith(_OWN_ARTICLES):
            return element("a", written, href=link.url)
        number = self.notes.number(link, span.text)
        self.account.lose("link_as_footnote", f"{span.text} → {link.url}", "light", block)
        return join([element("span", written, css="mark"), element("span", f"[{number}]", css="fn")])

    def _figure(self, image: ImageAsset, caption: str, block: str) -> Markup:
        asset = self.account.picture(image, "body", "body")
        credit = phrase(self.language, "credit", name=image.credit) if image.credit else ""
        said = " · ".join(part for part in (caption, credit) if part)
        return element(
            "section",
            element("img", css="img", src=asset.url, alt=image.alt),
            element("p", said, css="cap") if said else None,
            css="figure",
        )

    def _film(self, video: VideoAsset, caption: str, block: str) -> Markup:
        self.account.lose("video_as_poster", caption or length(video.duration_ms), "medium", block)
        poster = video.poster or self.document.cover
        watch = element("p", f"▶ {phrase(self.language, 'watch', length=length(video.duration_ms))}", css="film")
        if poster is None:
            return element("section", watch, element("p", caption, css="cap") if caption else None, css="figure")
        return element("section", self._figure(poster, caption, block), watch)

    def _provenance(self) -> Markup | None:
        if not self.document.products:
            return None
        for product in products_without_card(self.document):
            self.account.lose("product_details_left_out", details(product, self.language), "medium")
        title = element("p", phrase(self.language, "provenance"), css="pt")
        return element("section", title, *(self._vouched(product) for product in self.document.products), css="prov")

    def _vouched(self, product: ProductSnapshot) -> Markup:
        held = element("span", state(product, self.language), css="" if product.verified else "no")
        name = element("p", seal(product, self.language), f"{clean(product.name)} · ", held, css="pn")
        said = [
            element("p", element("span", label, css="key"), value, css="row url" if value.startswith("http") else "row")
            for label, value in rows(product, self.language)
        ]
        return element("section", name, *said, css="pp")

    def _footnotes(self) -> Markup | None:
        notes = self.notes.rows()
        if not notes:
            return None
        title = element("p", phrase(self.language, "links"), css="ft")
        said = [element("p", f"[{number}] {text} {url}", css="note") for number, text, url in notes]
        return element("section", title, *said, css="foot")

    def _tags(self) -> Markup | None:
        tags = [clean(tag) for tag in self.document.tags if tag]
        return element("p", " ".join(f"#{tag}" for tag in tags), css="tags") if tags else None


def theme_of(spec: ChannelSpec, document: StoryDocument) -> str:
    """The theme that the story asks for on this channel, else that of the house."""
    asked = next((override.theme for override in document.overrides if override.channel == spec.key), "")
    return asked if asked in THEMES else str(spec.defaults["theme"])
