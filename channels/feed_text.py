"""A page of the feed as JSON in UTF-8: stored envelopes go in as the bytes they are, and are not parsed."""

from channels import envelope, feed
from channels.models import ChannelFeed, FeedOp


def page(row: ChannelFeed, after: str, limit: int) -> bytes:
    """The bytes of what `feed.read` gives."""
    found = feed.read(row, after, limit)
    entries = b",".join(_entry(cursor, entry) for cursor, entry in found.entries)
    head = envelope.as_text({"channel": row.channel})[:-1]
    tail = envelope.as_text({"next": found.next, "more": found.more})[1:]
    return b"".join((head.encode(), b',"entries":[', entries, b"],", tail.encode()))


def _entry(cursor: str, entry: feed.Entry) -> bytes:
    # A page has up to a hundred of them. None of these words needs escaping but the reason.
    head = (
        f'{{"cursor":"{cursor}","op":"{entry.op}","story_id":{entry.story_id},"version":{entry.version},'
        f'"etag":"{entry.etag}","at":"{envelope.moment(entry.at)}",'
    )
    if entry.op == FeedOp.WITHDRAW:
        return f'{head}"reason":{envelope.as_text(entry.reason)}}}'.encode()
    return b"".join((head.encode(), b'"edition":', entry.envelope or b"null", b"}"))
