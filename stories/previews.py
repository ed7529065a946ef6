"""Seam: previews of a draft in a channel's own form.

`channels` registers one `ChannelPreview` per channel in `channels.apps`; `StoryPage.preview_modes`
lists them and `serve_preview` calls `render(document, request)`, which returns an `HttpResponse`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from stories.document import StoryDocument


@dataclass(frozen=True, slots=True)
class ChannelPreview:
    key: str
    name: str
    render: Callable[[StoryDocument, HttpRequest], HttpResponse]


_previews: dict[str, ChannelPreview] = {}


def provide_preview(preview: ChannelPreview) -> None:
    _previews[preview.key] = preview


def channel_previews() -> list[ChannelPreview]:
    return list(_previews.values())


def channel_preview(key: str) -> ChannelPreview | None:
    return _previews.get(key)
