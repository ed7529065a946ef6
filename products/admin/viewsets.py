"""Kinds of view sets that all rooms use."""

from django.urls import path
from django.utils.functional import cached_property
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet

_NO_FORMS = ("add_url_name", "edit_url_name", "delete_url_name", "history_url_name", "usage_url_name")


class ListingOnly(ModelViewSet):
    """Rows that are listed and never typed: programs write them, or services with pages of their own.

    `row_page` names the page about one row, to which the rest of the desk leads.
    """

    form_fields: list[str] = []
    copy_view_enabled = False
    search_backend_name = None
    row_page = ""

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(**{**dict.fromkeys(_NO_FORMS), **kwargs})

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]

    @property
    def url_finder_class(self):
        finder = super().url_finder_class
        finder.edit_url_name = self.get_url_name(self.row_page or "edit")
        return finder


class PageViewSet(ViewSet):
    """A page (`products.admin.pages.Guarded`) with a place in the menu, shown to those whom it is for."""

    page = None

    @cached_property
    def menu_name(self):
        return self.name

    def get_urlpatterns(self):
        return [path("", self.page.as_view(), name="index")]

    @cached_property
    def menu_item_class(self):
        page = self.page

        class Item(MenuItem):
            def is_shown(self, request) -> bool:
                return page.is_for(request.user)

        return Item
