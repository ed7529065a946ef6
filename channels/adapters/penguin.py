"""The Penguin account 企鹅号, one entry for several Tencent surfaces; a channel is a profile of it.

The body is the set of parameters of the call that the spec names for the story's form. Pictures and films
are uploaded first: `asset:<name>` and our own picture addresses stand where the platform's will.
"""

from typing import Any

from channels.adapters.account import Account, asset_ref
from channels.adapters.base import ChannelAdapter
from channels.adapters.declaring import ALL, declare, originality
from channels.adapters.description import describe, lose_body
from channels.adapters.exeditor import ExEditorWriter
from channels.adapters.tagging import check_tags, fill_tags, fit_tags
from channels.adapters.texts import story_pictures, text_of
from channels.adapters.writing import measured, write
from channels.contract import Finding
from channels.rules.addresses import web_address
from channels.rules.counting import plain
from channels.rules.limits import check_amount, check_text, finding, maximum
from channels.rules.lint import words_found
from stories.document import ImageAsset, StoryDocument

# The platform refuses a title that begins with one of these.
BAD_FIRST = "、|,，"
THREE = 3


class PenguinAdapter(ChannelAdapter):
    def findings(self, document: StoryDocument) -> list[Finding]:
        spec = self.spec
        found = []
        title = plain(document.title)
        if title[:1] and title[0] in BAD_FIRST:
            found.append(finding(spec, "title_bad_start", "block", field="title", character=title[0]))
        found += check_tags(spec, document)
        if not document.category:
            used = spec.video_category("") if document.form == "video" else spec.category("")
            found.append(finding(spec, "category_missing", "note", field="category", used=str(used)))
        if document.form == "video":
            found += check_text(spec, "desc", plain(document.summary), field="summary")
        else:
            found += check_text(spec, "summary", plain(document.summary))
            found += check_amount(spec, "covers", len(self._cover_images(document)), field="body")
            found += check_text(spec, "content", measured(ExEditorWriter, spec, document), field="body")
        return found + self._lint(document)

    def _lint(self, document: StoryDocument) -> list[Finding]:
        spec = self.spec
        places = [
            ("", "title", document.title),
            ("", "summary", document.summary),
            ("", "tags", " ".join(document.tags)),
            *((block.id, "body", text_of(block)) for block in document.body),
            *(("", "products", f"{product.name} {product.tagline}") for product in document.products),
        ]
        return [
            finding(spec, "marketing_words", block=block, field=field, words="、".join(words))
            for block, field, text in places
            if (words := words_found(spec.banned_words, text))
        ]

    def body(self, account: Account) -> dict[str, Any]:
        return self._video(account) if account.document.form == "video" else self.article(account)

    def _head(self, account: Account) -> dict[str, Any]:
        document, spec = account.document, self.spec
        head: dict[str, Any] = {"title": account.plain(document.title, "title")}
        tags = " ".join(fit_tags(spec, account, fill_tags(spec, document)))
        if document.form == "video":
            head |= {"tags": tags, "cat": spec.video_category(document.category)}
        else:
            head |= {"tag": tags, "category": spec.category(document.category)}
        said = {"reprint"} if document.form == "video" else ALL
        head |= {"apply": originality(spec, document), "self_declare": declare(spec, account, said)}
        return head | self._first_home(account)

    def _first_home(self, account: Account) -> dict[str, Any]:
        """Where the piece comes from: our own page, or the source that a reprint names."""
        document = account.document
        names = [account.plain(author.name, "authors") for author in document.authors if author.name]
        home = account.address()
        if document.declarations.originality == "reprint":
            if home:
                account.lose("address_left_out", home, "medium")
            home = web_address(document.declarations.source_url)
            source = account.plain(document.declarations.source_author, "source_author")
            names = [source] if source else []
            if not home:
                return {"original_author": source} if source else {}
        if not home:
            return {}
        found: dict[str, Any] = {
            "original_platform": int(self.spec.defaults["original_platform"]),
            "original_url": home,
        }
        return found | ({"original_author": "、".join(names)} if names else {})

    def article(self, account: Account) -> dict[str, Any]:
        body = self._head(account)
        body["content"] = write(ExEditorWriter, self.spec, account)
        return body | self._covers(account)

    def _covers(self, account: Account) -> dict[str, Any]:
        """Three pictures where the story has three, else one: the platform knows 1 and 3."""
        images = self._cover_images(account.document)
        if not images:
            return {}
        taken = images[:THREE] if len(images) >= THREE else images[:1]
        assets = [account.picture(image, "cover", "cover") for image in taken]
        return {"cover_type": len(taken), "cover_pic": ",".join(map(asset_ref, assets))}

    def _cover_images(self, document: StoryDocument) -> list[ImageAsset]:
        """What a cover may be made of: the cover first, then the story's pictures, each once."""
        cover = self.cover(document)
        images = [image for image, _, _ in story_pictures(document)]
        if cover is None:
            return images
        # The cover of another shape stands in for the story's own.
        shown = {cover.key, document.cover.key if document.cover else ""}
        return [cover, *(image for image in images if image.key not in shown)]

    def _video(self, account: Account) -> dict[str, Any]:
        document = account.document
        body = self._head(account)
        body["desc"] = describe(account, maximum(self.spec, "desc"))
        lose_body(account)
        cover = self.cover(document)
        if cover is not None:
            body["cover_pic"] = asset_ref(account.picture(cover, "cover", "cover"))
        if document.video is not None:
            body["media"] = asset_ref(account.film(document.video, self.spec.video))
        return body
