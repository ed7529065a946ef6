"""What became of withdrawals: per story and channel, when it was told, asked, and confirmed.

A withdrawal is in the feed at once. A channel has seen it when it asks for what comes after it, and has taken the
story down when it reports `removed` for that version or a later one. A story that has come back since waits for
nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from channels.models import FeedEntry, FeedFetch, FeedOp, Receipt, ReceiptState
from products.models import Verification
from stories.models import StoryKill, StoryPage

# The reason that the feed gives for a story that a person took down for good.
KILLED = "killed"
OVERDUE_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Answer:
    """One channel's answer to one withdrawal. Times are aware UTC, None where it has not come to that."""

    channel: str
    told: datetime
    fetched: datetime | None
    confirmed: datetime | None
    back: bool

    @property
    def took(self) -> timedelta | None:
        """From the feed to the confirmation; none for a channel that had taken it down before."""
        return max(self.confirmed - self.told, timedelta()) if self.confirmed else None

    @property
    def is_open(self) -> bool:
        return self.confirmed is None and not self.back

    @property
    def is_overdue(self) -> bool:
        return self.is_open and timezone.now() - self.told > OVERDUE_AFTER


@dataclass(frozen=True, slots=True)
class WithdrawnStory:
    """A row of the board: one story, taken down as one verification ended, or by a person for good.

    Of the two, `verification` and `kill`, one is set.
    """

    verification: Verification | None
    story: StoryPage
    kill: StoryKill | None = None
    answers: dict[str, Answer] = field(default_factory=dict)


def tombstones() -> QuerySet[FeedEntry]:
    """The withdrawals that an ended verification caused, and those of stories taken down for good."""
    return FeedEntry.objects.filter(Q(verification__isnull=False) | Q(reason=KILLED), op=FeedOp.WITHDRAW)


def waiting() -> Q:
    """What filters `tombstones` to those a channel has yet to confirm."""
    return ~Exists(_removals()) & ~Exists(_returns())


def overdue() -> Q:
    return waiting() & Q(at__lt=timezone.now() - OVERDUE_AFTER)


def with_answers(entries: QuerySet[FeedEntry]) -> QuerySet[FeedEntry]:
    """Annotated with `fetched_at`, `confirmed_at` and `came_back`."""
    fetches = FeedFetch.objects.filter(channel=OuterRef("channel"), number__gte=OuterRef("number"))
    return entries.annotate(
        fetched_at=Subquery(fetches.order_by("number").values("at")[:1]),
        confirmed_at=Subquery(_removals().order_by("pk").values("at")[:1]),
        came_back=Exists(_returns()),
    )


def by_story(entries: QuerySet[FeedEntry]) -> QuerySet:
    """Pairs of verification and story, newest end first, as dicts with `verification_id` and `story_id`."""
    pairs = entries.order_by().values("verification_id", "story_id").annotate(ended=Min("at"))
    return pairs.order_by("-ended", "-verification_id", "story_id")


def rows(pairs: Iterable[dict]) -> list[WithdrawnStory]:
    """The rows of one page of `by_story`, with every channel's answer: four queries, however many."""
    pairs = list(pairs)
    verifications = Verification.objects.select_related("product").in_bulk({pair["verification_id"] for pair in pairs})
    stories = StoryPage.objects.in_bulk({pair["story_id"] for pair in pairs})
    stopped = [pair["story_id"] for pair in pairs if pair["verification_id"] is None]
    # The last of several is what the channels were told last.
    kills = {kill.story_id: kill for kill in StoryKill.objects.filter(story__in=stopped).order_by("pk")}
    found = {}
    for pair in pairs:
        ended, story = pair["verification_id"], pair["story_id"]
        kill = None if ended else kills.get(story)
        found[ended, story] = WithdrawnStory(verifications.get(ended), stories[story], kill)
    entries = tombstones().filter(Q(verification__in=verifications) | Q(verification=None), story__in=stories)
    for entry in with_answers(entries).order_by("number"):
        row = found.get((entry.verification_id, entry.story_id))
        if row:
            row.answers[entry.channel] = answer_of(entry)
    return list(found.values())


def answer_of(entry: FeedEntry) -> Answer:
    """The answer to an entry of `with_answers`."""
    return Answer(entry.channel, entry.at, entry.fetched_at, entry.confirmed_at, entry.came_back)


def _removals() -> QuerySet[Receipt]:
    return Receipt.objects.filter(
        channel=OuterRef("channel"),
        story=OuterRef("story"),
        state=ReceiptState.REMOVED,
        version__gte=OuterRef("version"),
    )


def _returns() -> QuerySet[FeedEntry]:
    return FeedEntry.objects.filter(
        channel=OuterRef("channel"), story=OuterRef("story"), number__gt=OuterRef("number"), op=FeedOp.UPSERT
    )
