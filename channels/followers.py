"""What channels do, in the same transaction, when something changes in a lower room.

Only rows are written here: tasks for the worker, withdrawals in the feeds.
"""

from django.db.models import BigIntegerField, Count, QuerySet, Value
from django.utils.translation import ngettext

from channels import adapters, feed, tasks, waiting
from channels.models import ChannelFeed, Edition, EditionState

STORIES_A_TASK = 100


def story_released(*, release) -> None:
    tasks.make_editions.enqueue(release_id=release.pk)


def audience_changed(*, stories) -> None:
    """In tasks of a size that a worker does in a moment."""
    ids = sorted(stories)
    for start in range(0, len(ids), STORIES_A_TASK):
        tasks.retarget.enqueue(stories=ids[start : start + STORIES_A_TASK])


def story_taken_down(*, story, reason: str) -> None:
    _withdraw(Edition.objects.filter(story_id=story.pk), reason)


def take_down_asked(*, story) -> str:
    """Say on how many channels a story stands, or waits for its hour."""
    count = Edition.objects.filter(story_id=story.pk, current=True).values("channel").distinct().count()
    return ngettext("%(count)s channel", "%(count)s channels", count) % {"count": count} if count else ""


def verification_ended(*, product, verification) -> str:
    count = _withdraw(_carrying(product), f"verification_{verification.state}", verification.pk)
    return ngettext("%(count)s edition withdrawn", "%(count)s editions withdrawn", count) % {"count": count}


def effect_asked(*, product) -> str:
    """Say what a withdrawal would take out of the feeds; one query."""
    current = _carrying(product).filter(current=True, state=EditionState.READY)
    found = current.aggregate(editions=Count("pk"), channels=Count("channel", distinct=True))
    if not found["editions"]:
        return ""
    editions = ngettext("%(count)s edition", "%(count)s editions", found["editions"]) % {"count": found["editions"]}
    channels = ngettext("on %(count)s channel", "on %(count)s channels", found["channels"])
    return f"{editions} {channels % {'count': found['channels']}}"


def _carrying(product) -> QuerySet[Edition]:
    return Edition.objects.filter(release__carried__product_id=product.pk)


def _withdraw(editions: QuerySet[Edition], reason: str, verification_id: int | None = None) -> int:
    # All channels, also those with an empty feed: which of them carry the story is only known once nobody
    # else can write.
    known = {adapter.key for adapter in adapters.ADAPTERS}
    feed.lock(known.union(ChannelFeed.objects.values_list("channel", flat=True)))
    if not verification_id:
        # A withdrawn product's stories may stand again before their hour; a story that went down does not.
        waiting.give_up(editions)
    return feed.withdraw(editions, reason, Value(verification_id, BigIntegerField()))
