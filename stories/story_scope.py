"""Whose story is whose: an author edits what is theirs or their organisation's; those who decide, and the team, all.

A story belongs to its owner and to everybody named as its author, live or in the newest draft, and so to
their organisations. A co-author of a second organisation thus brings their colleagues in.
"""

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from products.gate import GatedPagePermissionTester
from products.scope import sees_all
from stories.models.drafts import DraftAuthor
from stories.models.story import StoryPage

_KNOWN = "_stories_known_as_theirs"
# Wagtail page permissions that only those who decide on stories hold (`cms.roles`).
_DECIDING = {"publish_page", "lock_page"}


def works_on_stories(person) -> bool:
    """Whether `person` has a hand in pages at all: Wagtail turns everybody else away from its lists of them."""
    return PagePermissionPolicy().user_has_any_permission(person, ("add", "change", "publish", "lock"))


def edits_all(person) -> bool:
    """Whether `person` is of the team, or of those who decide on stories."""
    if sees_all(person):
        return True
    if not person.is_active or person.is_anonymous:
        return False
    held = PagePermissionPolicy().get_cached_permissions_for_user(person)
    return any(one.permission.codename in _DECIDING for one in held)


def stories_of(person) -> QuerySet[StoryPage]:
    """The stories that `person` may edit, as far as whose they are is concerned."""
    if edits_all(person):
        return StoryPage.objects.all()
    if not person.is_active or person.is_anonymous:
        return StoryPage.objects.none()
    theirs = Q(owner=person)
    named, drafted = Q(pk=person.pk), Q(person=person)
    if person.organisation_id:
        theirs |= Q(owner__organisation=person.organisation_id)
        named |= Q(organisation=person.organisation_id)
        drafted |= Q(person__organisation=person.organisation_id)
    writers = get_user_model().objects.filter(named)
    live = StoryPage.authors.through.objects.filter(user__in=writers.values("pk"))
    draft = DraftAuthor.objects.filter(drafted)
    return StoryPage.objects.filter(theirs | Q(pk__in=live.values("storypage_id")) | Q(pk__in=draft.values("story_id")))


def is_theirs(person, page: Page) -> bool:
    """The same of one story. Lists ask it for each row, so what was found is remembered with the person."""
    if page.pk is None or page.owner_id == person.pk or edits_all(person):
        return True
    if page.pk in getattr(person, _KNOWN, ()):
        return True
    known = set(stories_of(person).values_list("pk", flat=True))
    setattr(person, _KNOWN, known)
    return page.pk in known


class StoryPermissionTester(GatedPagePermissionTester):
    def __init__(self, user, page) -> None:
        super().__init__(user, page)
        if user.is_active and not user.is_superuser and not is_theirs(user, page):
            self.permissions = set()


class ScopedPagePolicy(PagePermissionPolicy):
    """Wagtail's policy of pages, without the stories of others. Registered for all pages."""

    def user_has_any_permission_for_instance(self, user, actions, instance) -> bool:
        if not super().user_has_any_permission_for_instance(user, actions, instance):
            return False
        return not issubclass(instance.specific_class or Page, StoryPage) or is_theirs(user, instance)

    def instances_user_has_any_permission_for(self, user, actions) -> QuerySet:
        return self._scoped(super().instances_user_has_any_permission_for(user, actions), user)

    def _scoped(self, pages: QuerySet, user) -> QuerySet:
        if edits_all(user):
            return pages
        others = StoryPage.objects.exclude(pk__in=stories_of(user).values("pk"))
        return pages.exclude(pk__in=others.values("pk"))
