"""Tags as a channel takes them: enough of them, none too long, what is dropped reported."""

from channels.adapters.account import Account
from channels.adapters.once import once_per_document
from channels.contract import Finding
from channels.rules.counting import plain
from channels.rules.limits import check_amount, check_text, finding, maximum
from channels.spec import ChannelSpec
from stories.document import StoryDocument


def _tag(text: str) -> str:
    # The Penguin calls separate tags by blanks, so a tag has none.
    return "".join(plain(text).split()).replace(",", "").replace("，", "").lstrip("#")


@once_per_document
def _own(document: StoryDocument) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(_tag, document.tags))))


def fill_tags(spec: ChannelSpec, document: StoryDocument) -> list[str]:
    """The story's tags, and product names and places until the channel's least number is reached."""
    tags = list(_own(document))
    limit = spec.limits.get("tags")
    least = limit.min or 0 if limit else 0
    if len(tags) >= least:
        return tags
    longest = maximum(spec, "tag")
    spare = [*(product.name for product in document.products), *(product.place for product in document.products)]
    usual = spec.category(document.category)
    for tag in map(_tag, [*spare, document.category, usual if isinstance(usual, str) else ""]):
        if len(tags) >= least:
            break
        if tag and tag not in tags and len(tag) <= longest:
            tags.append(tag)
    return tags


def fit_tags(spec: ChannelSpec, account: Account, tags: list[str]) -> list[str]:
    """Within the number, the length of each, and the length of all with the blanks between."""
    kept: list[str] = []
    most, longest, room = maximum(spec, "tags"), maximum(spec, "tag"), maximum(spec, "tags_total")
    for tag in tags:
        needed = len(tag) + (1 if kept else 0)
        if len(kept) < most and len(tag) <= longest and needed <= room:
            kept.append(tag)
            room -= needed
        else:
            account.lose("tag_left_out", tag, "light")
    return kept


def check_tags(spec: ChannelSpec, document: StoryDocument) -> list[Finding]:
    """Too few, too many, too long; none that fits at all blocks where the channel asks for one."""
    tags = fill_tags(spec, document)
    limit = spec.limits.get("tags")
    if (
        limit
        and limit.min
        and not any(len(tag) <= min(maximum(spec, "tag"), maximum(spec, "tags_total")) for tag in tags)
    ):
        return [finding(spec, "tags_missing", "block", field="tags")]
    long = [found for tag in tags for found in check_text(spec, "tag", tag, field="tags")]
    return [*long, *check_amount(spec, "tags", len(tags), field="tags")]
