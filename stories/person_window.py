"""The window in which an author picks somebody whom an inspector met, of those who agreed to be printed."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import (
    CheckboxSelectColumn,
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
)
from wagtail.admin.widgets import BaseChooser

from products.consents import people_met_by_scope
from products.models import PersonMet
from stories.chooser_windows import ChoosingWindow, SearchForm, choice_column
from stories.met_people import in_full, may_be_chosen, shown_name


class PersonSearchForm(SearchForm):
    # Not by name: a search must not tell the names of people who did not agree to be named.
    fields_searched = (
        *("role_zh", "role_en", "visit__verification__product__code"),
        *("visit__verification__product__name_zh", "visit__verification__product__name_en"),
        *("visit__verification__product__place__name_zh", "visit__verification__product__place__name_en"),
    )


class _SelectPerson(CheckboxSelectColumn):
    """Its title says whom it selects."""

    def get_cell_context_data(self, instance, parent_context):
        return {**super().get_cell_context_data(instance, parent_context), "instance": shown_name(instance)}


class _PersonList:
    filter_form_class = PersonSearchForm
    ordering = ["visit__verification__product__slug", "pk"]

    def get_object_list(self):
        return in_full().filter(pk__in=may_be_chosen(self.request.user).values("pk"))

    @property
    def checkbox_column(self):
        usual = super().checkbox_column
        return _SelectPerson(usual.name, label=usual.label, width=usual.width, accessor=usual.accessor)

    @property
    def columns(self):
        return [
            choice_column(self, _("Person"), shown_name),
            Column("agreed", label=_("Agreed to"), accessor=_agreed_to),
            Column("product", label=_("Product"), accessor="visit.verification.product"),
            Column("on", label=_("Met on"), accessor="visit.on"),
        ]


class PersonChooseView(_PersonList, ChooseView):
    pass


class PersonResultsView(_PersonList, ChooseResultsView):
    pass


def _people_for(person):
    """Also those whom a story carries already and who agree no longer: the editor says so of them."""
    return in_full().filter(pk__in=people_met_by_scope(person).values("pk"))


class PersonChosenView(ChosenView):
    def get_object(self, pk):
        return _people_for(self.request.user).get(pk=pk)

    def get_display_title(self, instance):
        return shown_name(instance)


class PeopleChosenView(ChosenMultipleView):
    def get_objects(self, pks):
        return _people_for(self.request.user).filter(pk__in=pks)

    def get_display_title(self, instance):
        return shown_name(instance)


def _agreed_to(met: PersonMet) -> str:
    if met.may_name and met.may_picture:
        return _("Name and photo")
    return _("Name only") if met.may_name else _("Photo only, no name")


class PersonChooser(BaseChooser):
    def get_display_title(self, instance):
        """Whatever id a form holds: no name of somebody who did not agree to be named."""
        return shown_name(instance)


class PersonWindow(ChoosingWindow):
    model = PersonMet
    icon = "user"
    choose_one_text = _("Choose somebody who was met on a visit")
    choose_another_text = _("Choose somebody else")
    base_widget_class = PersonChooser
    choose_view_class = PersonChooseView
    choose_results_view_class = PersonResultsView
    chosen_view_class = PersonChosenView
    chosen_multiple_view_class = PeopleChosenView


person_window = PersonWindow("story_people")
