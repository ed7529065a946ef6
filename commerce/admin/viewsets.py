"""Kinds of view sets of this room."""

from django.urls import path
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet

_NO_FORMS = ("add_url_name", "edit_url_name", "delete_url_name", "history_url_name", "usage_url_name")


class ListingOnly(ModelViewSet):
    """Rows that programs write: listed and exported, never typed."""

    form_fields: list[str] = []
    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(**{**dict.fromkeys(_NO_FORMS), **kwargs})

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]


class _GuardedItem(MenuItem):
    """Shown to those who may open the page behind it."""

    def __init__(self, *args, permission: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request) -> bool:
        return request.user.has_perm(self.permission)


class PageViewSet(ViewSet):
    """One page with a place in the menu."""

    page = None

    def get_urlpatterns(self):
        return [path("", self.page.as_view(), name="index")]

    def get_menu_item(self, order=None):
        return _GuardedItem(
            self.menu_label,
            self.menu_url,
            name=self.menu_name,
            icon_name=self.menu_icon,
            order=order or self.menu_order,
            permission=self.page.permission,
        )
