"""For authors: what their stories sold, down to the place in the story and the channel; all stories for the team."""

from django.core.paginator import Paginator
from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies.pages import PagePermissionPolicy

from commerce.admin.own_pages import OwnPage, OwnViewSet
from commerce.csv_out import csv_response
from commerce.own_figures import figures_by_story
from commerce.story_sales import StorySales, sales_of
from products.scope import sees_all
from stories.story_scope import stories_of

STORIES_SHOWN = 20


def works_on_stories(person) -> bool:
    return sees_all(person) or PagePermissionPolicy().user_has_any_permission(person, ("add", "change", "publish"))


def own_stories(person):
    """The stories whose figures `person` may see."""
    return stories_of(person).select_related("locale")


class _StorySalesPage(OwnPage, TemplateView):
    is_for = staticmethod(works_on_stories)
    header_icon = "list-ul"

    def get(self, request, *args, **kwargs):
        if request.GET.get("file") == "csv":
            return as_csv(sales_of(self.stories(), self.window))
        return super().get(request, *args, **kwargs)

    def stories(self):
        raise NotImplementedError


class StoriesPage(_StorySalesPage):
    page_title = gettext_lazy("What stories sold")
    template_name = "commerce/admin/story_sales.html"

    def stories(self):
        return own_stories(self.request.user)

    def get_context_data(self, **kwargs):
        # Those that sold or were clicked, most yuan first; names and places only of those on this page.
        figures = figures_by_story(self.request.user, self.window)
        order = sorted(figures, key=lambda key: (-figures[key].fen, -figures[key].clicks, -key))
        page = Paginator(order, STORIES_SHOWN).get_page(self.request.GET.get("p"))
        rows = sales_of(self.stories().filter(pk__in=list(page.object_list)), self.window)
        return super().get_context_data(rows=rows, page=page, **kwargs)


class StoryPlacesPage(_StorySalesPage):
    template_name = "commerce/admin/story_places.html"

    def dispatch(self, request, *args, **kwargs):
        if works_on_stories(request.user):
            self.story = own_stories(request.user).filter(pk=kwargs["pk"]).first()
            if self.story is None:
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def listing(self):
        return _("What stories sold"), reverse("story_sales:index")

    def get_page_title(self) -> str:
        return self.story.title

    @property
    def header_buttons(self):
        return [HeaderButton(_("Edit the story"), url=reverse("wagtailadmin_pages:edit", args=[self.story.pk]))]

    def stories(self):
        return [self.story]

    def get_context_data(self, **kwargs):
        (sales,) = sales_of([self.story], self.window)
        places = [(row, row.place.edit_url(self.story)) for row in sales.places]
        return super().get_context_data(sales=sales, places=places, **kwargs)


def as_csv(sales: list[StorySales]):
    """One row for each story, place and channel."""
    header = [_("Story"), _("Language"), _("Place"), _("Below"), _("Product"), _("Channel")]
    header += [_("Kilograms"), _("Yuan"), _("Buyers"), _("Orders"), _("Clicks"), _("Orders per 100 clicks")]
    rows = (
        (
            one.story.title,
            one.story.locale.language_code,
            place.place.name,
            place.place.above,
            place.place.product,
            at.channel,
            at.figures.kg,
            at.figures.yuan,
            at.figures.buyers,
            at.figures.orders,
            at.figures.clicks,
            at.figures.order_percent,
        )
        for one in sales
        for place in one.places
        for at in place.channels
    )
    return csv_response("story-sales.csv", header, rows)


class StorySalesViewSet(OwnViewSet):
    name = "story_sales"
    url_prefix = "story-sales"
    icon = "list-ul"
    menu_label = gettext_lazy("Sales by story")
    # The sidebar marks items whose name begins like the active one's.
    menu_name = "sold_by_story"
    menu_order = 118
    page = StoriesPage

    def get_urlpatterns(self):
        return [
            path("", StoriesPage.as_view(), name="index"),
            path("<int:pk>/", StoryPlacesPage.as_view(), name="story"),
        ]


story_sales = StorySalesViewSet()
