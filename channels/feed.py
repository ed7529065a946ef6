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
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.core import signing
from django.db import connection, transaction
from django.db.models import (
    CharField,
    DateTimeField,
    Exists,
    F,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import RowNumber
from django.utils import timezone

from channels.models import ChannelFeed, Edition, EditionState, FeedEntry, FeedOp

SALT = "channels.feed.cursor"


class DeadCursor(Exception):
    """The cursor is not of this channel and epoch: start again without one."""


@dataclass(frozen=True, slots=True)
class Page:
    """Entries with their cursors, oldest first; `next` is where to go on, also when nothing came."""

    entries: list[tuple[str, FeedEntry]]
    next: str
    more: bool


def row_of(channel: str) -> ChannelFeed:
    """Return the channel's row, made at first need."""
    return ChannelFeed.objects.get_or_create(channel=channel, defaults={"epoch": new_epoch()})[0]


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


def withdraw(editions: QuerySet[Edition], reason: str) -> int:
    """Append a withdrawal for each of the current ones among `editions` and end them; return how many.

    Four statements, however many stories and channels: the entries are written by one INSERT … SELECT
    that numbers them within their channel. The caller holds the locks of all channels concerned.
    `reason` is a stable word (`verification_withdrawn`).
    """
    current = editions.filter(current=True, state=EditionState.READY)
    appended = _append_withdrawals(current, reason)
    if appended:
        newest = FeedEntry.objects.filter(channel=OuterRef("channel")).values("channel").annotate(top=Max("number"))
        touched = FeedEntry.objects.filter(channel=OuterRef("channel"), number__gt=OuterRef("last_number"))
        ChannelFeed.objects.filter(Exists(touched)).update(last_number=Subquery(newest.values("top")))
        current.update(state=EditionState.WITHDRAWN, current=False)
    return appended


def _append_withdrawals(current: QuerySet[Edition], reason: str) -> int:
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
        "at": Value(timezone.now(), DateTimeField()),
    }
    chosen = current.order_by().annotate(**{f"new_{name}": value for name, value in columns.items()})
    sql, params = chosen.values_list(*(f"new_{name}" for name in columns)).query.sql_with_params()
    into = ", ".join(connection.ops.quote_name(name) for name in columns)
    table = connection.ops.quote_name(FeedEntry._meta.db_table)
    with connection.cursor() as cursor:
        # Names come from the model, values go as parameters.
        cursor.execute(f"INSERT INTO {table} ({into}) {sql}", params)
        return cursor.rowcount


def read(row: ChannelFeed, cursor: str, limit: int) -> Page:
    """Return up to `limit` entries after `cursor` ("" for the start) in one query.

    Raises `DeadCursor` for a cursor that was made up, belongs to another channel or to an earlier epoch,
    or lies beyond the end.
    """
    after = position(row, cursor)
    newer = FeedEntry.objects.filter(
        channel=OuterRef("channel"), story=OuterRef("story"), number__gt=OuterRef("number")
    )
    entries = list(
        FeedEntry.objects.filter(channel=row.channel, number__gt=after)
        .filter(~Exists(newer))
        .select_related("edition")
        .only("channel", "number", "op", "story_id", "version", "etag", "reason", "at", "edition__envelope")
        .order_by("number")[: limit + 1]
    )
    page = [(cursor_for(row, entry.number), entry) for entry in entries[:limit]]
    return Page(page, page[-1][0] if page else cursor_for(row, after), more=len(entries) > limit)


def page_etag(row: ChannelFeed, cursor: str, limit: int) -> str:
    """Name the state of a page without reading it: any new entry changes it."""
    state = f"{row.channel}\n{row.epoch}\n{row.last_number}\n{cursor}\n{limit}"
    return hashlib.sha256(state.encode()).hexdigest()[:32]


def cursor_for(row: ChannelFeed, number: int) -> str:
    return signing.Signer(salt=SALT).sign_object([row.channel, row.epoch, number])


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
