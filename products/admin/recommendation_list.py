"""The listing of recommendations: everybody sees those that concern them."""

import django_filters
from django import forms
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from products.admin.filters import ProvinceFilter
from products.admin.recommendation_page import RecommendationView, VerdictView
from products.admin.recommendation_sheet_pages import SheetTemplateView, SheetView, TakeSheetView
from products.admin.viewsets import ListingOnly
from products.cells_out import PlainExport
from products.models import OrganisationKind, Recommendation, RecommendationState
from products.permissions import may
from products.scope import recommendations_of


class RecommendationFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=RecommendationState.choices, widget=forms.CheckboxSelectMultiple
    )
    province = ProvinceFilter(field_name="place__code")
    organisation_kind = django_filters.MultipleChoiceFilter(
        label=_("Kind of organisation"), choices=OrganisationKind.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Recommendation
        fields = ["state", "province", "organisation_kind"]


class RecommendationIndexView(PlainExport, generic.IndexView):
    def get_base_queryset(self):
        theirs = recommendations_of(self.request.user).values("pk")
        return super().get_base_queryset().filter(pk__in=theirs).select_related("place", "verification")

    @cached_property
    def header_buttons(self):
        buttons = [HeaderButton(_("Recommend a product"), url=reverse("products:recommend"), icon_name="plus")]
        if may(self.request.user, "recommend"):
            buttons.append(HeaderButton(_("From a file"), url=reverse("recommendation:sheet"), icon_name="upload"))
        return buttons


def stands(recommendation: Recommendation) -> str:
    """The state of its case where there is one: that is what whoever recommended wants to know."""
    verification = recommendation.verification
    return verification.get_state_display() if verification else recommendation.get_state_display()


class RecommendationViewSet(ListingOnly):
    model = Recommendation
    icon = "mail"
    url_prefix = "recommendations"
    row_page = "inspect"
    index_view_class = RecommendationIndexView
    filterset_class = RecommendationFilterSet
    search_fields = ["name_zh", "name_en", "organisation_name", "village"]
    list_display = [
        TitleColumn("name", label=_("Product"), url_name="recommendation:inspect", sort_key="name_zh"),
        Column("place", label=_("County"), sort_key="place_id"),
        Column("organisation_name", label=_("Recommended by"), sort_key="organisation_name"),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor=stands,
            sort_key="state",
            primary=lambda recommendation: recommendation.state == RecommendationState.RECEIVED,
        ),
        DateColumn("created_at", label=_("Received"), sort_key="created_at"),
    ]
    # No contact data: a file is passed on more easily than a screen.
    list_export = [
        "created_at",
        "state",
        "name_zh",
        "name_en",
        "kind",
        "place",
        "village",
        "season_start",
        "season_end",
        "supply_kg",
        "organisation_name",
        "organisation_kind",
    ]
    ordering = "-created_at"

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("file/", self.construct_view(SheetView), name="sheet"),
            path("file/take/", self.construct_view(TakeSheetView), name="take_sheet"),
            path("file/template/", self.construct_view(SheetTemplateView), name="sheet_template"),
            path("<int:pk>/", self.construct_view(RecommendationView), name="inspect"),
            path("<int:pk>/<str:action>/", self.construct_view(VerdictView), name="verdict"),
        ]
