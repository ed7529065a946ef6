"""For authors: what their stories sold, down to the place in the story and the channel; all stories for the team."""

from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import HeaderButton

from commerce.admin.own_pages import OwnPage, OwnViewSet
from commerce.own_figures import figures_by_story
from commerce.story_sales import sales_of
from products.scope import sees_all
from stories.story_scope import stories_of, works_on_stories


def sees_sales(person) -> bool:
    return sees_all(person) or works_on_stories(person)


def own_stories(person):
    """The stories whose figures `person` may see."""
    return stories_of(person).select_related("locale")


class _StorySalesPage(OwnPage):
    is_for = staticmethod(sees_sales)
    header_icon = "list-ul"
    file_name = "story-sales.csv"

    def stories(self):
        raise NotImplementedError

    def table(self):
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
            for one in sales_of(self.stories(), self.window)
            for place in one.places
            for at in place.channels
        )
        return header, rows


class StoriesPage(_StorySalesPage):
    page_title = gettext_lazy("What stories sold")
    template_name = "commerce/admin/story_sales.html"

    def stories(self):
        return own_stories(self.request.user)

    def get_context_data(self, **kwargs):
        # Those that sold or were clicked, most yuan first; names and places only of those on this page.
        figures = figures_by_story(self.request.user, self.window)
        order = sorted(figures, key=lambda key: (-figures[key].fen, -figures[key].clicks, -key))
        page = self.page_of(order)
        rows = sales_of(self.stories().filter(pk__in=list(page.object_list)), self.window)
        return super().get_context_data(rows=rows, page=page, **kwargs)


class StoryPlacesPage(_StorySalesPage):
    template_name = "commerce/admin/story_places.html"

    def dispatch(self, request, *args, **kwargs):
        if sees_sales(request.user):
            self.story = own_stories(request.user).filter(pk=kwargs["pk"]).first()
            if self.story is None:
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def above(self):
        return [(StoriesPage.page_title, reverse("story_sales:index"))]

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
            *super().get_urlpatterns(),
            path("<int:pk>/", StoryPlacesPage.as_view(), name="story"),
        ]


story_sales = StorySalesViewSet()
