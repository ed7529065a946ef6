"""Tokens of channels: shown once, kept as a hash, valid for a while, revocable."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from channels import adapters, feed
from channels.models import ALL_SCOPES, ChannelFeed, ChannelToken, FeedFetch, Scope
from products.errors import Refused
from products.kept_connections import ask_at_once

# So that a token in a log or a repository is recognised as one.
PREFIX = "fst_"
HINT_LENGTH = 10
DEFAULT_DAYS = 365
LONGEST_DAYS = 3650
ISSUED, REVOKED = "channels.token_issued", "channels.token_revoked"


@transaction.atomic
def issue(
    channel: str, *, days: int = DEFAULT_DAYS, note: str = "", scopes: Iterable[str] = Scope.values, by=None
) -> tuple[ChannelToken, str]:
    """Return a new token and its secret, which is never to be had again.

    Raises `Refused` for an unknown channel, a span outside 1 to 3,650 days, and scopes that are none or unknown.
    """
    if channel not in {adapter.key for adapter in adapters.ADAPTERS}:
        raise Refused("token.unknown_channel", _("There is no channel “%(key)s”.") % {"key": channel})
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused("token.bad_span", _("A token is valid for 1 to %(days)s days.") % {"days": LONGEST_DAYS})
    wanted = set(scopes)
    if not wanted or not wanted <= set(Scope.values):
        raise Refused("token.bad_scope", _("A token may do at least one of: %(scopes)s.") % {"scopes": ALL_SCOPES})
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ChannelToken.objects.create(
        channel=channel,
        digest=digest_of(secret),
        hint=secret[:HINT_LENGTH],
        scopes=" ".join(scope for scope in Scope.values if scope in wanted),
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
    """Return the token of a secret, whatever its state."""
    return ChannelToken.objects.filter(digest=digest_of(secret)).first()


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: a token as far as a call needs it, with the row of its channel's feed."""

    token_id: int
    channel: str
    scopes: str
    state: str
    feed: ChannelFeed


_CALLER = f"""
    SELECT token.id, token.channel, token.scopes,
        CASE WHEN token.revoked_at IS NOT NULL THEN 'revoked' WHEN token.expires_at <= %s THEN 'expired'
            ELSE 'valid' END,
        feed.epoch, feed.last_number,
        (SELECT MAX(number) FROM {FeedFetch._meta.db_table} AS fetched WHERE fetched.channel = token.channel)
    FROM {ChannelToken._meta.db_table} AS token
    LEFT JOIN {ChannelFeed._meta.db_table} AS feed ON feed.channel = token.channel
    WHERE token.digest = %s
"""  # noqa: S608  names of tables


def caller(secret: str) -> Caller | None:
    """Return who calls with a secret, whatever its state; one query on unique indexes.

    Written out, as every call of the API begins with it, and composing it costs ten times what running it does.
    Never kept: a token revoked a moment ago opens nothing.
    """
    found = ask_at_once(partial(_found, digest_of(secret)))
    if found is None:
        return None
    token_id, channel, scopes, state, epoch, last_number, fetched = found
    if epoch is None:
        row = feed.row_of(channel)
    else:
        row = ChannelFeed(channel=channel, epoch=epoch, last_number=last_number)
        row.fetched = fetched or 0  # type: ignore[attr-defined]
    return Caller(token_id, channel, scopes, state, row)


def _found(digest: str, database) -> tuple | None:
    with database.cursor() as cursor:
        cursor.execute(_CALLER, [database.ops.adapt_datetimefield_value(timezone.now()), digest])
        return cursor.fetchone()


@transaction.atomic
def revoke(token: ChannelToken, *, by=None) -> bool:
    """End a token now; False where it had been revoked before."""
    changed = ChannelToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
    token.refresh_from_db(fields=["revoked_at"])
    if changed:
        log(instance=token, action=REVOKED, user=by)
    return bool(changed)
