"""What channels pull: editions, feed entries, tokens, receipts, rendered assets; and the rules and tasks behind them."""

from .assets import RenderedAsset
from .editions import Edition, EditionState
from .feed import ChannelFeed, FeedEntry, FeedFetch, FeedOp
from .receipts import Receipt, ReceiptState
from .rules import LimitChange, SpecVersion
from .takedowns import TakedownTask
from .tokens import ALL_SCOPES, AccessCount, ChannelToken, Scope

__all__ = [
    "ALL_SCOPES",
    "AccessCount",
    "ChannelFeed",
    "ChannelToken",
    "Edition",
    "EditionState",
    "FeedEntry",
    "FeedFetch",
    "FeedOp",
    "LimitChange",
    "Receipt",
    "ReceiptState",
    "RenderedAsset",
    "Scope",
    "SpecVersion",
    "TakedownTask",
]
