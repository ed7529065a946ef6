"""Seam: what the page that is being made shows, so that it can be kept as a file and thrown away in time.

The lowest room owns it, since every room's pages and lists report here; `home.baking` listens. Nothing happens
unless a public request is being recorded.

How to have a page kept:

- a view: `@baked` below `@require_safe`. Nothing else is needed: the page goes whenever one of the tables that it
  read is written to.
- a page of the tree: `BakedPage` first among its bases. The same holds.
- where that is too often, say which sets decide what is listed: `show_only("stories:zh-hans")` in a view,
  `shown_sets()` in a page. The rows that it loaded, and those sets, then decide; `home.baking.sets` names them all
  and says what changes each.

A page is kept only if it was asked for without a query and without a session, and if its answer sets no cookie, holds
no token of a form and is the same for everybody. It never outlives the day in China. Orders and clicks are not
followed: a page that shows them is at most ten minutes old.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.models import PageViewRestriction


class Shown:
    """What one page was made from. `sets` None: whatever is in the tables that it read."""

    def __init__(self) -> None:
        self.wanted = False
        self.tables: set[str] = set()
        self.rows: set[str] = set()
        self.sets: set[str] = set()
        self.narrow = False


_shown: ContextVar[Shown | None] = ContextVar("shown", default=None)


@contextmanager
def recording() -> Iterator[Shown]:
    shown = Shown()
    token = _shown.set(shown)
    try:
        yield shown
    finally:
        _shown.reset(token)


@contextmanager
def unrecorded() -> Iterator[None]:
    """For what is on every page: a change of it throws all pages away, so none needs to know."""
    token = _shown.set(None)
    try:
        yield
    finally:
        _shown.reset(token)


def being_shown() -> Shown | None:
    """The record of the page that is being made; None where nobody keeps one."""
    return _shown.get()


def show(*sets: str) -> None:
    """The page also shows what belongs to these sets, even if nothing does yet."""
    shown = _shown.get()
    if shown is not None:
        shown.sets.update(sets)


def show_only(*sets: str) -> None:
    """Rows that were loaded and these sets decide; not every row of the tables that were read."""
    shown = _shown.get()
    if shown is not None:
        shown.narrow = True
        shown.sets.update(sets)


def _keep() -> None:
    shown = _shown.get()
    if shown is not None:
        shown.wanted = True


def baked(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view as public and the same for everybody: its answers are kept as files until what they show changes."""

    @wraps(view)
    def marked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        _keep()
        return view(request, *args, **kwargs)

    return marked


class BakedPage:
    """Put first among the bases of a page type: what it serves is kept as a file until what it shows changes."""

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        _keep()
        sets = self.shown_sets()
        if sets is not None:
            show_only(*sets)
        return super().serve(request, *args, **kwargs)  # type: ignore[misc]

    def get_view_restrictions(self) -> QuerySet:
        """Restrictions of the page and those above it, in one query, where Wagtail takes two."""
        above = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]  # type: ignore[attr-defined]
        return PageViewRestriction.objects.filter(page__path__in=above)

    def shown_sets(self) -> Iterable[str] | None:
        """The sets that decide, beside the rows that were loaded; None: all rows of the tables that it reads."""
        return None
