"""Tokens of channels: shown once, kept as a hash, valid for a while, revocable."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from channels import adapters, feed
from channels.models import ChannelToken
from products.errors import Refused

# So that a token in a log or a repository is recognised as one.
PREFIX = "fst_"
HINT_LENGTH = 10
DEFAULT_DAYS = 365
LONGEST_DAYS = 3650
ISSUED, REVOKED = "channels.token_issued", "channels.token_revoked"


@transaction.atomic
def issue(channel: str, *, days: int = DEFAULT_DAYS, note: str = "", by=None) -> tuple[ChannelToken, str]:
    """Return a new token and its secret, which is never to be had again.

    Raises `Refused` for an unknown channel or a span outside 1 to 3,650 days.
    """
    if channel not in {adapter.key for adapter in adapters.ADAPTERS}:
        raise Refused("token.unknown_channel", _("There is no channel “%(key)s”.") % {"key": channel})
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused("token.bad_span", _("A token is valid for 1 to %(days)s days.") % {"days": LONGEST_DAYS})
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ChannelToken.objects.create(
        channel=channel,
        digest=digest_of(secret),
        hint=secret[:HINT_LENGTH],
        note=note,
        created_by=by,
        expires_at=timezone.now() + timedelta(days=days),
    )
    feed.row_of(channel)
    log(instance=token, action=ISSUED, user=by)
    return token, secret


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def find(secret: str) -> ChannelToken | None:
    """Return the token of a secret, whatever its state; one query on a unique index."""
    return ChannelToken.objects.filter(digest=digest_of(secret)).first()


@transaction.atomic
def revoke(token: ChannelToken, *, by=None) -> bool:
    """End a token now; False where it had been revoked before."""
    changed = ChannelToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
    token.refresh_from_db(fields=["revoked_at"])
    if changed:
        log(instance=token, action=REVOKED, user=by)
    return bool(changed)
