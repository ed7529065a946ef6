"""Tencent Video: one film with title, description, tags and cover. Takes the video form only."""

from typing import Any

from channels.adapters.account import Account, asset_ref
from channels.adapters.base import ChannelAdapter
from channels.adapters.description import describe, lose_body
from channels.adapters.tagging import check_tags, fill_tags, fit_tags
from channels.contract import Finding, Payload, RenderContext
from channels.rules.counting import plain
from channels.rules.limits import check_text, finding, maximum
from stories.document import StoryDocument


class TencentVideo(ChannelAdapter):
    key = "tencent-video"
    version = 1

    def findings(self, document: StoryDocument) -> list[Finding]:
        spec = self.spec
        found = [*check_text(spec, "desc", plain(document.summary), field="summary")]
        found += check_tags(spec, document)
        if not document.category:
            found.append(finding(spec, "category_missing", "note", field="category", used=str(spec.video_category(""))))
        return found

    def render(self, document: StoryDocument, context: RenderContext) -> Payload:
        account = Account(document, context)
        return Payload(self._body(account), "application/json", account.assets, account.links, account.losses)

    def _body(self, account: Account) -> dict[str, Any]:
        document, spec = account.document, self.spec
        body: dict[str, Any] = {
            "title": account.plain(document.title, "title"),
            "desc": describe(account, maximum(spec, "desc")),
            "tags": " ".join(fit_tags(spec, account, fill_tags(spec, document))),
            "cat": spec.video_category(document.category),
            "apply": int(spec.defaults["apply"]),
            "declaration": int(spec.defaults["declaration"]),
        }
        lose_body(account)
        video = document.video
        cover = self.cover(document)
        if cover is not None:
            portrait = video is not None and video.height > video.width
            crop = "cover_portrait" if portrait else "cover_landscape"
            body["cover_pic"] = asset_ref(account.picture(cover, crop, "cover"))
        if video is not None:
            body["media"] = asset_ref(account.film(video))
        return body
