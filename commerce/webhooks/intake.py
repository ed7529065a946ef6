"""Takes messages in: verified, kept under their id, acknowledged, and only then worked."""

import hashlib
import json
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import ValidationError

from commerce import ledger
from commerce.importing.rows import OrderRow
from commerce.importing.stored import packed, unpacked
from commerce.importing.taking_in import apply
from commerce.models import WebhookMessage
from commerce.tasks import work_message
from commerce.webhooks import secrets, signatures
from commerce.webhooks.problems import NotTaken
from commerce.webhooks.schemas import OrdersIn
from products.models import Platform

MAX_BYTES = 1024 * 1024
# Orders nest no deeper than this; Python's reader of JSON gives up far beyond.
_MALFORMED = (ValueError, RecursionError)


def receive(platform: str, body: bytes, headers: Mapping[str, str]) -> tuple[WebhookMessage, int, bool]:
    """Keep a message and return it, how many lines it has, and whether it is new. Raises NotTaken."""
    if platform not in Platform.values:
        raise NotTaken(404, "shop_unknown", _("There is no such shop."))
    if len(body) > MAX_BYTES:
        raise NotTaken(413, "too_large", _("Send at most one megabyte at a time."))
    message_id = signatures.check(body, headers, secrets.valid_for(platform))
    rows = _rows(platform, body)
    return keep(platform, message_id, hashlib.sha256(body).hexdigest(), rows)


def keep(platform: str, message_id: str, sha256: str, rows: list[OrderRow]) -> tuple[WebhookMessage, int, bool]:
    """Store rows under the message's id, together with the order to work them."""
    fields = {
        "sha256": sha256,
        "content": packed(rows),
        "ordered_from": min(row.ordered_at for row in rows),
        "ordered_until": max(row.ordered_at for row in rows),
    }
    with transaction.atomic():
        message, new = WebhookMessage.objects.get_or_create(platform=platform, webhook_id=message_id, defaults=fields)
        if new:
            work_message.enqueue(message.pk)
    if message.sha256 != sha256:
        raise NotTaken(409, "webhook_id_reused", _("Another message came under this id before."))
    return message, len(rows), new


def _rows(platform: str, body: bytes) -> list[OrderRow]:
    try:
        content = json.loads(body)
    except _MALFORMED as error:
        raise NotTaken(400, "bad_request", _("The body must be JSON in UTF-8.")) from error
    try:
        orders = OrdersIn.model_validate(content).orders
        return [order.row(platform, number) for number, order in enumerate(orders, start=1)]
    except ValidationError as error:
        errors = [
            {"field": ".".join(map(str, item["loc"])), "message": item["msg"].removeprefix("Value error, ")}
            for item in error.errors(include_url=False, include_context=False, include_input=False)[:50]
        ]
        detail = _("See “errors” for each value at fault.")
        raise NotTaken(422, "invalid_request", detail, errors=errors) from error
    except (OverflowError, UnicodeEncodeError) as error:
        # A time at the edge of the calendar; half a surrogate pair.
        raise NotTaken(422, "invalid_request", _("A value in the body cannot be used.")) from error


def work(message_id: int) -> None:
    """Bring lines and ledger in step with a message, once, whoever asks and how often."""
    with transaction.atomic():
        ledger.lock()
        message = WebhookMessage.objects.filter(pk=message_id, worked_at=None).first()
        if message is None:
            return
        rows, _more = unpacked(message.content)
        apply(message.platform, rows)
        message.worked_at = timezone.now()
        message.save(update_fields=["worked_at"])
