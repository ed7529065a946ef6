"""Secrets of senders: shown once, derived and never stored, several valid at once, revocable."""

import base64
import secrets as random

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from commerce.models import WebhookSecret
from products.errors import Refused
from products.models import Platform

ISSUED, REVOKED = "commerce.webhook_secret_issued", "commerce.webhook_secret_revoked"
PREFIX = "whsec_"
# Enough for a change-over; each costs a check of every message.
MOST_VALID = 5
_SALT = "fengshou.commerce.webhook"


@transaction.atomic
def issue(platform: str, *, note: str = "", by=None) -> tuple[WebhookSecret, str]:
    """Return a new secret of a shop's sender and its text, which is shown this once."""
    if platform not in Platform.values:
        raise Refused("webhook_secret.unknown_shop", _("There is no shop “%(key)s”.") % {"key": platform})
    if WebhookSecret.objects.filter(platform=platform, revoked_at=None).count() >= MOST_VALID:
        raise Refused(
            "webhook_secret.too_many",
            _("This shop has %(most)d valid secrets; revoke one first.") % {"most": MOST_VALID},
        )
    nonce = random.token_hex(16)
    text = _text_of(platform, nonce)
    secret = WebhookSecret.objects.create(
        platform=platform, nonce=nonce, hint=text.rstrip("=")[-4:], note=note, created_by=by
    )
    log(instance=secret, action=ISSUED, user=by)
    return secret, text


def valid_for(platform: str) -> list[str]:
    """Return the texts of the secrets that are valid now."""
    nonces = WebhookSecret.objects.filter(platform=platform, revoked_at=None).values_list("nonce", flat=True)
    return [_text_of(platform, nonce) for nonce in nonces]


@transaction.atomic
def revoke(secret: WebhookSecret, *, by=None) -> bool:
    """End a secret now; False where it had been revoked before."""
    changed = WebhookSecret.objects.filter(pk=secret.pk, revoked_at=None).update(revoked_at=timezone.now())
    secret.refresh_from_db(fields=["revoked_at"])
    if changed:
        log(instance=secret, action=REVOKED, user=by)
    return bool(changed)


def _text_of(platform: str, nonce: str) -> str:
    key = salted_hmac(_SALT, f"{platform}|{nonce}", algorithm="sha256").digest()
    return PREFIX + base64.b64encode(key).decode()
