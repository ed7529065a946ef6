"""WeChat Channels: a film, or one to nine pictures, with a description, two covers and one product of WeChat Store.

There is no public call to publish. The body holds what the publishing page asks for, under the names that its
own request uses: an operator, or a tool the channel trusts, enters it.
"""

from typing import Any

from channels.adapters.account import Account, asset_ref
from channels.adapters.base import ChannelAdapter, chosen_offers
from channels.adapters.caption import CaptionWriter
from channels.adapters.declaring import ALL, declare, declared_lines, originality
from channels.adapters.description import describe
from channels.adapters.short_title import short_title
from channels.adapters.tagging import check_tags, fill_tags, fit_tags
from channels.adapters.texts import story_pictures
from channels.contract import Asset, Finding
from channels.html.cards import valid_store_product
from channels.rules.counting import plain
from channels.rules.limits import check_amount, check_text, finding, maximum
from stories.document import ImageAsset, OfferSnapshot, ProductCard, ProductSnapshot, StoryDocument

# Crop of the spec → name of the field.
COVERS = {"cover_3_4": "3_4", "cover_4_3": "4_3"}

Sold = tuple[ProductCard, ProductSnapshot, OfferSnapshot]


class WeChatChannels(ChannelAdapter):
    key = "wechat-channels"
    version = 1

    def findings(self, document: StoryDocument) -> list[Finding]:
        spec = self.spec
        found = check_text(spec, "short_title", short_title(spec, document), field="title") if document.title else []
        if document.form == "pictures":
            found += check_text(spec, "title_pictures", plain(document.title), field="title")
            found += check_amount(spec, "images", len(story_pictures(document)), field="body")
        found += check_text(spec, "description", plain(document.summary), field="summary")
        found += check_tags(spec, document)
        offers = any(chosen_offers(block, product) for block, product in _cards(document))
        if offers and _sold(document) is None:
            found.append(finding(spec, "no_store_product", field="products"))
        return found

    def body(self, account: Account) -> dict[str, Any]:
        document, spec = account.document, self.spec
        sold = _sold(document)
        field = "title_pictures" if document.form == "pictures" else "title"
        media, shown = self._pictures(account) if document.form == "pictures" else self._film(account)
        body: dict[str, Any] = {
            "contentType": "imageText" if document.form == "pictures" else "video",
            "shortTitle": short_title(spec, document),
            "title": account.fit(account.plain(document.title, "title"), maximum(spec, field), "title"),
        }
        topics = fit_tags(spec, account, fill_tags(spec, document))
        body |= {"description": self._description(account, topics, shown, sold), "topics": topics, "media": media}
        body |= self._covers(account)
        body |= {
            "declaration": declare(spec, account, ALL, sells=bool(document.products)),
            "createType": originality(spec, document),
            "pubType": int(spec.defaults["pub_type"]),
        }
        if sold is not None:
            card, product, offer = sold
            account.link(offer, card.id, product.code, "card")
            name = account.plain(offer.title or product.name, "products")
            body["shoppingCart"] = {"id": f"product:{offer.store_product_id}", "name": name}
        if document.is_for("wechat-oa"):
            body["extReading"] = {"link": f"edition:wechat-oa/{document.story_id}", "title": body["title"]}
        return body

    def _description(self, account: Account, topics: list[str], shown: frozenset[str], sold: Sold | None) -> str:
        """Summary and who vouches first, then declarations, then as much of the body as fits, topics last."""
        said = " ".join(f"#{topic}" for topic in topics)
        declared = [account.plain(line, "declarations") for line in declared_lines(account.document)]
        tail = "\n".join(part for part in (*declared, said) if part)
        room = maximum(self.spec, "description") - (len(tail) + 1 if tail else 0)
        head = describe(account, room)
        left = room - len(head) - (1 if head else 0)
        place = (sold[0].id, sold[2].id) if sold else None
        text = CaptionWriter(account, max(0, left), shown, place).text()
        return "\n".join(part for part in (head, text, tail) if part)

    def _pictures(self, account: Account) -> tuple[list[dict[str, Any]], frozenset[str]]:
        images = [image for image, _, _ in story_pictures(account.document)][: maximum(self.spec, "images")]
        assets = [account.picture(image, "gallery", "gallery") for image in images]
        return [_medium(asset) for asset in assets], frozenset(image.key for image in images)

    def _film(self, account: Account) -> tuple[list[dict[str, Any]], frozenset[str]]:
        video = account.document.video
        if video is None:
            return [], frozenset()
        medium = _medium(account.film(video, self.spec.video)) | {"videoPlayLen": -(-video.duration_ms // 1000)}
        return [medium], frozenset([video.poster.key] if video.poster else [])

    def _covers(self, account: Account) -> dict[str, Any]:
        taken: dict[str, str] = {}
        for crop, name in COVERS.items():
            cover: ImageAsset | None = self.cover_in(account.document, crop)
            if cover is not None:
                taken[name] = asset_ref(account.picture(cover, crop, "cover"))
        return {"covers": taken} if taken else {}


def _medium(asset: Asset) -> dict[str, Any]:
    measured = {"width": asset.width, "height": asset.height} if asset.width and asset.height else {}
    return {"url": asset_ref(asset), **measured}


def _cards(document: StoryDocument) -> list[tuple[ProductCard, ProductSnapshot]]:
    return [
        (block, product)
        for block in document.body
        if isinstance(block, ProductCard) and (product := document.product(block.product))
    ]


def _sold(document: StoryDocument) -> Sold | None:
    """The first offer of WeChat Store among the cards: the only one that the channel takes."""
    for block, product in _cards(document):
        for offer in chosen_offers(block, product):
            if offer.platform == "wechat" and valid_store_product(offer.store_product_id):
                return block, product, offer
    return None
