"""Rows about one order line over time, and what the ledger holds of them."""

from django.db.models import Sum

from commerce.importing import import_orders
from commerce.models import LedgerEntry
from tests.commerce.factories import csv_file, order_row


def take(*rows: dict, name: str = "orders.csv"):
    report = import_orders(csv_file(list(rows)), name, "jd")
    assert not report.rejected, report.rejected
    assert report.duplicate_of or report.rows == report.added + report.changed + report.unchanged + report.superseded
    return report


def net() -> tuple[int, int, int]:
    sums = LedgerEntry.objects.aggregate(
        units=Sum("units", default=0), grams=Sum("grams", default=0), fen=Sum("fen", default=0)
    )
    return sums["units"], sums["grams"], sums["fen"]


def entries() -> list[tuple]:
    return list(LedgerEntry.objects.values_list("kind", "reason", "units", "fen"))


def at(hour: int, **fields) -> dict:
    """A row about the same order line, changed at this hour."""
    return (
        order_row(
            id="9",
            orderId="8",
            buyer="jd_1",
            orderTime="2026-11-07 00:30:00",
            modifyTime=f"2026-11-08 {hour:02d}:00:00",
        )
        | {"skuNum": "3", "estimateCosPrice": "84.01"}
        | fields
    )


PAID = {"validCode": "16"}
DONE = {"validCode": "17", "actualCosPrice": "84.01"}
UNPAID = {"validCode": "15"}
CANCELLED = {"validCode": "3"}
ONE_BACK = {"validCode": "17", "skuReturnNum": "1", "actualCosPrice": "56.01"}
ALL_BACK = {"validCode": "17", "skuReturnNum": "3", "actualCosPrice": "0"}
