"""The feed of a channel: an append-only log, read as the newest entry of each story.

Numbers are taken under the lock of the channel's `ChannelFeed` row, and the transaction commits right
after: an auto-increment number commits out of order on PostgreSQL, and a reader past the higher one
would never see the lower. SQLite has one writer at a time (`transaction_mode=IMMEDIATE`).

A reader gets, oldest first, those entries after its cursor that are the newest of their story. What
was overtaken (an older version, a withdrawal before a return) is left out: whoever reads from the start
ends with the same state as who read along, and never puts out what is no longer true. A withdrawal
of a story the reader never had is to be passed over.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.db import connection, transaction
from django.db.models import (
    CharField,
    DateTimeField,
    Exists,
    Expression,
    F,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from channels import takedowns
from channels.copying import insert_from
from channels.models import ChannelFeed, Edition, EditionState, FeedEntry, FeedFetch, FeedOp

SALT = "channels.feed.cursor"


class DeadCursor(Exception):
    """The cursor is not of this channel and epoch: start again without one."""


class Entry(NamedTuple):
    """An entry as it is handed out; `at` in UTC, `envelope` the edition's stored text in UTF-8, None where there is none."""

    number: int
    op: str
    story_id: int
    version: int
    etag: str
    reason: str
    at: datetime
    envelope: bytes | None


@dataclass(frozen=True, slots=True)
class Page:
    """Entries with their cursors, oldest first; `next` is where to go on, also when nothing came."""

    entries: list[tuple[str, Entry]]
    next: str
    more: bool


def row_of(channel: str) -> ChannelFeed:
    """Return the channel's row, made at first need, with `fetched`: how far it is known to have read."""
    known = FeedFetch.objects.filter(channel=OuterRef("channel")).order_by("-number").values("number")[:1]
    rows = ChannelFeed.objects.annotate(fetched=Coalesce(Subquery(known), 0))
    return rows.get_or_create(channel=channel, defaults={"epoch": new_epoch()})[0]


def note_fetch(row: ChannelFeed, number: int) -> None:
    """Write down that a channel asked for what comes after `number`: it has what came up to there.

    One insert, and only where it read further than is known; `row` comes from `row_of`. A table of its own,
    so that no reader waits for a writer's lock.
    """
    if number > getattr(row, "fetched", 0):
        fetch = FeedFetch(channel=row.channel, number=number, at=timezone.now())
        FeedFetch.objects.bulk_create([fetch], ignore_conflicts=True)


def new_epoch() -> str:
    return secrets.token_hex(4)


def lock(channels: Iterable[str]) -> dict[str, ChannelFeed]:
    """Take the locks of several channels, always in the same order, so that two takers cannot block each other.

    Inside a transaction only. What is read after this stands until the commit, as every writer of
    editions and entries holds the lock of its channel.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("feed.lock outside a transaction")
    wanted = sorted(set(channels))
    rows = _locked(wanted)
    if len(rows) < len(wanted):
        missing = [ChannelFeed(channel=key, epoch=new_epoch()) for key in wanted if key not in rows]
        ChannelFeed.objects.bulk_create(missing, ignore_conflicts=True)
        rows = _locked(wanted)
    return rows


def _locked(channels: list[str]) -> dict[str, ChannelFeed]:
    rows = ChannelFeed.objects.select_for_update().filter(channel__in=channels).order_by("channel")
    return {row.channel: row for row in rows}


def append(row: ChannelFeed, edition: Edition, version: int) -> FeedEntry:
    """Append an upsert of `edition`; `row` comes from `lock`, and nothing slow may follow."""
    row.last_number += 1
    row.save(update_fields=["last_number"])
    return FeedEntry.objects.create(
        channel=row.channel,
        number=row.last_number,
        op=FeedOp.UPSERT,
        story_id=edition.story_id,
        edition=edition,
        version=version,
        etag=edition.etag,
        at=timezone.now(),
    )


def withdraw(editions: QuerySet[Edition], reason: str, verification: Expression) -> int:
    """Append a withdrawal for each of the current ones among `editions` and end them; return how many.

    Five statements, however many stories and channels: the entries are written by one INSERT … SELECT
    that numbers them within their channel. The caller holds the locks of all channels concerned.
    `reason` is a stable word (`verification_withdrawn`); `verification` gives the id of the one that ended, or NULL.
    """
    current = editions.filter(current=True, state=EditionState.READY)
    appended = _append_withdrawals(current, reason, verification)
    if appended:
        takedowns.open_for_new_withdrawals()
        newest = FeedEntry.objects.filter(channel=OuterRef("channel")).values("channel").annotate(top=Max("number"))
        touched = FeedEntry.objects.filter(channel=OuterRef("channel"), number__gt=OuterRef("last_number"))
        ChannelFeed.objects.filter(Exists(touched)).update(last_number=Subquery(newest.values("top")))
        current.update(state=EditionState.WITHDRAWN, current=False)
    return appended


def _append_withdrawals(current: QuerySet[Edition], reason: str, verification: Expression) -> int:
    last = ChannelFeed.objects.filter(channel=OuterRef("channel")).values("last_number")
    place = Window(RowNumber(), partition_by=F("channel"), order_by=F("id").asc())
    columns = {
        "channel": F("channel"),
        "number": Subquery(last) + place,
        "op": Value(FeedOp.WITHDRAW.value, CharField()),
        "story_id": F("story_id"),
        "edition_id": F("id"),
        "version": F("release__version"),
        "etag": F("etag"),
        "reason": Value(reason, CharField()),
        "verification_id": verification,
        "at": Value(timezone.now(), DateTimeField()),
    }
    return insert_from(FeedEntry, current, columns)


# Written out: composing it would cost more than running it.
_READ = f"""
    SELECT entry.number, entry.op, entry.story_id, entry.version, entry.etag, entry.reason, entry.at, {{envelope}}
    FROM {FeedEntry._meta.db_table} AS entry
    LEFT JOIN {Edition._meta.db_table} AS edition ON edition.id = entry.edition_id
    WHERE entry.channel = %s AND entry.number > %s AND NOT EXISTS (
        SELECT 1 FROM {FeedEntry._meta.db_table} AS newer
        WHERE newer.channel = entry.channel AND newer.story_id = entry.story_id AND newer.number > entry.number
    )
    ORDER BY entry.number LIMIT %s
"""  # noqa: S608  names of tables


# SQLite hands over the bytes as they lie there; as a text each of them would be decoded and encoded again.
_ENVELOPE = {"sqlite": "CAST(edition.envelope AS BLOB)"}


def read(row: ChannelFeed, cursor: str, limit: int) -> Page:
    """Return up to `limit` entries after `cursor` ("" for the start) in one query.

    Raises `DeadCursor` for a cursor that was made up, belongs to another channel or to an earlier epoch,
    or lies beyond the end.
    """
    after = position(row, cursor)
    with connection.cursor() as rows:
        envelope = _ENVELOPE.get(connection.vendor, "edition.envelope")
        rows.execute(_READ.format(envelope=envelope), [row.channel, after, limit + 1])
        entries = [_entry(*values) for values in rows.fetchall()]
    cursor_of = _cursors(row)
    page = [(cursor_of(entry.number), entry) for entry in entries[:limit]]
    return Page(page, page[-1][0] if page else cursor_of(after), more=len(entries) > limit)


def _entry(
    number: int,
    op: str,
    story_id: int,
    version: int,
    etag: str,
    reason: str,
    at: datetime,
    envelope: bytes | str | None,
) -> Entry:
    # SQLite's moments are UTC without saying so.
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return Entry(
        number, op, story_id, version, etag, reason, at, envelope.encode() if isinstance(envelope, str) else envelope
    )


def page_etag(row: ChannelFeed, cursor: str, limit: int) -> str:
    """Name the state of a page without reading it: any new entry changes it."""
    state = f"{row.channel}\n{row.epoch}\n{row.last_number}\n{cursor}\n{limit}"
    return hashlib.sha256(state.encode()).hexdigest()[:32]


def cursor_for(row: ChannelFeed, number: int) -> str:
    return _cursors(row)(number)


def _cursors(row: ChannelFeed) -> Callable[[int], str]:
    """What `Signer.sign_object` gives, but its key is derived once: a page has up to a hundred cursors."""
    key, head = _key(settings.SECRET_KEY), f'["{row.channel}","{row.epoch}",'

    def cursor(number: int) -> str:
        value = signing.b64_encode(f"{head}{number}]".encode())
        signature = signing.b64_encode(hmac.digest(key, value, "sha256"))
        return f"{value.decode()}:{signature.decode()}"

    return cursor


@lru_cache(maxsize=2)
def _key(secret: str) -> bytes:
    return hashlib.sha256(f"{SALT}signer{secret}".encode()).digest()


def position(row: ChannelFeed, cursor: str) -> int:
    """Return the number a cursor stands for, 0 for none. Raises `DeadCursor`."""
    if not cursor:
        return 0
    try:
        channel, epoch, number = signing.Signer(salt=SALT).unsign_object(cursor)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise DeadCursor from error
    if (channel, epoch) != (row.channel, row.epoch) or number > row.last_number:
        raise DeadCursor
    return number


def start_new_epoch() -> None:
    """Make every cursor dead: after a restored backup, numbers a reader has seen will be given out again."""
    with transaction.atomic():
        rows = lock(ChannelFeed.objects.values_list("channel", flat=True))
        for row in rows.values():
            row.epoch = new_epoch()
        ChannelFeed.objects.bulk_update(rows.values(), ["epoch"])
