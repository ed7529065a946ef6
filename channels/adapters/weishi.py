"""Weishi: one upright film with a title and a description in which the topics stand. Takes the video form only."""

from typing import Any

from channels.adapters.account import Account, asset_ref
from channels.adapters.base import ChannelAdapter
from channels.adapters.declaring import declare, declared, declared_lines
from channels.adapters.description import lose_body, vouched
from channels.adapters.tagging import check_tags, fill_tags, fit_tags
from channels.contract import Finding
from channels.rules.counting import plain
from channels.rules.limits import check_amount, check_text, maximum
from stories.document import StoryDocument


class Weishi(ChannelAdapter):
    key = "weishi"
    version = 1

    def findings(self, document: StoryDocument) -> list[Finding]:
        spec = self.spec
        found = check_text(spec, "text", plain(document.title) + plain(document.summary), field="summary")
        if document.video is not None:
            found += check_amount(spec, "duration", document.video.duration_ms, field="video")
        return [*found, *check_tags(spec, document)]

    def body(self, account: Account) -> dict[str, Any]:
        document, spec = account.document, self.spec
        title = account.plain(document.title, "title")
        body: dict[str, Any] = {
            "title": title,
            "description": self._description(account, maximum(spec, "text") - len(title)),
            "pubType": int(spec.defaults["pub_type"]),
        }
        lose_body(account)
        cover = self.cover(document)
        if cover is not None:
            body["cover"] = asset_ref(account.picture(cover, "cover", "cover"))
        if document.video is not None:
            body["media"] = asset_ref(account.film(document.video, spec.video))
        return body

    def _description(self, account: Account, room: int) -> str:
        """Title and description share few characters: who vouches comes first, then what is declared, for which
        there is no field, then topics, and the summary last."""
        spec, document = self.spec, account.document
        lines = [line for line in [vouched(account, room)] if line]
        room -= sum(len(line) + 1 for line in lines)
        said = []
        for name, line in zip(declared(document), declared_lines(document), strict=True):
            line = account.plain(line, "declarations")
            if len(line) + 1 <= room:
                lines.append(line)
                said.append(name)
                room -= len(line) + 1
        declare(spec, account, said)
        topics: list[str] = []
        for tag in fit_tags(spec, account, fill_tags(spec, document)):
            # The tag, its sign, and a blank or line break.
            if len(tag) + 2 <= room:
                topics.append(f"#{tag}")
                room -= len(tag) + 2
            else:
                account.lose("tag_left_out", tag, "light")
        summary = account.plain(document.summary, "summary")
        kept = account.fit(summary, max(0, room), "summary") if summary else ""
        return "\n".join(part for part in (kept, *lines, " ".join(topics)) if part)
