"""What channels do, in the same transaction, when something changes in a lower room.

Only rows are written here: tasks for the worker, withdrawals in the feeds.
"""

from django.utils.translation import ngettext

from channels import adapters, feed, tasks
from channels.models import ChannelFeed, Edition


def story_released(*, release) -> None:
    tasks.make_editions.enqueue(release_id=release.pk)


def story_taken_down(*, story, reason: str) -> None:
    _withdraw(Edition.objects.filter(story_id=story.pk), reason)


def verification_ended(*, product, verification) -> str:
    carrying = Edition.objects.filter(release__carried__product_id=product.pk)
    count = _withdraw(carrying, f"verification_{verification.state}")
    return ngettext("%(count)s edition withdrawn", "%(count)s editions withdrawn", count) % {"count": count}


def verification_renewed(*, product, verification) -> None:
    tasks.bring_back.enqueue(product_id=product.pk)


def _withdraw(editions, reason: str) -> int:
    # All channels, also those with an empty feed: which of them carry the story is only known once nobody
    # else can write.
    known = {adapter.key for adapter in adapters.ADAPTERS}
    feed.lock(known.union(ChannelFeed.objects.values_list("channel", flat=True)))
    return feed.withdraw(editions, reason)
