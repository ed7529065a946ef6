"""The menu group “Products” and its listings."""

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import HeaderButton

from products import stock
from products.admin.board import BoardView
from products.admin.board_filters import SEARCHED, CaseFilterSet, kept_in_address
from products.admin.brands import BrandViewSet
from products.admin.case import ActionView, CaseView
from products.admin.fact_change_pages import FactChangeViewSet
from products.admin.field_visit import FieldVisitView
from products.admin.filters import ProductFilterSet
from products.admin.in_scope import ScopedEditView, ScopedIndexView, ScopedViews
from products.admin.next_step import ClaimView, DueView, ReleaseView
from products.admin.organisation_form import OrganisationForm
from products.admin.organisation_views import OrganisationCreateView, OrganisationInspectView
from products.admin.people_met import PeopleMetViewSet
from products.admin.place_listing import PlaceViewSet
from products.admin.product_form import PRODUCT_EDIT_HANDLER
from products.admin.product_inspect import ProductInspectView
from products.admin.recommend import RecommendView
from products.admin.recommendation_list import RecommendationViewSet
from products.admin.renew import RenewView
from products.admin.stock_page import OfferView, StockView
from products.admin.viewsets import ListingOnly
from products.models import Organisation, Product, Verification, VerificationState
from products.permissions import may, may_edit
from products.scope import cases_of
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


class ProductIndexView(ScopedIndexView):
    """Each product with a way to its newest verification, or to its recommendation where there is none."""

    def get_base_queryset(self):
        newest = cases_of(self.request.user).filter(product=OuterRef("pk")).order_by("-pk").values("pk")[:1]
        products = super().get_base_queryset().annotate(newest_verification=Subquery(newest))
        return products.select_related("place", "producer", "current_verification")

    def get_edit_url(self, instance):
        """Also for those who may change only what their organisation brought forward."""
        url = super().get_edit_url(instance)
        if url or instance.brought_by_id is None or instance.brought_by_id != self.request.user.organisation_id:
            return url
        return reverse(self.edit_url_name, args=[instance.pk]) if may_edit(self.request.user, instance) else None

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if instance.newest_verification:
            url = reverse("verification:case", args=[instance.newest_verification])
            buttons.append(MenuItem(_("Verification"), url=url, icon_name="clipboard-list", priority=5))
        elif may(self.request.user, "recommend"):
            url = f"{reverse('verification:recommend')}?product={instance.pk}"
            buttons.append(MenuItem(_("Recommend"), url=url, icon_name="clipboard-list", priority=5))
        if stock.may_count_at_all(self.request.user):
            url = reverse("product:stock", args=[instance.pk])
            buttons.append(MenuItem(_("Stock"), url=url, icon_name="list-ol", priority=6))
        return buttons


class ProductEditView(ScopedEditView):
    # Who may change it depends on the product; asked once it is known.
    permission_required = None

    def get_object(self, *args, **kwargs):
        product = super().get_object(*args, **kwargs)
        if not may_edit(self.request.user, product):
            raise PermissionDenied
        return product


class ProductViewSet(ScopedViews, ModelViewSet):
    model = Product
    icon = "tag"
    url_prefix = "products"
    index_view_class = ProductIndexView
    edit_view_class = ProductEditView
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

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/stock/", StockView.as_view(), name="stock"),
            path("<int:pk>/offers/<int:offer>/", OfferView.as_view(), name="offer"),
        ]


class OrganisationViewSet(ScopedViews, ModelViewSet):
    model = Organisation
    icon = "group"
    url_prefix = "organisations"
    add_view_class = OrganisationCreateView
    inspect_view_class = OrganisationInspectView
    inspect_view_enabled = True
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


class VerificationIndexView(ScopedIndexView):
    """Leads to the case page; verifications are never added or edited as rows."""

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("product__place__parent", "claimed_by")

    @cached_property
    def header_buttons(self):
        board = reverse("verification:board") + kept_in_address(self.request.GET)
        buttons = [HeaderButton(_("Board"), url=board, icon_name="grip")]
        if may(self.request.user, "recommend"):
            url = reverse("verification:recommend")
            buttons.append(HeaderButton(_("Recommend a product"), url=url, icon_name="plus"))
        return buttons


def due_on(verification: Verification) -> str:
    return date_format(verification.due_on) if verification.due_on else ""


def waits_for(verification: Verification) -> str:
    step = NEXT_STEP.get(verification.state)
    return str(step.label) if step else ""


class VerificationViewSet(ListingOnly):
    """The board comes first: the menu leads to the first address."""

    model = Verification
    menu_label = _("Cases")
    icon = "clipboard-list"
    url_prefix = "verifications"
    row_page = "case"
    index_view_class = VerificationIndexView
    filterset_class = CaseFilterSet
    search_fields = SEARCHED
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
        Column("claimed_by", label=_("Taken on by"), accessor=lambda verification: verification.claimed_by or ""),
        Column("due_on", label=_("Due on"), accessor=due_on, sort_key="due_on"),
        Column("valid_until", label=_("Valid until"), accessor=valid_until, sort_key="valid_until"),
        DateColumn("created_at", label=_("Begun"), sort_key="created_at"),
    ]
    list_export = ["product", "state", "valid_until", "created_at"]
    ordering = "-created_at"

    def get_urlpatterns(self):
        return [
            path("board/", self.construct_view(BoardView), name="board"),
            *super().get_urlpatterns(),
            path("recommend/", self.construct_view(RecommendView), name="recommend"),
            path("<int:pk>/", self.construct_view(CaseView), name="case"),
            path("<int:pk>/visit/field/", self.construct_view(FieldVisitView), name="visit"),
            path("<int:pk>/claim/", self.construct_view(ClaimView), name="claim"),
            path("<int:pk>/release/", self.construct_view(ReleaseView), name="release"),
            path("<int:pk>/due/", self.construct_view(DueView), name="due"),
            path("<int:pk>/renew/", self.construct_view(RenewView), name="renew"),
            path("<int:pk>/<str:action>/", self.construct_view(ActionView), name="action"),
        ]


class ProductsGroup(ModelViewSetGroup):
    menu_label = _("Products")
    menu_icon = "tag"
    menu_order = 250
    items = (
        VerificationViewSet,
        RecommendationViewSet,
        ProductViewSet,
        FactChangeViewSet,
        PeopleMetViewSet,
        BrandViewSet,
        OrganisationViewSet,
        PlaceViewSet,
    )
