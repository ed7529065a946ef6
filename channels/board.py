"""The board: where each story stands on each channel, worked out by the database in one place.

A cell is the newest edition of a story on a channel that says something; its state is told by the edition, by what
the channel has fetched and reported since, and by what is still to be taken down by hand.
"""

from datetime import timedelta

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from channels import takedowns
from channels.models import Edition, EditionState, FeedEntry, FeedFetch, FeedOp, Receipt, ReceiptState
from stories.models import StoryPage

STATES = {
    "takedown": _("To be taken down by hand"),
    "blocked": _("Blocked"),
    "rejected": _("Rejected"),
    "removed": _("Removed by the channel"),
    "waiting": _("Waits for its hour"),
    "ready": _("Ready"),
    "pulled": _("Pulled"),
    "published": _("Published"),
    "withdrawn": _("Withdrawal told"),
    "gone": _("Taken down"),
}
# What somebody has to do something about.
TROUBLE = ("takedown", "blocked", "rejected", "removed")


def cells() -> QuerySet[Edition]:
    """Editions annotated with `cell` (a key of `STATES`), `since`, `address`, and the takedown's `due`, `assignee`."""
    here = {"channel": OuterRef("channel"), "story": OuterRef("story")}
    later = Edition.objects.filter(**here, pk__gt=OuterRef("pk")).exclude(state=EditionState.UNCHANGED)
    entries = FeedEntry.objects.filter(edition=OuterRef("pk")).order_by("-number")
    reports = Receipt.objects.filter(**here, version__gte=OuterRef("release__version")).order_by("-pk")
    shown = Receipt.objects.filter(**here, state=ReceiptState.PUBLISHED).order_by("-pk")
    tasks = takedowns.open_tasks().filter(**here).order_by("due_at")
    fetches = FeedFetch.objects.filter(channel=OuterRef("channel"), number__gte=OuterRef("given"))
    return (
        Edition.objects.exclude(state=EditionState.UNCHANGED)
        .filter(~Exists(later))
        .annotate(
            given=Subquery(entries.filter(op=FeedOp.UPSERT).values("number")[:1]),
            reported=Subquery(reports.values("state")[:1]),
            due=Subquery(tasks.values("due_at")[:1]),
            assignee=Subquery(tasks.values("assignee__username")[:1]),
            address=Coalesce(Subquery(shown.values("external_url")[:1]), Value(""), output_field=CharField()),
            since=Coalesce(Subquery(reports.values("at")[:1]), Subquery(entries.values("at")[:1]), "created_at"),
        )
        .annotate(pulled=Exists(fetches))
        .annotate(cell=_cell())
        .select_related("release", "story")
        .defer("envelope", "losses", "release__document")
    )


def _cell() -> Case:
    states = [
        (Q(due__isnull=False), "takedown"),
        (Q(state=EditionState.BLOCKED), "blocked"),
        (Q(state=EditionState.WAITING), "waiting"),
        (Q(state=EditionState.WITHDRAWN, reported=ReceiptState.REMOVED), "gone"),
        (Q(state=EditionState.WITHDRAWN), "withdrawn"),
        (Q(reported=ReceiptState.PUBLISHED), "published"),
        (Q(reported=ReceiptState.REJECTED), "rejected"),
        (Q(reported=ReceiptState.REMOVED), "removed"),
        (Q(pulled=True), "pulled"),
    ]
    whens = [When(when, then=Value(name)) for when, name in states]
    return Case(*whens, default=Value("ready"), output_field=CharField())


def narrowed(*, channel: str = "", state: str = "", days: int = 0) -> QuerySet[Edition]:
    """The cells of a channel, in a state (`trouble` for any that wants somebody), unchanged for so many days."""
    found = cells()
    if channel:
        found = found.filter(channel=channel)
    if state:
        found = found.filter(cell__in=TROUBLE) if state == "trouble" else found.filter(cell=state)
    return found.filter(since__lt=timezone.now() - timedelta(days=days)) if days else found


def stories_of(found: QuerySet[Edition], text: str = "") -> QuerySet[StoryPage]:
    """The stories that have one of these cells, those last heard of first."""
    newest = Edition.objects.filter(story=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    stories = StoryPage.objects.filter(pk__in=found.order_by().values("story"))
    if text:
        stories = stories.filter(title__icontains=text)
    return stories.annotate(newest=Subquery(newest)).order_by("-newest")
