"""A page of the feed as JSON text: stored envelopes go in as they are, and are not parsed."""

from datetime import UTC, datetime

from channels import envelope, feed
from channels.models import ChannelFeed, FeedOp


def page(row: ChannelFeed, after: str, limit: int) -> str:
    """The text of what `feed.read` gives."""
    found = feed.read(row, after, limit)
    entries = ",".join(_entry(cursor, entry) for cursor, entry in found.entries)
    head = envelope.as_text({"channel": row.channel})[:-1]
    tail = envelope.as_text({"next": found.next, "more": found.more})[1:]
    return f'{head},"entries":[{entries}],{tail}'


def _entry(cursor: str, entry: feed.Entry) -> str:
    data = {
        "cursor": cursor,
        "op": entry.op,
        "story_id": entry.story_id,
        "version": entry.version,
        "etag": entry.etag,
        "at": _moment(entry.at),
    }
    if entry.op == FeedOp.WITHDRAW:
        return envelope.as_text(data | {"reason": entry.reason})
    return f'{envelope.as_text(data)[:-1]},"edition":{entry.envelope}}}'


def _moment(value: datetime | str) -> str:
    if isinstance(value, str):
        value = datetime.fromisoformat(value).replace(tzinfo=UTC)
    return envelope.moment(value.astimezone(UTC))
