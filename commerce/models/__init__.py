"""Links, clicks, orders, ledger."""

from .clicks import Click, VisitorSalt
from .ledger import EntryKind, LedgerEntry
from .links import PurchaseLink
from .orders import OrderImport, OrderLine, OrderState

__all__ = [
    "Click",
    "EntryKind",
    "LedgerEntry",
    "OrderImport",
    "OrderLine",
    "OrderState",
    "PurchaseLink",
    "VisitorSalt",
]
