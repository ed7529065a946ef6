"""What channels pull: editions, feed entries, tokens, receipts, rendered assets."""

from .assets import RenderedAsset
from .editions import Edition, EditionState
from .feed import ChannelFeed, FeedEntry, FeedOp
from .receipts import Receipt, ReceiptState
from .tokens import ChannelToken

__all__ = [
    "ChannelFeed",
    "ChannelToken",
    "Edition",
    "EditionState",
    "FeedEntry",
    "FeedOp",
    "Receipt",
    "ReceiptState",
    "RenderedAsset",
]
