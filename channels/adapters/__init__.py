"""The channels that are spoken to: ours, an explicit list, and those of installed packages after them."""

from channels.contract import Adapter

from .outside import outside_adapters
from .penguin_profiles import Kuaibao, QQBrowser, QQKandian, TencentNews
from .qzone import Qzone
from .tencent_video import TencentVideo
from .wechat_channels import WeChatChannels
from .wechat_oa import WeChatOfficialAccount
from .weishi import Weishi

OURS: tuple[Adapter, ...] = (
    WeChatOfficialAccount(),
    WeChatChannels(),
    QQKandian(),
    Qzone(),
    TencentNews(),
    Kuaibao(),
    QQBrowser(),
    TencentVideo(),
    Weishi(),
)

_THEIRS, FAULTS = outside_adapters(OURS)
ADAPTERS: tuple[Adapter, ...] = (*OURS, *_THEIRS)

_BY_KEY = {adapter.key: adapter for adapter in ADAPTERS}


def adapter_for(key: str) -> Adapter:
    """The adapter of a channel; KeyError if there is none."""
    return _BY_KEY[key]
