"""The sections in the header: pages marked "show in menus" under the front page."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from django.utils import translation
from wagtail.models import Page

from products.showing import being_shown, unrecorded

# Another process notices a renamed section after this many seconds; this one at once.
SECONDS = 60


@dataclass(frozen=True, slots=True)
class MenuItem:
    title: str
    url: str


def items(request: HttpRequest) -> list[MenuItem]:
    """The sections of the active language; one query a minute, and one for a page that is kept for longer."""
    language = translation.get_language() or ""
    key = f"home.menu.{language}"
    found = cache.get(key) if being_shown() is None else None
    if found is None:
        with unrecorded():
            sections = Page.objects.live().in_menu().filter(depth=3, locale__language_code=language).order_by("path")
            found = [MenuItem(page.title, page.get_url(request) or "") for page in sections]
        cache.set(key, found, SECONDS)
    return found


def forget(sender: type, instance: object, **_kwargs: object) -> None:
    """Drop the menus when a section changed."""
    if isinstance(instance, Page) and instance.depth == 3:
        cache.delete_many([f"home.menu.{code}" for code in ("zh-hans", "en")])


def connect() -> None:
    post_save.connect(forget, dispatch_uid="home.menu.saved")
    post_delete.connect(forget, dispatch_uid="home.menu.deleted")
