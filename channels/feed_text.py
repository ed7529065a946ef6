"""A page of the feed as JSON in UTF-8: stored envelopes go in as the bytes they are, and are not parsed."""

from collections.abc import Iterator

from channels import envelope, feed
from channels.models import ChannelFeed, FeedOp


def page(row: ChannelFeed, after: str, limit: int) -> bytes:
    """The bytes of what `feed.read` gives."""
    return b"".join(_parts(row.channel, feed.read(row, after, limit)))


def _parts(channel: str, page: feed.Page) -> Iterator[bytes]:
    # A page has up to a hundred entries. None of their words needs escaping but the reason.
    yield f'{{"channel":"{channel}","entries":['.encode()
    comma = ""
    for cursor, entry in page.entries:
        head = (
            f'{comma}{{"cursor":"{cursor}","op":"{entry.op}","story_id":{entry.story_id},"version":{entry.version},'
            f'"etag":"{entry.etag}","at":"{envelope.moment(entry.at)}",'
        )
        if entry.op == FeedOp.WITHDRAW:
            yield f'{head}"reason":{envelope.as_text(entry.reason)}}}'.encode()
        else:
            yield f'{head}"edition":'.encode()
            yield entry.envelope or b"null"
            yield b"}"
        comma = ","
    yield f'],"next":"{page.next}","more":{envelope.as_text(page.more)}}}'.encode()
