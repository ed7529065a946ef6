"""The menu group “Products” and its listings."""

from django.db.models import OuterRef, Subquery
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import HeaderButton

from products.admin.case import ActionView, CaseView
from products.admin.filters import ProductFilterSet, VerificationFilterSet
from products.admin.organisation_form import OrganisationForm
from products.admin.product_form import PRODUCT_EDIT_HANDLER
from products.admin.product_inspect import ProductInspectView
from products.admin.recommend import RecommendView
from products.models import Organisation, Place, Product, Verification, VerificationState
from products.permissions import may
from products.transitions import NEXT_STEP


def product_state(product: Product) -> str:
    current = product.current_verification
    return current.get_state_display() if current else str(_("Not verified"))


def valid_until(verification: Verification | None) -> str:
    """The day itself: Wagtail's date column counts only what has passed."""
    day = verification.valid_until if verification else None
    return date_format(day) if day else ""


def valid_until_of_product(product: Product) -> str:
    return valid_until(product.current_verification)


class ProductIndexView(generic.IndexView):
    """Each product with a way to its newest verification, or to its recommendation where there is none."""

    def get_base_queryset(self):
        newest = Verification.objects.filter(product=OuterRef("pk")).order_by("-pk").values("pk")[:1]
        products = super().get_base_queryset().annotate(newest_verification=Subquery(newest))
        return products.select_related("place", "producer", "current_verification")

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if instance.newest_verification:
            url = reverse("verification:case", args=[instance.newest_verification])
            buttons.append(MenuItem(_("Verification"), url=url, icon_name="clipboard-list", priority=5))
        elif may(self.request.user, "recommend"):
            url = f"{reverse('verification:recommend')}?product={instance.pk}"
            buttons.append(MenuItem(_("Recommend"), url=url, icon_name="clipboard-list", priority=5))
        return buttons


class ProductViewSet(ModelViewSet):
    model = Product
    icon = "tag"
    url_prefix = "products"
    index_view_class = ProductIndexView
    inspect_view_class = ProductInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    edit_handler = PRODUCT_EDIT_HANDLER
    filterset_class = ProductFilterSet
    search_fields = ["name_zh", "name_en", "code", "slug"]
    search_backend_name = None
    list_display = [
        "name",
        Column("code", label=_("Public code"), sort_key="code"),
        Column("place", label=_("County"), sort_key="place_id"),
        Column("producer", label=_("Producer"), sort_key="producer_id"),
        StatusTagColumn(
            "state", label=_("Verification"), accessor=product_state, primary=lambda product: product.is_verified()
        ),
        Column("valid_until", label=_("Valid until"), accessor=valid_until_of_product),
    ]
    list_export = ["code", "slug", "name_zh", "name_en", "place", "producer"]
    ordering = "slug"


class OrganisationViewSet(ModelViewSet):
    model = Organisation
    icon = "group"
    url_prefix = "organisations"
    inspect_view_enabled = True
    inspect_view_fields = ["key", "kind", "name_zh", "name_en", "place"]
    copy_view_enabled = False
    search_fields = ["name_zh", "name_en", "key"]
    search_backend_name = None
    list_display = [
        "name",
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        Column("place", label=_("Place")),
    ]
    list_filter = ["kind"]

    def get_form_class(self, for_update=False):
        return OrganisationForm


class PlaceViewSet(ModelViewSet):
    model = Place
    icon = "site"
    url_prefix = "places"
    inspect_view_enabled = True
    inspect_view_fields = ["code", "level", "parent", "name_zh", "name_en"]
    copy_view_enabled = False
    search_fields = ["name_zh", "name_en", "code"]
    search_backend_name = None
    form_fields = ["code", "level", "parent", "name_zh", "name_en"]
    list_display = [
        "name",
        "code",
        Column("level", label=_("Level"), accessor="get_level_display"),
        Column("parent", label=_("Part of")),
    ]
    list_filter = ["level"]


class VerificationIndexView(generic.IndexView):
    """Leads to the case page; verifications are never added or edited as rows."""

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("product__place__parent")

    @cached_property
    def header_buttons(self):
        if not may(self.request.user, "recommend"):
            return []
        return [HeaderButton(_("Recommend a product"), url=reverse("verification:recommend"), icon_name="plus")]


def waits_for(verification: Verification) -> str:
    step = NEXT_STEP.get(verification.state)
    return str(step.label) if step else ""


class VerificationViewSet(ModelViewSet):
    model = Verification
    icon = "clipboard-list"
    url_prefix = "verifications"
    index_view_class = VerificationIndexView
    filterset_class = VerificationFilterSet
    form_fields: list[str] = []
    copy_view_enabled = False
    search_fields = ["product__name_zh", "product__name_en", "product__code"]
    search_backend_name = None
    list_display = [
        TitleColumn("product", label=_("Product"), url_name="verification:case", sort_key="product__slug"),
        Column("place", label=_("County"), accessor="product.place"),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="get_state_display",
            sort_key="state",
            primary=lambda verification: verification.state == VerificationState.CONFIRMED,
        ),
        Column("waits_for", label=_("Waits for"), accessor=waits_for),
        Column("valid_until", label=_("Valid until"), accessor=valid_until, sort_key="valid_until"),
        DateColumn("created_at", label=_("Begun"), sort_key="created_at"),
    ]
    list_export = ["product", "state", "valid_until", "created_at"]
    ordering = "-created_at"

    def get_common_view_kwargs(self, **kwargs):
        names = {"add_url_name": None, "edit_url_name": None, "delete_url_name": None, "history_url_name": None}
        return super().get_common_view_kwargs(**{**names, "usage_url_name": None, **kwargs})

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("recommend/", self.construct_view(RecommendView), name="recommend"),
            path("<int:pk>/", self.construct_view(CaseView), name="case"),
            path("<int:pk>/<str:action>/", self.construct_view(ActionView), name="action"),
        ]

    @property
    def url_finder_class(self):
        finder = super().url_finder_class
        finder.edit_url_name = self.get_url_name("case")
        return finder


class ProductsGroup(ModelViewSetGroup):
    menu_label = _("Products")
    menu_icon = "tag"
    menu_order = 250
    items = (ProductViewSet, VerificationViewSet, OrganisationViewSet, PlaceViewSet)
