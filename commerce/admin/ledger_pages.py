"""From a total down to its lines: the ledger's entries under filters that stand in the address, and one line's life."""

from decimal import Decimal

import django_filters
from django.db.models import Sum
from django.shortcuts import get_object_or_404
from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from commerce import slots
from commerce.channel_names import channel_name
from commerce.models import LedgerEntry, OrderLine, SlotKind
from commerce.placements import place_name
from products.admin.pages import GuardedPage
from products.admin.viewsets import ListingOnly
from products.cells_out import PlainExport
from products.models import Platform, Product


class LedgerFilters(WagtailFilterSet):
    platform = django_filters.ChoiceFilter(label=_("Shop"), choices=Platform.choices)
    product = django_filters.ModelChoiceFilter(label=_("Product"), queryset=Product.objects.all())
    story = django_filters.NumberFilter(label=_("Story (number)"), field_name="story_id")
    channel = django_filters.CharFilter(label=_("Channel (key)"))
    placement = django_filters.CharFilter(label=_("Placement"))
    county = django_filters.CharFilter(
        label=_("Place code begins with"), field_name="place__code", lookup_expr="startswith"
    )
    order = django_filters.CharFilter(label=_("Order"), field_name="order_id")
    start = django_filters.DateFilter(label=_("From"), field_name="day", lookup_expr="gte")
    end = django_filters.DateFilter(label=_("Until"), field_name="day", lookup_expr="lte")
    unattributed = django_filters.BooleanFilter(label=_("Unattributed"), field_name="story", lookup_expr="isnull")

    class Meta:
        model = LedgerEntry
        fields: list[str] = []


class LedgerIndex(PlainExport, generic.IndexView):
    """`total` is the sum of everything under the filters, not of the page alone."""

    results_template_name = "commerce/admin/ledger_results.html"

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("product", "story", "line")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        sums = self.object_list_of_all().aggregate(
            units=Sum("units", default=0), grams=Sum("grams", default=0), fen=Sum("fen", default=0)
        )
        context["total"] = {
            "units": sums["units"],
            "kg": Decimal(sums["grams"]).scaleb(-3),
            "yuan": Decimal(sums["fen"]).scaleb(-2),
        }
        return context

    def object_list_of_all(self):
        return self.get_queryset().order_by()


class LedgerViewSet(ListingOnly):
    model = LedgerEntry
    add_to_reference_index = False
    icon = "list-ol"
    url_prefix = "ledger"
    menu_label = _("Ledger")
    index_view_class = LedgerIndex
    filterset_class = LedgerFilters
    search_fields = ["order_id"]
    ordering = "-id"
    list_per_page = 50
    list_display = [
        TitleColumn(
            "order_id", label=_("Order"), classname="w-whitespace-nowrap", get_url=lambda entry: line_url(entry.line_id)
        ),
        Column("kind", label=_("Entry"), accessor="get_kind_display"),
        Column("reason", label=_("Reason"), accessor="get_reason_display"),
        Column("product", label=_("Product")),
        Column("story", label=_("Story"), accessor=lambda entry: entry.story or _("Unattributed")),
        Column(
            "channel", label=_("Channel"), accessor=lambda entry: channel_name(entry.channel) if entry.channel else ""
        ),
        Column("shop", label=_("Shop"), accessor=lambda entry: Platform(entry.platform).label),
        Column("units", label=_("Units")),
        Column("kg", label=_("Kilograms"), accessor=lambda entry: Decimal(entry.grams).scaleb(-3)),
        Column("yuan", label=_("Yuan"), accessor=lambda entry: Decimal(entry.fen).scaleb(-2)),
        DateColumn("day", label=_("Ordered"), sort_key="day"),
    ]
    list_export = [
        "order_id",
        "kind",
        "reason",
        "product",
        "story",
        "channel",
        "placement",
        "platform",
        "units",
        "grams",
        "fen",
        "day",
    ]

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("line/<int:pk>/", LinePage.as_view(), name="line")]


def line_url(pk: int) -> str:
    return reverse("ledgerentry:line", args=[pk])


class LinePage(GuardedPage, TemplateView):
    """All entries of one line, oldest first, and what the shop last said of it."""

    permission = "commerce.view_ledgerentry"
    above = ((_("Ledger"), reverse_lazy("ledgerentry:index")),)
    header_icon = "list-ol"
    page_title = _("Order line")
    template_name = "commerce/admin/line.html"

    def get_context_data(self, **kwargs):
        lines = OrderLine.objects.select_related("offer__product", "link__story", "slot__story", "last_import")
        line = get_object_or_404(lines.defer("last_import__content"), pk=kwargs["pk"])
        entries = line.entries.select_related("story").order_by("pk")
        told = line.link or line.slot
        return super().get_context_data(
            line=line,
            told=told,
            channel=channel_name(told.channel) if told else "",
            place=place_name(told.story_id, told.placement) if told and told.placement else "",
            slots=[(SlotKind(kind).label, value) for kind, value in slots.read(line.slots)],
            entries=[_shown(entry) for entry in entries],
            **kwargs,
        )


def _shown(entry: LedgerEntry) -> dict:
    return {
        "entry": entry,
        "kg": Decimal(entry.grams).scaleb(-3),
        "yuan": Decimal(entry.fen).scaleb(-2),
        "channel": channel_name(entry.channel) if entry.channel else "",
    }
