"""Takedown tasks: what a person must remove by hand, because a channel has no call for it.

A channel that reads a feed takes down what the feed withdraws: the tombstone is enough. Only where a person has noted
that the story stands there, it was entered by hand beside the feed, and no tombstone reaches it.

A task is written with the withdrawal itself and stays open until somebody says that the story is gone: the channel
by a report, or a person in a report of their own. Nothing else closes it. A story that is put out again meanwhile
needs no removal; its task is passed over.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import CharField, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from channels import adapters
from channels.copying import insert_from
from channels.models import ChannelFeed, Edition, FeedEntry, FeedOp, Receipt, ReceiptState, TakedownTask
from products.errors import Refused

DUE_AFTER = timedelta(hours=24)
MAY_REPORT = "channels.add_receipt"
MAY_ASSIGN = "channels.change_takedowntask"


def withdrawn_by(*ways: str) -> list[str]:
    """The channels that a story leaves in one of these ways (`ChannelSpec.can_withdraw`)."""
    return [adapter.key for adapter in adapters.ADAPTERS if adapter.spec.can_withdraw in ways]


def open_for_new_withdrawals() -> int:
    """Write a task for each withdrawal just appended, on channels without a call for it; one statement.

    For `channels.feed.withdraw`, before it moves `ChannelFeed.last_number`: what is beyond that is new.
    """
    by_hand, by_feed = withdrawn_by("manual", "no"), withdrawn_by("feed")
    if not by_hand and not by_feed:
        return 0
    last = ChannelFeed.objects.filter(channel=OuterRef("channel")).values("last_number")
    shown = Receipt.objects.filter(channel=OuterRef("channel"), story=OuterRef("story"), state=ReceiptState.PUBLISHED)
    needed = Q(channel__in=by_hand) | (Q(channel__in=by_feed) & Exists(shown.filter(entered_by__isnull=False)))
    new = FeedEntry.objects.filter(needed, op=FeedOp.WITHDRAW, number__gt=Subquery(last))
    address = Subquery(shown.order_by("-pk").values("external_url")[:1])
    now = timezone.now()
    columns = {
        "entry_id": F("id"),
        "channel": F("channel"),
        "story_id": F("story_id"),
        "version": F("version"),
        "address": Coalesce(address, Value(""), output_field=CharField()),
        "created_at": Value(now, DateTimeField()),
        "due_at": Value(now + DUE_AFTER, DateTimeField()),
    }
    return insert_from(TakedownTask, new, columns)


def open_tasks() -> QuerySet[TakedownTask]:
    """What is not done, of stories that have not come back since."""
    back = FeedEntry.objects.filter(
        channel=OuterRef("channel"), story=OuterRef("story"), number__gt=OuterRef("entry__number"), op=FeedOp.UPSERT
    )
    return TakedownTask.objects.filter(~Exists(back), done_at=None)


def overdue() -> Q:
    return Q(due_at__lt=timezone.now())


def close_by(receipt: Receipt) -> int:
    """End the tasks that a report `removed` answers. In the transaction that stores the report."""
    if receipt.state != ReceiptState.REMOVED:
        return 0
    tasks = TakedownTask.objects.filter(
        channel=receipt.channel, story_id=receipt.story_id, version__lte=receipt.version, done_at=None
    )
    return tasks.update(done_at=timezone.now(), receipt=receipt)


@transaction.atomic
def assign(editions: Iterable[Edition], *, by) -> int:
    """Take open tasks of these stories on these channels upon oneself; return how many."""
    if not by.has_perm(MAY_ASSIGN):
        raise Refused("takedown.not_allowed", _("You may not take on takedowns."))
    wanted = Q(pk=None)
    for edition in editions:
        wanted |= Q(channel=edition.channel, story_id=edition.story_id)
    return TakedownTask.objects.filter(pk__in=open_tasks().filter(wanted).values("pk")).update(assignee=by)
