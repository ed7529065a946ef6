"""Qzone: a share card that leads to the story on our own site, and the story as a blog post.

Tencent's call for blogs closed in 2014; what is open today is the share dialogue, in which a person confirms.
"""

from typing import Any

from channels.adapters.account import Account, asset_ref
from channels.adapters.base import ChannelAdapter
from channels.adapters.declaring import ALL, declare
from channels.adapters.exeditor import ExEditorWriter
from channels.adapters.phrases import offer_line, phrase
from channels.adapters.texts import story_pictures
from channels.adapters.writing import measured, write
from channels.contract import Finding
from channels.html.markup import Child, Markup, element
from channels.rules.addresses import web_address
from channels.rules.counting import count, plain
from channels.rules.limits import check_amount, check_text, finding, maximum
from stories.document import Heading, ImageAsset, Link, OfferSnapshot, ProductCard, ProductSnapshot, Span, StoryDocument


class BlogWriter(ExEditorWriter):
    """Basic HTML that keeps small headings and links; tags stand at the end, as the blog has no field for them."""

    closing = ""

    def heading(self, block: Heading) -> Markup:
        return element("h2" if block.level == 2 else "h3", block.text)

    def linked(self, written: Child, span: Span, link: Link, block: str) -> Child:
        if web_address(link.url):
            return element("a", written, href=link.url)
        return super().linked(written, span, link, block)

    def offers(self, block: ProductCard, product: ProductSnapshot, offers: tuple[OfferSnapshot, ...]) -> list[Markup]:
        """A link by way of our own site; readers meet Qzone's warning page before a shop."""
        lines = []
        for offer in offers:
            line = offer_line(offer, self.language)
            ref = self.account.link(offer, block.id, product.code, "url")
            self.account.lose("link_meets_warning", line, "medium", block.id)
            go = element("a", phrase(self.language, "go_buy"), href=ref.url)
            lines.append(element("p", f"{line} · ", go))
        return lines

    def tail(self) -> list[Markup]:
        tags = [tag for tag in self.document.tags if tag]
        return [element("p", " ".join(f"#{tag}" for tag in tags))] if tags else []


class Qzone(ChannelAdapter):
    key = "qzone"
    version = 1

    def findings(self, document: StoryDocument) -> list[Finding]:
        spec = self.spec
        found = [*check_text(spec, "summary", plain(document.summary), field="summary")]
        if not web_address(document.url):
            found.append(finding(spec, "address_missing", "block", field="url"))
        size = count(measured(BlogWriter, spec, document), "bytes")
        return [*found, *check_amount(spec, "content_bytes", size, field="body")]

    def body(self, account: Account) -> dict[str, Any]:
        return {"share": self._card(account), "blog": self._blog(account)}

    def _card(self, account: Account) -> dict[str, Any]:
        document, spec = account.document, self.spec
        title, summary = account.plain(document.title, "title"), account.plain(document.summary, "summary")
        card: dict[str, Any] = {"title": account.fit(title, maximum(spec, "title"), "share title", weight="light")}
        if summary:
            card["summary"] = account.fit(summary, maximum(spec, "summary"), "share summary", weight="light")
        if account.address():
            card["targetUrl"] = account.address()
        images = self._images(document)
        thumb = self.cover_in(document, "thumb") or (images[0] if images else None)
        if thumb is not None:
            card["thumb"] = asset_ref(account.picture(thumb, "thumb", "cover"))
        taken = images[: maximum(spec, "images")]
        return card | {"images": [asset_ref(account.picture(image, "body", "gallery")) for image in taken]}

    def _blog(self, account: Account) -> dict[str, Any]:
        document = account.document
        title = account.plain(document.title, "title")
        declare(self.spec, account, ALL)
        return {
            "title": account.fit(title, maximum(self.spec, "blog_title"), "title", unit="bytes"),
            "content": write(BlogWriter, self.spec, account),
        }

    def _images(self, document: StoryDocument) -> list[ImageAsset]:
        cover = self.cover(document)
        images = [image for image, _, _ in story_pictures(document)]
        return [cover, *(image for image in images if image.key != cover.key)] if cover else images
