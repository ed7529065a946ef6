"""The withdrawal board: story by channel, whether it was taken down, and how long that took."""

import django_filters
from django.db.models import Count
from django.forms import RadioSelect
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.coreutils import multigetattr

from channels import withdrawals
from channels.admin.editions import ChannelFilter
from channels.admin.words import channel_choices, channel_label
from channels.models import FeedEntry
from products.admin.pages import Guarded
from products.admin.viewsets import PageViewSet
from products.cells_out import PlainExport
from products.models import Product
from stories.models import StoryPage
from stories.reissue import outdated_releases

OPEN = {"waiting": _("Waiting for confirmation"), "overdue": _("For more than 24 hours")}


def may_look(person) -> bool:
    """Whoever looks after the channels, and whoever may withdraw."""
    return person.has_perm("channels.view_receipt") or person.has_perm("products.withdraw_product")


def ended_products(request):
    return Product.objects.filter(verifications__in=withdrawals.tombstones().values("verification")).distinct()


class WithdrawalFilterSet(WagtailFilterSet):
    product = django_filters.ModelChoiceFilter(
        label=_("Product"), field_name="verification__product", queryset=ended_products
    )
    channel = ChannelFilter()
    only = django_filters.ChoiceFilter(
        label=_("Only"), method="only_open", choices=list(OPEN.items()), empty_label=_("All"), widget=RadioSelect
    )

    class Meta:
        model = FeedEntry
        fields = ["product", "channel"]

    def only_open(self, queryset, name, value):
        return queryset.filter(withdrawals.overdue() if value == "overdue" else withdrawals.waiting())


class StoryColumn(Column):
    cell_template_name = "channels/admin/withdrawal_story.html"


class ChannelColumn(Column):
    """One channel's answers; empty where it never had the story."""

    cell_template_name = "channels/admin/withdrawal_answer.html"

    def __init__(self, channel: str, label: str) -> None:
        super().__init__(f"channel-{channel}", label=label)
        self.channel = channel

    def get_value(self, instance):
        return instance.answers.get(self.channel)


class StoryPaginator(WagtailPaginator):
    """The pages of the board count stories, whatever rows they are made of."""

    model = StoryPage


class WithdrawalsView(Guarded, PlainExport, ReportView):
    is_for = staticmethod(may_look)
    page_title = _("Withdrawals")
    header_icon = "warning"
    template_name = "channels/admin/withdrawals.html"
    results_template_name = "channels/admin/withdrawals_results.html"
    index_url_name = "withdrawals:index"
    index_results_url_name = "withdrawals:index_results"
    filterset_class = WithdrawalFilterSet
    verbose_name_plural = _("withdrawals")
    is_searchable = False
    paginate_by = 50
    paginator_class = StoryPaginator
    list_export = [
        "verification.product.code",
        "verification.product",
        "story.title",
        "channel",
        "version",
        "at",
        "fetched_at",
        "confirmed_at",
        "came_back",
    ]
    export_headings = {
        "verification.product.code": _("Public code"),
        "verification.product": _("Product"),
        "story.title": _("Story"),
        "channel": _("Channel"),
        "version": _("Version"),
        "at": _("In the feed"),
        "fetched_at": _("Fetched"),
        "confirmed_at": _("Confirmed"),
        "came_back": _("Put back since"),
    }

    def get_filename(self) -> str:
        return f"withdrawals-{timezone.localdate():%Y-%m-%d}"

    def get_filtered_queryset(self):
        if self.is_export:
            entries = withdrawals.with_answers(self._entries)
            return entries.select_related("verification__product", "story").order_by("verification", "story", "channel")
        return withdrawals.by_story(self._entries)

    @cached_property
    def _entries(self):
        return self.filter_queryset(withdrawals.tombstones())

    def to_row_dict(self, item):
        """A story taken down by a person has no product in its row."""
        missing = [name for name in self.list_export if item.verification is None and name.startswith("verification.")]
        known = {name: multigetattr(item, name) for name in self.list_export if name not in missing}
        return {name: known.get(name, "") for name in self.list_export}

    def get_table(self, object_list):
        if self.is_export:
            return super().get_table([])
        rows = withdrawals.rows(object_list)
        told = {channel for row in rows for channel in row.answers}
        known = dict(channel_choices())
        order = [*(key for key in known if key in told), *sorted(told - known.keys())]
        self.columns = [
            StoryColumn("story", label=_("Story"), width="25%"),
            *(ChannelColumn(key, known.get(key, key)) for key in order),
        ]
        return super().get_table(rows)

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        if self.is_export:
            return context
        figures = self._entries.aggregate(
            told=Count("pk"),
            waiting=Count("pk", filter=withdrawals.waiting()),
            overdue=Count("pk", filter=withdrawals.overdue()),
        )
        held_back = list(outdated_releases().select_related("story").defer("document").order_by("story__title"))
        return {**context, "figures": figures, "held_back": held_back}

    def preprocess_field_value(self, field, value, export_format):
        if field == "channel":
            value = channel_label(FeedEntry(channel=value))
        return super().preprocess_field_value(field, value, export_format)


class WithdrawalsViewSet(PageViewSet):
    name = "withdrawals"
    url_prefix = "withdrawals"
    icon = "warning"
    menu_label = _("Withdrawals")
    page = WithdrawalsView

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("results/", WithdrawalsView.as_view(results_only=True), name="index_results"),
        ]
