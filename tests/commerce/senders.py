"""Senders of order messages for tests."""

import json
import time
from datetime import UTC, datetime, timedelta

from standardwebhooks import Webhook

from commerce.webhooks import secrets
from tests.commerce import market

WHERE = "/api/v1/orders/{}"


def order(**fields) -> dict:
    """Two boxes at JD, paid."""
    return {
        "order_id": "312345678901",
        "line_id": "1790123456789012",
        "sku": "777000000005",
        "quantity": 2,
        "paid_fen": 5600,
        "state": "paid",
        "buyer": "jd_000001",
        "ordered_at": "2026-11-07T08:30:00+08:00",
        "modified_at": "2026-11-07T08:31:00+08:00",
        **fields,
    }


def as_order(told: market.Told) -> dict:
    """What the market's shop would send instead of its table's row."""
    beijing = {"tzinfo": datetime.strptime("+0800", "%z").tzinfo}
    states = {"paid": "paid", "partial": "received", "cancelled": "invalid", "settled": "settled"}
    settled = None
    if (
        (told.platform == "jd" and told.event in ("partial", "settled"))
        or (told.platform == "taobao" and told.event == "settled")
        or (told.refund and told.event != "cancelled")
    ):
        settled = told.paid - told.refund
    line = {"pdd": told.order, "wechat": told.sku[::-1]}.get(told.platform, told.line)
    return {
        "order_id": f"261107-{told.order}" if told.platform == "pdd" else told.order,
        "line_id": line,
        "sku": told.sku,
        "quantity": told.units,
        "returned": told.back,
        "paid_fen": told.paid,
        "settled_fen": settled,
        "state": "received" if told.platform == "wechat" and told.event == "settled" else states[told.event],
        "buyer": told.buyer,
        "name": "脐橙",
        "sub_id": told.code,
        "ordered_at": told.ordered.replace(**beijing).isoformat(),
        "modified_at": told.changed.replace(**beijing).isoformat(),
    }


def body_of(*orders: dict) -> bytes:
    return json.dumps({"orders": list(orders)}, ensure_ascii=False).encode()


def headers_for(body: bytes, *texts: str, message_id: str = "msg_1", at: int | None = None) -> dict[str, str]:
    """Signed with each of the secrets, by the published library."""
    moment = datetime.fromtimestamp(time.time() if at is None else at, UTC)
    signatures = [Webhook(text).sign(message_id, moment, body.decode()) for text in texts]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


class Sender:
    """A shop's sender with a secret of its own."""

    def __init__(self, client, platform: str = "jd") -> None:
        self.client, self.platform = client, platform
        self.secret, self.text = secrets.issue(platform)

    def send(self, *orders: dict, message_id: str = "msg_1"):
        body = body_of(*orders)
        return self.post(body, headers_for(body, self.text, message_id=message_id))

    def post(self, body: bytes, headers: dict[str, str]):
        return self.client.post(WHERE.format(self.platform), body, content_type="application/json", headers=headers)


LATE = timedelta(minutes=6)
