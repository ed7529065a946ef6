"""WeChat Official Account: the body of `draft/add`, one article of the kind `news` or `newspic`.

Ids that exist only after an upload are written `asset:<name>`, pictures in the HTML stand with our own
address: whoever sends the draft uploads the listed assets and puts WeChat's ids and addresses in their place.
"""

from typing import Any

from channels.adapters.account import Account, asset_ref
from channels.adapters.base import ChannelAdapter
from channels.adapters.cropping import crop_string, unit_crop, written
from channels.adapters.measuring import measuring_context
from channels.adapters.texts import story_pictures
from channels.adapters.wechat_article import ArticleWriter
from channels.adapters.wechat_pictures import PicturesWriter
from channels.adapters.writing import measured, write
from channels.contract import Finding
from channels.html.cards import valid_miniprogram
from channels.rules.counting import count, plain
from channels.rules.limits import check_amount, check_text, finding, maximum
from stories.document import ImageAsset, StoryDocument

# Ratio name of `cover_info` → its two sides.
SHAPES = {"1_1": (1, 1), "16_9": (16, 9), "2.35_1": (2.35, 1)}


class WeChatOfficialAccount(ChannelAdapter):
    key = "wechat-oa"
    version = 3

    def findings(self, document: StoryDocument) -> list[Finding]:
        spec = self.spec
        found = [*check_text(spec, "digest", plain(document.summary), field="summary")]
        if not document.summary:
            found.append(finding(spec, "summary_missing", field="summary"))
        if not document.authors:
            found.append(finding(spec, "author_missing", field="authors"))
        found += check_text(spec, "source_url", document.url, field="url")
        if document.form == "pictures":
            found += check_amount(spec, "gallery", len(story_pictures(document)), field="body")
        found += [
            finding(spec, "miniprogram_invalid", field="offers", product=product.name, appid=offer.miniprogram_appid)
            for product in document.products
            for offer in product.offers
            if (offer.miniprogram_appid or offer.miniprogram_path)
            and not valid_miniprogram(offer.miniprogram_appid, offer.miniprogram_path)
        ]
        return found + self._size(document)

    def _size(self, document: StoryDocument) -> list[Finding]:
        """The whole article counts, markup included."""
        if document.form == "pictures":
            content = PicturesWriter(self.spec, Account(document, measuring_context())).content()
        else:
            content = measured(ArticleWriter, self.spec, document)
        return [
            *check_text(self.spec, "content", content, field="body"),
            *check_amount(self.spec, "content_bytes", count(content, "bytes"), field="body"),
        ]

    def body(self, account: Account) -> dict[str, Any]:
        pictures = account.document.form == "pictures"
        return {"articles": [self._pictures(account) if pictures else self._article(account)]}

    def _head(self, account: Account, kind: str) -> dict[str, Any]:
        defaults = self.spec.defaults
        return {
            "article_type": kind,
            "title": account.plain(account.document.title, "title"),
            "need_open_comment": int(defaults["need_open_comment"]),
            "only_fans_can_comment": int(defaults["only_fans_can_comment"]),
        }

    def _article(self, account: Account) -> dict[str, Any]:
        document = account.document
        article = self._head(account, "news")
        names = [plain(author.name) for author in document.authors if plain(author.name)]
        if names:
            joined = "、".join(names)
            # The byline in the body has all of them, so a cut here loses nothing.
            limit = maximum(self.spec, "author")
            article["author"] = (
                joined if len(joined) <= limit else account.fit(names[0], limit, "author", weight="light")
            )
        if document.summary:
            digest = account.plain(document.summary, "summary")
            article["digest"] = account.fit(digest, maximum(self.spec, "digest"), "digest", weight="light")
        article["content"] = write(ArticleWriter, self.spec, account)
        if account.address():
            article["content_source_url"] = account.address()
        cover = self.cover(document)
        if cover is not None:
            article["thumb_media_id"] = asset_ref(account.picture(cover, "cover", "cover"))
            article["pic_crop_235_1"] = crop_string(cover, 2.35, 1)
            article["pic_crop_1_1"] = crop_string(cover, 1, 1)
        return article

    def _pictures(self, account: Account) -> dict[str, Any]:
        article = self._head(account, "newspic")
        writer = PicturesWriter(self.spec, account)
        article["content"] = writer.content()
        article["image_info"] = {"image_list": [{"image_media_id": asset_ref(asset)} for asset in writer.pictures]}
        cover = self.cover(account.document)
        if cover is not None:
            article["cover_info"] = {"crop_percent_list": [_percent(cover, ratio) for ratio in SHAPES]}
        if writer.store_product:
            article["product_info"] = {"footer_product_info": {"product_key": f"product:{writer.store_product}"}}
        return article

    def cover(self, document: StoryDocument) -> ImageAsset | None:
        """One picture is uploaded for both crops, so it is the one for the wide; a picture message crops its first."""
        wide = document.cover_for(2.35, 1) if document.form != "pictures" else None
        return wide or super().cover(document)


def _percent(cover, ratio: str) -> dict[str, str]:
    corners = unit_crop(cover, *SHAPES[ratio])
    return {"ratio": ratio, **dict(zip(("x1", "y1", "x2", "y2"), map(written, corners), strict=True))}
