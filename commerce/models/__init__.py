"""Links, clicks, orders, ledger, campaigns."""

from .campaigns import Campaign
from .clicks import Click, ClickFlag, VisitorSalt
from .ledger import EntryKind, EntryReason, LedgerEntry
from .links import PurchaseLink
from .orders import OrderImport, OrderLine, OrderState, WaitingImport

__all__ = [
    "Campaign",
    "Click",
    "ClickFlag",
    "EntryKind",
    "EntryReason",
    "LedgerEntry",
    "OrderImport",
    "OrderLine",
    "OrderState",
    "PurchaseLink",
    "VisitorSalt",
    "WaitingImport",
]
