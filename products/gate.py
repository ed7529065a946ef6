"""Nobody publishes by a button: the doors of every page whose text goes out.

Outer door: Wagtail asks `page.permissions_for_user()` wherever a person could publish (editor,
create and publish, bulk action, copy, alias, admin API). The tester below answers no at all of
them, for superusers too. Parents of such pages carry the mixin as well, as some doors ask the parent.

Inner door: code can publish without asking for permission (commands, schedules, copies, imports).
So the row itself (`pre_save`) refuses to go live, or to go live with another revision, unless
`publish()` was asked and every guard agreed. `stories.approval` is the guard: it knows what a second person
approved. Without any guard nothing goes out.

Unpublishing and unscheduling stay possible.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PagePermissionTester

from products.copy_form import DraftCopyForm
from products.errors import Refused

Guard = Callable[..., None]

_guards: list[Guard] = []
_after: list[Guard] = []
_open_for: ContextVar[frozenset[int]] = ContextVar("gate_open_for", default=frozenset())
# What, written to the row, would change what the public sees without a revision being published.
_LIVE_FIELDS = frozenset({"live", "live_revision", "live_revision_id"})


class NotApproved(Refused, PermissionDenied):
    """Nobody approved this. As a `PermissionDenied` it is a 403 wherever it surfaces."""


def guard_publishing(guard: Guard) -> None:
    """Register `guard(page=…, revision=…)`; `page` carries the revision's content. It raises `Refused` to refuse."""
    _guards.append(guard)


def after_publishing(follower: Guard) -> None:
    """Register `follower(page=…, revision=…)`, called with the live page in the transaction that made it so."""
    _after.append(follower)


class GatedPagePermissionTester(PagePermissionTester):
    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_unschedule(self) -> bool:
        """Unscheduling takes away only, so whoever may edit may do it."""
        return self.can_edit()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return super().can_delete(ignore_bulk) and self.page.specific.may_vanish()

    def can_move(self) -> bool:
        return super().can_delete(ignore_bulk=True)


class GatedPageMixin:
    """Put before `Page` in the bases of a page type whose content needs a second person.

    A type that is part of the house itself (front page, lists) sets `is_structure`: code may then
    make it live, as there is nothing to approve yet; each later change goes through the gate.
    """

    is_structure = False
    copy_form_class = DraftCopyForm

    def permissions_for_user(self, user) -> GatedPagePermissionTester:
        return GatedPagePermissionTester(user, self)

    def may_vanish(self) -> bool:
        """Whether the page may be deleted; one that was out once leaves its trace and may not."""
        return True

    def check_facts(self) -> None:
        """Raise `Refused` where this content must not go out today. Asked at approval and at publishing."""

    def check_submission(self) -> None:
        """Raise `Refused` where this content is not worth a second person's time."""
        self.check_facts()

    def went_down(self, reason: str) -> None:
        """Called in the transaction that took the page away; `reason` is `unpublished` or `expired`."""

    def publish(self, revision, *args, **kwargs):
        """Publish or schedule a revision that every guard lets pass, all or nothing."""
        with transaction.atomic():
            content = revision.as_object()
            _ask_guards(content, revision)
            content.check_facts()
            with _opened(self.pk):
                outcome = super().publish(revision, *args, **kwargs)
            if not content.go_live_at or content.go_live_at <= timezone.now():
                live = type(self).objects.get(pk=self.pk)
                for follower in _after:
                    follower(page=live, revision=revision)
            return outcome

    def enter_as_draft(self) -> None:
        self.live = False
        self.has_unpublished_changes = True
        self.live_revision = None
        self.first_published_at = self.last_published_at = None


def hold_the_door(sender, instance, raw: bool = False, update_fields=None, **kwargs) -> None:
    """`pre_save` of every page: a new one is a draft, and an old one goes live through `publish()` alone.

    A signal and not `save()`, as rows are also saved through the base class `Page`. Fixtures (`raw`)
    come from somebody who holds the database itself.
    """
    page_class = _page_class(sender, instance)
    if raw or page_class is None or not issubclass(page_class, GatedPageMixin):
        return
    if instance.alias_of_id:
        raise NotApproved(
            "gate.no_alias", _("An alias would go live without anybody's approval. Copy the page instead.")
        )
    if not instance.live:
        return
    if instance._state.adding:
        if not page_class.is_structure:
            GatedPageMixin.enter_as_draft(instance)
    elif update_fields is None or _LIVE_FIELDS & set(update_fields):
        _hold_existing(instance)


def tell_page_went_down(sender, instance, **kwargs) -> None:
    """`page_unpublished`, whichever way it happened."""
    if isinstance(instance, GatedPageMixin):
        with transaction.atomic():
            instance.went_down("expired" if instance.expired else "unpublished")


def _page_class(sender, instance):
    if not issubclass(sender, Page):
        return None
    return instance.specific_class if sender is Page else sender


def _hold_existing(page) -> None:
    if page.pk in _open_for.get():
        return
    stored = Page.objects.filter(pk=page.pk).values("live", "live_revision_id").first()
    if not stored or not stored["live"] or stored["live_revision_id"] != page.live_revision_id:
        raise NotApproved("gate.not_approved", _("Nobody has approved this version yet."))


def _ask_guards(page, revision) -> None:
    if not _guards:
        raise NotApproved("gate.no_guard", _("Nobody has approved this version yet."))
    for guard in _guards:
        guard(page=page, revision=revision)


@contextmanager
def _opened(page_id: int) -> Iterator[None]:
    token = _open_for.set(_open_for.get() | {page_id})
    try:
        yield
    finally:
        _open_for.reset(token)
