"""Editions that an embargo holds back: a row without a payload until their hour.

Their hour is asked of the row, not of a timer: after a stop or a jump of the clock, what is due is made at the next
run. A newer release, a withdrawal or an unpublishing gives them up, and they never go out.
"""

import logging
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from channels import adapters, feed, messages, standing
from channels.contract import Adapter
from channels.models import Edition, EditionState
from stories.models import Release, StoryPage

log = logging.getLogger(__name__)


@transaction.atomic
def hold_back(adapter: Adapter, release: Release, due_at: datetime) -> Edition | None:
    """The waiting edition of a release on a channel, which replaces those of earlier releases."""
    feed.lock([adapter.key])
    found = Edition.objects.filter(release=release, channel=adapter.key).first()
    # Under the lock: another worker may have been here, a newer release or a withdrawal may have come.
    live = StoryPage.objects.filter(pk=release.story_id, live=True).exists()
    if found or not live or not standing.is_newest(release):
        return found
    give_up(Edition.objects.filter(story_id=release.story_id, channel=adapter.key))
    return Edition.objects.create(
        release=release,
        story_id=release.story_id,
        channel=adapter.key,
        state=EditionState.WAITING,
        due_at=due_at,
        adapter_version=adapter.version,
        spec_version=adapter.spec.version,
    )


def give_up(editions: QuerySet[Edition]) -> int:
    """Forget those among `editions` that wait: nobody ever got them. The caller holds the locks of their channels."""
    return editions.filter(state=EditionState.WAITING).delete()[0]


def waiting_between(start: datetime, end: datetime) -> Iterator[tuple[int, datetime, str]]:
    """(story id, hour, name of the channel) of what waits for an hour in this span; one query."""
    names = {adapter.key: messages.channel_name(adapter.spec) for adapter in adapters.ADAPTERS}
    rows = Edition.objects.filter(state=EditionState.WAITING, due_at__gte=start, due_at__lt=end)
    for story_id, due_at, channel in rows.order_by("due_at", "pk").values_list("story_id", "due_at", "channel"):
        yield story_id, due_at, names.get(channel, channel)


def make_due(now: datetime | None = None) -> tuple[int, list[str]]:
    """Make what is due, each in its own transaction; return how many, and what failed and waits for the next run."""
    from channels.current_rules import current_adapters
    from channels.editions import make_edition

    by_key = {adapter.key: adapter for adapter in current_adapters()}
    due = Edition.objects.filter(state=EditionState.WAITING, due_at__lte=now or timezone.now())
    made, failed = 0, []
    for row in due.select_related("release__story", "release__approved_by").order_by("due_at", "pk"):
        adapter = by_key.get(row.channel)
        if adapter is None:
            continue
        try:
            if not standing.is_newest(row.release):
                with transaction.atomic():
                    feed.lock([row.channel])
                    give_up(Edition.objects.filter(pk=row.pk))
                continue
            edition = make_edition(adapter, row.release, row.release.parsed())
            made += edition is not None and edition.state != EditionState.WAITING
        except Exception:
            log.exception("edition of %s for %s failed at its hour", row.release, row.channel)
            failed.append(str(row))
    return made, failed
