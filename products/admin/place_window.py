"""The window in which a place is picked for a product or an organisation: too many for a list to roll down."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from products.models import Place, PlaceLevel
from products.place_search import LONGEST_QUERY, found_codes, in_order
from products.scope import places_of

# More than these nobody pages through; a longer word finds fewer.
MOST_CHOICES = 100


class PlaceSearchForm(BaseFilterForm):
    q = forms.CharField(
        label=_("Search term"),
        required=False,
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"placeholder": _("Name, pinyin or code, e.g. 保靖, Baojing, 433125")}),
    )
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[("", _("All")), *PlaceLevel.choices])

    def filter(self, objects):
        objects = super().filter(objects)
        text, level = self.cleaned_data["q"], self.cleaned_data["level"]
        if level:
            objects = objects.filter(level=level)
        if text:
            self.is_searching, self.search_query = True, text
            codes = found_codes(text, level, MOST_CHOICES)
            objects = objects.filter(pk__in=codes).order_by(in_order(codes))
        return objects


def both_names(place: Place) -> str:
    """The Chinese name says city, county or district, the English one does not."""
    return f"{place.name_zh} {place.name_en}"


def lies_in(place: Place) -> str:
    """What a place lies in, in one line."""
    return " · ".join(str(higher) for higher in place.above())


class _PlaceList:
    filter_form_class = PlaceSearchForm
    ordering = ["code"]

    def get_object_list(self):
        return places_of(self.request.user).select_related("parent__parent")

    @cached_property
    def title_column(self):
        return TitleColumn(
            "title",
            label=_("Place"),
            accessor=both_names,
            url_name=self.chosen_url_name,
            link_attrs={"data-chooser-modal-choice": True},
        )

    @property
    def columns(self):
        return [
            self.title_column,
            Column("part_of", label=_("Part of"), accessor=lies_in),
            Column("code", label=_("Code")),
        ]


class PlaceChooseView(_PlaceList, ChooseView):
    pass


class PlaceResultsView(_PlaceList, ChooseResultsView):
    pass


class PlaceChosenView(ChosenView):
    """Names a place with what it lies in: there are four counties called Chaoyang."""

    def get_object(self, pk):
        return Place.objects.select_related("parent__parent").get(pk=pk)

    def get_display_title(self, instance):
        return instance.path()


class PlaceChooser(BaseChooser):
    show_edit_link = False

    def get_display_title(self, instance):
        return instance.path()


class PlaceWindow(ChooserViewSet):
    model = Place
    icon = "site"
    choose_one_text = _("Choose a place")
    choose_another_text = _("Choose another place")
    choose_view_class = PlaceChooseView
    choose_results_view_class = PlaceResultsView
    chosen_view_class = PlaceChosenView
    base_widget_class = PlaceChooser


place_window = PlaceWindow("place_window")
