"""Telling visitors apart for two days without knowing who they are.

A visitor is an HMAC of address and user agent under the day's random salt, cut to 64 bits. The salt
is destroyed after 48 hours (`manage.py forget_visitors`); after that nobody can try addresses
against the stored values. No address is ever written down.
"""

import hmac
import secrets
from datetime import date, timedelta

from django.http import HttpRequest
from django.utils import timezone

from commerce.models import VisitorSalt
from products.client_address import client_address

SALT_KEPT_DAYS = 2

# The present day's salt, so that a click does not read it from the database. Only one day is held.
_known: tuple[date, bytes] | None = None


def visitor_of(request: HttpRequest, day: date) -> str:
    """Return 16 hex digits, the same for the same address and user agent on one day in China."""
    text = f"{client_address(request)}\0{request.META.get('HTTP_USER_AGENT', '')}"
    # In one go: `hmac.new` takes five times as long, and every click passes here.
    return hmac.digest(salt_of(day), text.encode("utf-8", "surrogateescape"), "sha256").hex()[:16]


def salt_of(day: date) -> bytes:
    """Return the salt of `day`, made by whichever process asks first."""
    global _known
    known = _known
    if known is None or known[0] != day:
        row, _made = VisitorSalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_bytes(32)})
        known = _known = (day, bytes(row.salt))
    return known[1]


def forget_salts(today: date | None = None) -> int:
    """Destroy the salts of the day before yesterday and earlier; return how many there were."""
    day = today or timezone.localdate()
    return VisitorSalt.objects.filter(day__lte=day - timedelta(days=SALT_KEPT_DAYS)).delete()[0]
