"""What the clock does: approved pages go live at their hour, expired ones go down."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from products.errors import Refused
from stories.models import StoryPage

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Due:
    """Titles of what went live and went down, and what could not, with the reason."""

    published: list[str] = field(default_factory=list)
    taken_down: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


def publish_due(now: datetime | None = None) -> Due:
    """Do what is due, one page and one transaction at a time: an error at one holds up no other.

    The gate is asked again for each, so a schedule without an approval, or for a story whose
    product was withdrawn meanwhile, stays where it is and is reported at each run.
    """
    now = now or timezone.now()
    due = Due()
    for page in Page.objects.filter(live=True, expire_at__lte=now).order_by("expire_at", "pk"):
        _try(due, page.title, due.taken_down, lambda page=page: _take_down(page))
    for revision in Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk"):
        _try(due, revision.object_str, due.published, lambda revision=revision: _publish(revision))
    return due


@dataclass(frozen=True, slots=True)
class Coming:
    """What the clock will do to a story: `kind` is `live`, `expire` or `embargo`.

    `channels` names those that get it then; empty for what concerns the site.
    """

    story: StoryPage
    kind: str
    when: datetime
    channels: tuple[str, ...] = ()


# (start, end) -> (story id, hour, name of the channel) of editions that wait; see `channels.waiting`.
Waiting = Callable[[datetime, datetime], Iterable[tuple[int, datetime, str]]]
_waiting: list[Waiting] = []


def provide_waiting(waiting: Waiting) -> None:
    """Seam: `channels` is a higher room and knows what waits there."""
    _waiting[:] = [waiting]


def upcoming(start: datetime, end: datetime) -> list[Coming]:
    """What happens from `start` to before `end`, soonest first; four queries, however much it is."""
    planned = Revision.page_revisions.filter(approved_go_live_at__gte=start, approved_go_live_at__lt=end)
    found = [(int(pk), "live", when, ()) for pk, when in planned.values_list("object_id", "approved_go_live_at")]
    ending = StoryPage.objects.filter(live=True, expire_at__gte=start, expire_at__lt=end)
    found += [(pk, "expire", when, ()) for pk, when in ending.values_list("pk", "expire_at")]
    held: dict[tuple[int, datetime], list[str]] = {}
    for waiting in _waiting:
        for pk, when, channel in waiting(start, end):
            held.setdefault((pk, when), []).append(channel)
    found += [(pk, "embargo", when, tuple(channels)) for (pk, when), channels in held.items()]
    stories = StoryPage.objects.select_related("locale").in_bulk({pk for pk, *_rest in found})
    coming = [Coming(stories[pk], kind, when, channels) for pk, kind, when, channels in found if pk in stories]
    return sorted(coming, key=lambda entry: (entry.when, entry.story.pk, entry.kind))


def _try(due: Due, title: str, done: list[str], act: Callable[[], None]) -> None:
    try:
        with transaction.atomic():
            act()
    except Refused as refusal:
        # Tried again at the next run, a few seconds from now: no traceback each time.
        logger.warning("Not done at its hour: %s: %s", title, refusal)
        due.failed.append((title, str(refusal)))
    except Exception as error:
        logger.exception("Not done at its hour: %s", title)
        due.failed.append((title, str(error)))
    else:
        done.append(title)


def _take_down(page: Page) -> None:
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _publish(revision: Revision) -> None:
    revision.publish(log_action="wagtail.publish.scheduled")
