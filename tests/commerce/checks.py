"""What more than one test of imports asks."""

import pytest

from commerce.importing import import_orders
from commerce.models import LedgerEntry, OrderImport, OrderLine
from products.errors import Refused

# Three boxes bought, one sent back, the order finished: a field of every kind.
ROW = {
    "id": "1790123456789012",
    "orderId": "312345678901",
    "parentId": "0",
    "orderTime": "2026-11-07 23:59:59",
    "finishTime": "2026-11-12 09:00:00",
    "modifyTime": "2026-11-12 09:00:05",
    "skuId": "777000000005",
    "skuName": "脐橙，5 千克装",
    "skuNum": "3",
    "skuReturnNum": "1",
    "estimateCosPrice": "84.00",
    "actualCosPrice": "56.00",
    "validCode": "17",
    "subUnionId": "",
    "buyer": "jd_000001",
}


def refused(data: bytes, code: str, platform: str = "jd") -> str:
    """The file is refused with this code, and nothing was written. Returns what people are told."""
    with pytest.raises(Refused) as refusal:
        import_orders(data, "orders.csv", platform)
    assert refusal.value.code == code
    assert_nothing_written()
    return str(refusal.value)


def rejected(data: bytes) -> dict[int, str]:
    """Rows are rejected, and nothing was written. Returns the reasons by row number."""
    report = import_orders(data, "orders.csv", "jd")
    assert report.refused
    assert report.changes_nothing
    assert_nothing_written()
    return {item.row: item.reason for item in report.rejected}


def assert_nothing_written() -> None:
    assert not OrderImport.objects.exists()
    assert not OrderLine.objects.exists()
    assert not LedgerEntry.objects.exists()
