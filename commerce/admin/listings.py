"""The menu group “Commerce” and its listings."""

import django_filters
from django import forms
from django.db.models import Count, Q
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import HeaderButton

from commerce.admin.impact_page import ImpactPage
from commerce.admin.import_pages import UploadPage, WaitingPage
from commerce.admin.unmatched_page import UnmatchedPage
from commerce.channel_names import channel_name
from commerce.models import Campaign, OrderImport, PurchaseLink

_NO_FORMS = ("add_url_name", "edit_url_name", "delete_url_name", "history_url_name", "usage_url_name")


class ListingOnly(ModelViewSet):
    """Rows that programs write: listed and exported, never typed."""

    form_fields: list[str] = []
    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(**{**dict.fromkeys(_NO_FORMS), **kwargs})

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]


class OrderImportIndex(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("by")

    @cached_property
    def header_buttons(self):
        if not self.request.user.has_perm("commerce.add_orderimport"):
            return []
        return [HeaderButton(_("Import orders"), url=reverse("orderimport:upload"), icon_name="upload")]


class OrderImportViewSet(ListingOnly):
    model = OrderImport
    icon = "upload"
    url_prefix = "order-imports"
    index_view_class = OrderImportIndex
    search_fields = ["file_name", "sha256"]
    list_filter = ["platform"]
    ordering = "-at"
    list_display = [
        Column("file_name", label=_("File"), sort_key="file_name"),
        Column("shop", label=_("Shop"), accessor="get_platform_display", sort_key="platform"),
        Column("rows", label=_("Rows"), sort_key="rows"),
        Column("added", label=_("New")),
        Column("changed", label=_("Changed")),
        Column("unchanged", label=_("Unchanged")),
        Column("superseded", label=_("Superseded")),
        Column("by", label=_("Imported by")),
        DateColumn("at", label=_("Imported"), sort_key="at"),
    ]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("upload/", UploadPage.as_view(), name="upload"),
            path("waiting/<int:pk>/", WaitingPage.as_view(), name="waiting"),
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


class PurchaseLinkIndex(generic.IndexView):
    def get_base_queryset(self):
        counted = Count("clicks", filter=Q(clicks__flag=""))
        flagged = Count("clicks", filter=~Q(clicks__flag=""))
        links = super().get_base_queryset().select_related("story", "offer__product")
        return links.annotate(counted=counted, flagged=flagged)


class PurchaseLinkViewSet(ListingOnly):
    model = PurchaseLink
    icon = "link"
    url_prefix = "purchase-links"
    index_view_class = PurchaseLinkIndex
    search_fields = ["code", "story__title", "offer__sku"]
    filterset_class = PurchaseLinkFilterSet
    ordering = "-created_at"
    list_display = [
        Column("code", label=_("Code"), sort_key="code"),
        Column("story", label=_("Story"), sort_key="story__title"),
        Column("channel", label=_("Channel"), accessor=lambda link: channel_name(link.channel), sort_key="channel"),
        Column("product", label=_("Product"), accessor="offer.product"),
        Column("offer", label=_("Offer")),
        Column("counted", label=_("Clicks"), sort_key="counted"),
        Column("flagged", label=_("Not counted"), sort_key="flagged"),
        DateColumn("created_at", label=_("Created"), sort_key="created_at"),
    ]
    list_export = ["code", "story", "channel", "placement", "offer", "counted", "flagged", "created_at"]


class CampaignViewSet(ModelViewSet):
    model = Campaign
    icon = "calendar-alt"
    url_prefix = "campaigns"
    copy_view_enabled = False
    search_fields = ["name_zh", "name_en", "key"]
    search_backend_name = None
    form_fields = ["key", "name_zh", "name_en", "line_zh", "line_en", "starts", "ends", "products"]
    list_display = ["name", Column("starts", sort_key="starts"), Column("ends", sort_key="ends")]
    ordering = "-starts"


class _GuardedItem(MenuItem):
    """Shown to those who may open the page behind it."""

    def __init__(self, *args, permission: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request) -> bool:
        return request.user.has_perm(self.permission)


class PageViewSet(ViewSet):
    """One page with a place in the menu."""

    page = None

    def get_urlpatterns(self):
        return [path("", self.page.as_view(), name="index")]

    def get_menu_item(self, order=None):
        return _GuardedItem(
            self.menu_label,
            self.menu_url,
            name=self.menu_name,
            icon_name=self.menu_icon,
            order=order or self.menu_order,
            permission=self.page.permission,
        )


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


class CommerceGroup(ModelViewSetGroup):
    menu_label = _("Commerce")
    menu_icon = "table"
    menu_order = 300
    items = (ImpactViewSet, OrderImportViewSet, UnmatchedViewSet, PurchaseLinkViewSet, CampaignViewSet)
