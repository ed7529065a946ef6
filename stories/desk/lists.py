"""What the desk's first page and its filters show, as queries over stories that a person may edit."""

from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.permissions import policy_registry

from stories.models import EditorialReviewState, ReleaseProduct, StoryPage
from stories.releases import live_releases

LAPSE_DAYS = 30

STATES = [
    ("draft", _("Draft")),
    ("waiting", _("Waiting for a decision")),
    ("given_back", _("Given back")),
    ("scheduled", _("Approved, goes out later")),
    ("live", _("Live")),
    ("changed", _("Live, with a newer draft")),
    ("down", _("Taken down")),
]

REVIEWS = [
    ("mine", _("I am at it")),
    ("nobody", _("Nobody is at it yet")),
    ("overdue", _("Overdue")),
]


def editable_stories(person) -> QuerySet[StoryPage]:
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(person, "change")
    return StoryPage.objects.filter(pk__in=pages.values("pk")).select_related("locale")


def in_state(stories: QuerySet[StoryPage], state: str) -> QuerySet[StoryPage]:
    """The stories in one of `STATES`; all of them for a word that is none."""
    under_review = Q(pk__in=_in_workflow(WorkflowState.STATUS_IN_PROGRESS))
    given_back = Q(pk__in=_in_workflow(WorkflowState.STATUS_NEEDS_CHANGES))
    scheduled = Q(pk__in=_scheduled())
    never_out = Q(live=False, releases=None)
    conditions = {
        "draft": never_out & ~under_review & ~given_back & ~scheduled,
        "waiting": under_review,
        "given_back": given_back,
        "scheduled": scheduled,
        "live": Q(live=True),
        "changed": Q(live=True, has_unpublished_changes=True),
        "down": Q(live=False, releases__isnull=False),
    }
    return stories.filter(conditions[state]).distinct() if state in conditions else stories


def mine(stories: QuerySet[StoryPage], person) -> QuerySet[StoryPage]:
    return stories.filter(Q(owner=person) | Q(authors=person)).distinct()


def lapsing(stories: QuerySet[StoryPage], today: date | None = None) -> QuerySet[StoryPage]:
    """Live stories of which a product's verification ends within `LAPSE_DAYS`; `ends_on` is the first such day."""
    until = (today or timezone.localdate()) + timedelta(days=LAPSE_DAYS)
    ending = ReleaseProduct.objects.filter(
        release__in=live_releases(), product__current_verification__valid_until__lte=until
    )
    first = Min("releases__carried__product__current_verification__valid_until")
    return stories.filter(live=True, pk__in=ending.values("release__story")).annotate(ends_on=first).order_by("ends_on")


def carrying(stories: QuerySet[StoryPage], products: QuerySet) -> QuerySet[StoryPage]:
    """Stories of which the newest draft, or what is live, carries one of these products (a query of ids)."""
    live = ReleaseProduct.objects.filter(release__in=live_releases(), product__in=products).values("release__story")
    return stories.filter(Q(draft_products__product__in=products) | Q(pk__in=live)).distinct()


def waiting_since(stories: QuerySet[StoryPage]) -> QuerySet[StoryPage]:
    """With `submitted_at` of the review in progress, the oldest first."""
    reviews = _states(WorkflowState.STATUS_IN_PROGRESS).filter(page_id=OuterRef("pk"))
    return (
        in_state(stories, "waiting")
        .annotate(submitted_at=reviews.values("current_task_state__started_at")[:1])
        .order_by("submitted_at")
    )


def under_review(stories: QuerySet[StoryPage], kind: str, person, today: date | None = None) -> QuerySet[StoryPage]:
    """The stories that wait in one of `REVIEWS`, with `due_on`, what is due first at the top; none for another word."""
    reviews = EditorialReviewState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, workflow_state__status=WorkflowState.STATUS_IN_PROGRESS
    ).annotate(page_id=Cast("workflow_state__object_id", BigIntegerField()))
    kinds = {
        "mine": Q(claimed_by=person),
        "nobody": Q(claimed_by=None),
        "overdue": Q(due_on__lt=today or timezone.localdate()),
    }
    if kind not in kinds:
        return stories.none()
    wanted = reviews.filter(kinds[kind], workflow_state__base_content_type=_pages())
    due_on = wanted.filter(page_id=OuterRef("pk")).values("due_on")[:1]
    return stories.filter(pk__in=wanted.values("page_id")).annotate(due_on=Subquery(due_on)).order_by("due_on", "pk")


def _pages() -> ContentType:
    return ContentType.objects.get_for_model(Page, for_concrete_model=False)


def _states(status: str) -> QuerySet[WorkflowState]:
    """Reviews of pages; `object_id` is text in the database."""
    return WorkflowState.objects.filter(base_content_type=_pages(), status=status).annotate(
        page_id=Cast("object_id", BigIntegerField())
    )


def _in_workflow(status: str) -> QuerySet:
    return _states(status).values("page_id")


def _scheduled() -> QuerySet:
    waiting = Revision.objects.filter(base_content_type=_pages(), approved_go_live_at__isnull=False)
    return waiting.annotate(page_id=Cast("object_id", BigIntegerField())).values("page_id")
