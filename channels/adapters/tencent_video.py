"""Tencent Video: one film with title, description, tags and cover. Takes the video form only."""

from typing import Any

from channels.adapters.account import Account, asset_ref
from channels.adapters.base import ChannelAdapter
from channels.adapters.declaring import declare, originality
from channels.adapters.description import describe, lose_body
from channels.adapters.tagging import check_tags, fill_tags, fit_tags
from channels.contract import Finding
from channels.rules.counting import plain
from channels.rules.films import fitting_film
from channels.rules.limits import check_text, finding, maximum
from stories.document import StoryDocument


class TencentVideo(ChannelAdapter):
    key = "tencent-video"
    version = 2

    def findings(self, document: StoryDocument) -> list[Finding]:
        spec = self.spec
        found = [*check_text(spec, "desc", plain(document.summary), field="summary")]
        found += check_tags(spec, document)
        if not document.category:
            found.append(finding(spec, "category_missing", "note", field="category", used=str(spec.video_category(""))))
        return found

    def body(self, account: Account) -> dict[str, Any]:
        document, spec = account.document, self.spec
        body: dict[str, Any] = {
            "title": account.plain(document.title, "title"),
            "desc": describe(account, maximum(spec, "desc")),
            "tags": " ".join(fit_tags(spec, account, fill_tags(spec, document))),
            "cat": spec.video_category(document.category),
            "apply": originality(spec, document),
            "declaration": declare(spec, account),
        }
        lose_body(account)
        cover = self.cover(document)
        if cover is not None:
            body["cover_pic"] = asset_ref(account.picture(cover, self.cover_crop(document), "cover"))
        if document.video is not None:
            body["media"] = asset_ref(account.film(document.video, spec.video))
        return body

    def cover_crop(self, document: StoryDocument) -> str:
        """Upright where the film that goes out is."""
        upright = document.video is not None and fitting_film(document.video, self.spec.video).portrait
        return "cover_portrait" if upright else "cover_landscape"
