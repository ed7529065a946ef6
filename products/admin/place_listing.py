"""The listing of places, usable with three thousand of them."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from products.admin.filters import PlaceFilterSet
from products.admin.inspecting import InspectView
from products.admin.place_form import PlaceForm
from products.admin.place_window import lies_in
from products.cells_out import PlainExport
from products.models import Place
from products.place_search import found_codes, in_order


class PlaceIndexView(PlainExport, generic.IndexView):
    """Searches as the window does, so that one learns it once."""

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("parent__parent")

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        codes = found_codes(self.search_query)
        found = queryset.filter(pk__in=codes)
        return found if self.is_explicitly_ordered else found.order_by(in_order(codes))


class PlaceViewSet(ModelViewSet):
    model = Place
    icon = "site"
    url_prefix = "places"
    index_view_class = PlaceIndexView
    inspect_view_class = InspectView
    inspect_view_enabled = True
    inspect_view_fields = ["code", "level", "parent", "name_zh", "name_en"]
    copy_view_enabled = False
    filterset_class = PlaceFilterSet
    search_fields = ["name_zh", "name_en", "code"]
    search_backend_name = None
    list_display = [
        "name",
        Column("code", label=_("Code"), sort_key="code"),
        Column("level", label=_("Level"), accessor="get_level_display"),
        Column("part_of", label=_("Part of"), accessor=lies_in),
    ]
    list_export = ["code", "level", "parent_id", "name_zh", "name_en"]
    list_per_page = 50
    ordering = "code"

    def get_form_class(self, for_update=False):
        return PlaceForm
