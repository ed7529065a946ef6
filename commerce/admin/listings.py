"""The menu group “Commerce” and its listings."""

import django_filters
from django import forms
from django.db.models import Count, Q
from django.urls import path, re_path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.admin.widgets.button import HeaderButton

from commerce.admin.campaign_desk import CampaignViewSet
from commerce.admin.impact_page import ImpactPage
from commerce.admin.import_pages import DetailPage, RejectedRows, UploadPage, WaitingPage
from commerce.admin.ledger_pages import LedgerViewSet
from commerce.admin.link_page import LinkPage, link_qr
from commerce.admin.offers_page import OffersPage
from commerce.admin.slot_pages import ShopSlotViewSet
from commerce.admin.statement_page import StatementPage
from commerce.admin.unmatched_page import MatchPage, UnmatchedPage
from commerce.admin.webhook_secrets import WebhookSecretViewSet
from commerce.channel_names import channel_name
from commerce.models import OrderImport, PurchaseLink
from products.admin.viewsets import ListingOnly, PageViewSet
from products.cells_out import PlainExport


class OrderImportIndex(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("by").defer("content")

    @cached_property
    def header_buttons(self):
        if not self.request.user.has_perm("commerce.add_orderimport"):
            return []
        return [HeaderButton(_("Import orders"), url=reverse("orderimport:upload"), icon_name="upload")]


class OrderImportViewSet(ListingOnly):
    model = OrderImport
    add_to_reference_index = False
    row_page = "detail"
    icon = "upload"
    url_prefix = "order-imports"
    index_view_class = OrderImportIndex
    search_fields = ["file_name", "sha256"]
    list_filter = ["platform"]
    ordering = "-at"
    list_display = [
        TitleColumn(
            "file_name",
            label=_("File"),
            classname="w-whitespace-nowrap",
            sort_key="file_name",
            get_url=lambda record: reverse("orderimport:detail", args=[record.pk]),
        ),
        Column("shop", label=_("Shop"), accessor="get_platform_display", sort_key="platform"),
        Column("rows", label=_("Rows"), sort_key="rows"),
        Column("added", label=_("New")),
        Column("changed", label=_("Changed")),
        Column("unchanged", label=_("Unchanged")),
        Column("superseded", label=_("Superseded")),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        Column("by", label=_("Imported by")),
        DateColumn("at", label=_("Imported"), sort_key="at"),
    ]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("upload/", UploadPage.as_view(), name="upload"),
            path("waiting/<int:pk>/", WaitingPage.as_view(), name="waiting"),
            path("waiting/<int:pk>/rejected.csv", RejectedRows.as_view(), name="rejected"),
            path("<int:pk>/", DetailPage.as_view(), name="detail"),
        ]


def channels_of_links() -> list[tuple[str, str]]:
    keys = PurchaseLink.objects.order_by("channel").values_list("channel", flat=True).distinct()
    return [(key, channel_name(key)) for key in keys]


class PurchaseLinkFilterSet(WagtailFilterSet):
    channel = django_filters.MultipleChoiceFilter(
        label=_("Channel"), choices=channels_of_links, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = PurchaseLink
        fields = ["channel"]


class PurchaseLinkIndex(PlainExport, generic.IndexView):
    def get_base_queryset(self):
        counted = Count("clicks", filter=Q(clicks__flag=""))
        flagged = Count("clicks", filter=~Q(clicks__flag=""))
        links = super().get_base_queryset().select_related("story", "offer__product")
        return links.annotate(counted=counted, flagged=flagged)


class PurchaseLinkViewSet(ListingOnly):
    model = PurchaseLink
    add_to_reference_index = False
    row_page = "link"
    icon = "link"
    url_prefix = "purchase-links"
    index_view_class = PurchaseLinkIndex
    search_fields = ["code", "story__title", "offer__sku"]
    filterset_class = PurchaseLinkFilterSet
    ordering = "-created_at"
    list_display = [
        TitleColumn(
            "code", label=_("Code"), classname="w-whitespace-nowrap", sort_key="code", url_name="purchaselink:link"
        ),
        Column("story", label=_("Story"), sort_key="story__title"),
        Column("channel", label=_("Channel"), accessor=lambda link: channel_name(link.channel), sort_key="channel"),
        Column("product", label=_("Product"), accessor="offer.product"),
        Column("offer", label=_("Offer")),
        Column("counted", label=_("Clicks"), sort_key="counted"),
        Column("flagged", label=_("Not counted"), sort_key="flagged"),
        DateColumn("created_at", label=_("Created"), sort_key="created_at"),
    ]
    list_export = ["code", "story", "channel", "placement", "offer", "counted", "flagged", "created_at"]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("link/<slug:pk>/", LinkPage.as_view(), name="link"),
            re_path(r"^link/(?P<code>[a-z0-9_-]{1,32})/qr\.(?P<kind>svg|png)$", link_qr, name="qr"),
        ]


class ImpactViewSet(PageViewSet):
    name = "impact"
    url_prefix = "impact"
    icon = "table"
    menu_label = _("Impact")
    page = ImpactPage


class UnmatchedViewSet(PageViewSet):
    name = "unmatched_orders"
    url_prefix = "unmatched-orders"
    icon = "warning"
    menu_label = _("Unmatched orders")
    page = UnmatchedPage

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<str:platform>/<str:sku>/", MatchPage.as_view(), name="match"),
        ]


class StatementViewSet(PageViewSet):
    name = "statements"
    url_prefix = "reconcile"
    icon = "check"
    menu_label = _("Reconcile")
    page = StatementPage


class OffersViewSet(PageViewSet):
    name = "offers_to_look_after"
    url_prefix = "offers-to-look-after"
    icon = "link"
    menu_label = _("Offers to look after")
    page = OffersPage


class CommerceGroup(ModelViewSetGroup):
    menu_label = _("Commerce")
    menu_icon = "table"
    menu_order = 300
    items = (
        ImpactViewSet,
        LedgerViewSet,
        OrderImportViewSet,
        UnmatchedViewSet,
        StatementViewSet,
        PurchaseLinkViewSet,
        OffersViewSet,
        ShopSlotViewSet,
        CampaignViewSet,
        WebhookSecretViewSet,
    )
