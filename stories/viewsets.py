"""How the admin shows stories and other gated pages."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet
from wagtail.permission_policies.pages import PagePermissionPolicy

from products.models import ProductIndexPage, ProductPage
from stories.models import StoryIndexPage, StoryPage
from stories.page_views import (
    GatedCreateView,
    GatedEditView,
    GatedWorkflowActionView,
    StoryCreateView,
    StoryEditView,
)


class GatedPageViewSet(PageViewSet):
    add_view_class = GatedCreateView
    edit_view_class = GatedEditView
    workflow_action_view_class = GatedWorkflowActionView


class StoryIndexPageViewSet(GatedPageViewSet):
    model = StoryIndexPage


class ProductIndexPageViewSet(GatedPageViewSet):
    model = ProductIndexPage


class ProductPageViewSet(GatedPageViewSet):
    model = ProductPage


class StoryPageViewSet(GatedPageViewSet):
    model = StoryPage
    add_view_class = StoryCreateView
    edit_view_class = StoryEditView


class StoriesMenuItem(MenuItem):
    """For those who work on pages: Wagtail turns all others away from a list of pages."""

    def is_shown(self, request) -> bool:
        return PagePermissionPolicy().user_has_any_permission(request.user, ("add", "change", "publish", "lock"))


class StoryListViewSet(PageListingViewSet):
    """All stories of both languages in one list."""

    model = StoryPage
    menu_label = _("Stories")
    icon = "doc-full"
    add_to_admin_menu = True
    menu_item_class = StoriesMenuItem
    menu_order = 110
    list_filter = ["form", "locale", "live", "category"]


page_viewsets = [
    StoryPageViewSet(),
    StoryIndexPageViewSet(),
    ProductPageViewSet(),
    ProductIndexPageViewSet(),
]
story_list = StoryListViewSet("stories")
