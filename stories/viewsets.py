"""How the admin shows stories and other gated pages."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet
from wagtail.admin.widgets.button import HeaderButton

from products.models import BrandPage, ProductIndexPage, ProductPage
from stories.desk.filters import StoryFilterSet
from stories.importing.pages import import_button
from stories.languages_panel import LanguagesColumn
from stories.models import StoryIndexPage, StoryPage
from stories.page_views import (
    GatedCreateView,
    GatedEditView,
    GatedWorkflowActionView,
    StoryCreateView,
    StoryEditView,
)
from stories.story_scope import works_on_stories


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


class BrandPageViewSet(GatedPageViewSet):
    model = BrandPage


class StoryPageViewSet(GatedPageViewSet):
    model = StoryPage
    add_view_class = StoryCreateView
    edit_view_class = StoryEditView


class StoriesMenuItem(MenuItem):
    """For those who work on pages: Wagtail turns all others away from a list of pages."""

    def is_shown(self, request) -> bool:
        return works_on_stories(request.user)


class StoryListView(IndexView):
    @property
    def header_buttons(self):
        calendar = HeaderButton(_("Calendar"), url=reverse("story_calendar"), icon_name="calendar")
        return [*super().header_buttons, *import_button(self.request.user), calendar]


class StoryListViewSet(PageListingViewSet):
    """All stories of both languages in one list."""

    model = StoryPage
    index_view_class = StoryListView
    menu_label = _("Stories")
    icon = "doc-full"
    add_to_admin_menu = True
    menu_item_class = StoriesMenuItem
    menu_order = 110
    columns = [*IndexView.base_columns, LanguagesColumn("languages", label=_("Languages"))]
    filterset_class = StoryFilterSet


page_viewsets = [
    StoryPageViewSet(),
    StoryIndexPageViewSet(),
    ProductPageViewSet(),
    BrandPageViewSet(),
    ProductIndexPageViewSet(),
]
story_list = StoryListViewSet("stories")
