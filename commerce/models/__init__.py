"""Links, clicks, orders, ledger, campaigns."""

from .campaigns import Campaign, CampaignOffer, CampaignRegion, CampaignStory, OfferKind
from .clicks import Click, ClickFlag, VisitorSalt
from .ledger import EntryKind, EntryReason, LedgerEntry
from .links import PurchaseLink
from .matching import SkuMatch
from .orders import SOLD, ImportState, OrderImport, OrderLine, OrderState, WaitingImport
from .rollups import ClickRollUp, Level, RollUp, RollUpMark
from .slots import ShopSlot, SlotKind
from .webhooks import WebhookMessage, WebhookSecret

__all__ = [
    "SOLD",
    "Campaign",
    "CampaignOffer",
    "CampaignRegion",
    "CampaignStory",
    "Click",
    "ClickFlag",
    "ClickRollUp",
    "EntryKind",
    "EntryReason",
    "ImportState",
    "LedgerEntry",
    "Level",
    "OfferKind",
    "OrderImport",
    "OrderLine",
    "OrderState",
    "PurchaseLink",
    "RollUp",
    "RollUpMark",
    "ShopSlot",
    "SkuMatch",
    "SlotKind",
    "VisitorSalt",
    "WaitingImport",
    "WebhookMessage",
    "WebhookSecret",
]
