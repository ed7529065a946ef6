"""Seam: previews of a draft in a channel's own form.

`channels` registers one `ChannelPreview` per channel in `channels.apps`; `StoryPage.preview_modes`
lists them and `serve_preview` calls `render(document, request)`, which returns an `HttpResponse`, or `download` where
the mode is `<key>/download`: what the channel would get as a file, for who may see the preview.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from stories.document import StoryDocument


@dataclass(frozen=True, slots=True)
class ChannelPreview:
    key: str
    name: str
    render: Callable[[StoryDocument, HttpRequest], HttpResponseBase]
    download: Callable[[StoryDocument, HttpRequest], HttpResponseBase]


DOWNLOAD = "/download"
_previews: dict[str, ChannelPreview] = {}


def provide_preview(preview: ChannelPreview) -> None:
    _previews[preview.key] = preview


def channel_previews() -> list[ChannelPreview]:
    return list(_previews.values())


def preview_in(mode: str) -> Callable[[StoryDocument, HttpRequest], HttpResponseBase] | None:
    """What answers in a preview mode; None for a mode that is no channel's."""
    preview = _previews.get(mode.removesuffix(DOWNLOAD))
    if preview is None:
        return None
    return preview.download if mode.endswith(DOWNLOAD) else preview.render
