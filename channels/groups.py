"""Channels that belong together: the same account or the same kind of reader. For embargoes, not for rendering.

Data, in the order in which they are offered. A channel may be missing from all of them.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class ChannelGroup:
    """`key` is stored in stories and never changes."""

    key: str
    name: str | Promise
    channels: tuple[str, ...]


GROUPS = (
    ChannelGroup("wechat", _("WeChat"), ("wechat-oa",)),
    ChannelGroup("penguin", _("Penguin account"), ("tencent-news", "kuaibao", "qq-kandian", "qq-browser")),
    ChannelGroup("social", _("Social"), ("qzone",)),
    ChannelGroup("video", _("Video channels"), ("tencent-video", "weishi", "wechat-channels")),
)
