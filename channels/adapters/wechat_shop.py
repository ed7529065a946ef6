"""The product card of a WeChat article: what the product is, and each way to buy it that WeChat lets through."""

from collections import Counter

from channels.adapters.account import Account
from channels.adapters.base import chosen_offers
from channels.adapters.phrases import phrase, price_of, shop_name, weight
from channels.adapters.provenance import fact_rows
from channels.html.cards import miniprogram_card, store_card, valid_miniprogram, valid_store_product
from channels.html.cleaning import Slots
from channels.html.markup import Markup, element
from channels.rules.counting import clean
from channels.rules.limits import maximum
from channels.rules.truncation import cut
from channels.spec import ChannelSpec
from stories.document import OfferSnapshot, ProductCard, ProductSnapshot


def way_to_buy(offer: OfferSnapshot) -> str:
    """`card` for WeChat Store goods, `miniprogram` where one is named, else `qr`. Fields that are not valid don't count."""
    if offer.platform == "wechat" and valid_store_product(offer.store_product_id):
        return "card"
    if valid_miniprogram(offer.miniprogram_appid, offer.miniprogram_path):
        return "miniprogram"
    return "qr"


def seal(product: ProductSnapshot, language: str) -> Markup:
    """The stamp: vermilion while the verification holds, greyed and struck when it does not."""
    return element("span", phrase(language, "seal"), css="seal" if product.verified else "seal off")


class ShopWriter:
    def __init__(self, spec: ChannelSpec, account: Account, slots: Slots):
        self.spec = spec
        self.account = account
        self.slots = slots
        self.language = account.document.language

    def card(self, block: ProductCard, product: ProductSnapshot) -> Markup:
        offers = chosen_offers(block, product)
        if not offers:
            self.account.lose("no_way_to_buy", product.name, "medium", block.id)
        image = self._picture(product)
        head = element("p", seal(product, self.language), product.name, css="name")
        inside = [
            head,
            element("p", product.tagline, css="tag") if product.tagline else None,
            element("p", block.pitch, css="pitch") if block.pitch else None,
            self._facts(product),
            *self._offers(block, product, offers),
        ]
        return element("section", image, element("section", *inside, css="cc"), css="card")

    def _picture(self, product: ProductSnapshot) -> Markup | None:
        if product.image is None:
            return None
        asset = self.account.picture(product.image, "body", "body")
        return element("img", css="ci", src=asset.url, alt=product.image.alt or product.name)

    def _facts(self, product: ProductSnapshot) -> Markup | None:
        said = fact_rows(product, self.language)
        lines = [element("p", element("span", label, css="key"), value, css="row") for label, value in said]
        if product.image is not None and product.image.credit:
            lines.append(element("p", phrase(self.language, "credit", name=product.image.credit), css="credit"))
        return element("section", *lines, css="facts") if lines else None

    def _offers(
        self, block: ProductCard, product: ProductSnapshot, offers: tuple[OfferSnapshot, ...]
    ) -> list[Markup | None]:
        lines, cards, codes = [], [], []
        # Two codes under one shop's name cannot be told apart: then each says what is in its box.
        boxes = Counter(offer.platform for offer in offers if way_to_buy(offer) == "qr")
        for offer in offers:
            lines.append(self._line(offer))
            form = way_to_buy(offer)
            if form == "card":
                cards.append(self._store(block, product, offer))
            elif form == "miniprogram" and (picture := product.image or self.account.document.cover):
                cards.append(self._miniprogram(block, product, offer, picture))
            else:
                box = weight(offer.net_grams) or clean(offer.title) if boxes[offer.platform] > 1 else ""
                codes.append(self._code(block, product, offer, box))
        squares = element("section", *codes, css="qrs") if codes else None
        more = self.account.address() and offers
        return [
            *lines,
            *cards,
            squares,
            element("p", phrase(self.language, "read_original"), css="all") if more else None,
        ]

    def _line(self, offer: OfferSnapshot) -> Markup:
        """Shop, what is in the box, and on a line of its own the price."""
        inside = " · ".join(part for part in (clean(offer.title), weight(offer.net_grams)) if part)
        return element(
            "p",
            element("span", shop_name(self.language, offer.platform), css="shop"),
            f" {inside}",
            element("br"),
            element("span", price_of(self.language, offer), css="price"),
            css="offer",
        )

    def _store(self, block: ProductCard, product: ProductSnapshot, offer: OfferSnapshot) -> Markup:
        self.account.link(offer, block.id, product.code, "card")
        card_type = int(self.spec.defaults.get("store_card_type", 1))
        return self.slots.keep(store_card(offer.store_product_id, offer.title or product.name, card_type), "slot")

    def _miniprogram(self, block: ProductCard, product: ProductSnapshot, offer: OfferSnapshot, picture) -> Markup:
        self.account.link(offer, block.id, product.code, "miniprogram")
        asset = self.account.picture(picture, "miniprogram", "miniprogram")
        title = cut(clean(offer.title or product.name), maximum(self.spec, "miniprogram_title")).kept
        card = miniprogram_card(offer.miniprogram_appid, offer.miniprogram_path, title, asset.url)
        return self.slots.keep(card, "slot")

    def _code(self, block: ProductCard, product: ProductSnapshot, offer: OfferSnapshot, box: str) -> Markup:
        ref = self.account.link(offer, block.id, product.code, "qr")
        shop = shop_name(self.language, offer.platform)
        self.account.lose("link_as_qr", f"{shop} · {offer.title}", "light", block.id)
        asset = self.account.qr(ref.url)
        image = element("img", css="qi", src=asset.url, alt=f"{shop} {product.name}")
        named = " ".join(part for part in (shop, box) if part)
        return element("section", image, element("br"), phrase(self.language, "qr_hint", shop=named), css="qr")
