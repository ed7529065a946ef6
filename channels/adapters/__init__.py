"""The channels that are spoken to, an explicit list."""

from channels.contract import Adapter

from .tencent_news import TencentNews
from .tencent_video import TencentVideo
from .wechat_oa import WeChatOfficialAccount

ADAPTERS: tuple[Adapter, ...] = (WeChatOfficialAccount(), TencentNews(), TencentVideo())

_BY_KEY = {adapter.key: adapter for adapter in ADAPTERS}


def adapter_for(key: str) -> Adapter:
    """The adapter of a channel; KeyError if there is none."""
    return _BY_KEY[key]
