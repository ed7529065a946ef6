"""Checks who sent a message, over its raw bytes."""

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from commerce.webhooks.problems import NotTaken

HEADERS = ("webhook-id", "webhook-timestamp", "webhook-signature")
LONGEST_ID = 200

_ID = re.compile(rf"[\x21-\x7e]{{1,{LONGEST_ID}}}")
_TIMESTAMP = re.compile(r"[0-9]{1,12}")
# A sender signs with each of its secrets while one takes over from another; more than a few is no sender of ours.
_SIGNATURES = re.compile(r"[\x21-\x7e]{1,200}(?: [\x21-\x7e]{1,200}){0,15}")


def check(body: bytes, headers: Mapping[str, str], secrets: Iterable[str]) -> str:
    """Return the message's id. Raises NotTaken unless one of the secrets made one of its signatures just now.

    The form of the headers is checked here, as the library raises other exceptions than its own on some.
    """
    found = {name: headers.get(name, "") for name in HEADERS}
    missing = [name for name, value in found.items() if not value]
    if missing:
        detail = _("Send the headers %(names)s.") % {"names": ", ".join(missing)}
        raise NotTaken(400, "webhook_headers_missing", detail)
    message_id, timestamp, signatures = found.values()
    if not (_ID.fullmatch(message_id) and _TIMESTAMP.fullmatch(timestamp) and _SIGNATURES.fullmatch(signatures)):
        raise NotTaken(400, "webhook_headers_malformed", _("A webhook header has a form that it cannot have."))
    try:
        body.decode()
    except UnicodeDecodeError as error:
        raise NotTaken(400, "bad_request", _("The body must be JSON in UTF-8.")) from error
    signed = " ".join(part for part in signatures.split(" ") if part.count(",") == 1)
    if not any(_signed_with(secret, body, {**found, "webhook-signature": signed}) for secret in secrets):
        detail = _("No valid signature, or one that is older than five minutes.")
        raise NotTaken(401, "webhook_signature", detail)
    return message_id


def _signed_with(secret: str, body: bytes, headers: dict[str, str]) -> bool:
    try:
        Webhook(secret).verify(body, headers, json_parse=False)
    except (WebhookVerificationError, ValueError):
        # ValueError: a signature that is not Base64.
        return False
    return True
