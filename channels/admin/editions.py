"""Editions and the reports of channels about them: to look at, never to change."""

import json

import django_filters
from django import forms
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic

from channels import messages
from channels.admin.words import FILE_ROLES, LINK_FORMS, channel_choices, channel_label
from channels.envelope import finding_from, loss_from
from channels.models import Edition, EditionState, Receipt, ReceiptState
from products.admin.inspecting import InspectView
from products.admin.viewsets import ListingOnly
from products.models import Platform


class LookedAtOnly(ListingOnly):
    """Rows that the worker or a channel writes, each with Wagtail's own page."""

    inspect_view_enabled = True
    row_page = "inspect"

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("inspect/<int:pk>/", self.inspect_view, name="inspect")]


class ChannelFilter(django_filters.MultipleChoiceFilter):
    def __init__(self, *args, **kwargs):
        # A channel is a column of the row's own: nothing is joined that could double it.
        kwargs.update(label=_("Channel"), choices=channel_choices, widget=forms.CheckboxSelectMultiple, distinct=False)
        super().__init__(*args, **kwargs)


class EditionFilterSet(WagtailFilterSet):
    channel = ChannelFilter()
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=EditionState.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Edition
        fields = ["channel", "state", "current"]


class EditionIndexView(generic.IndexView):
    def get_base_queryset(self):
        # Envelopes are long and not shown here.
        return super().get_base_queryset().select_related("story", "release").defer("envelope", "release__document")


class EditionInspectView(generic.InspectView):
    """One edition: what is to mend, what is lost, its links and files, and the payload itself."""

    template_name = "channels/admin/edition.html"
    page_title = _("Edition")
    fields = ["channel"]

    def get_context_data(self, **kwargs):
        edition = self.object
        envelope = json.loads(edition.envelope) if edition.envelope else {}
        return super().get_context_data(
            edition=edition,
            channel=channel_label(edition),
            state=state_words(edition),
            story_url=self._story_url(),
            findings=[(data["weight"], messages.message(finding_from(data))) for data in edition.findings],
            losses=[(data["weight"], messages.loss_message(loss_from(data))) for data in edition.losses],
            links=[
                {**link, "form": LINK_FORMS.get(link["form"], link["form"]), "shop": _shop(link["platform"])}
                for link in envelope.get("links", [])
            ],
            assets=[
                {**asset, "role": FILE_ROLES.get(asset["role"], asset["role"])} for asset in envelope.get("assets", [])
            ],
            payload=json.dumps(envelope["payload"], ensure_ascii=False, indent=2) if envelope else "",
            receipts=Receipt.objects.filter(
                channel=edition.channel, story_id=edition.story_id, version=edition.release.version
            ),
            **kwargs,
        )

    def get_page_subtitle(self) -> str:
        return f"{self.object.story.title} · {channel_label(self.object)}"

    def _story_url(self) -> str:
        """Where the story is edited, "" for who may not."""
        if not self.object.story.permissions_for_user(self.request.user).can_edit():
            return ""
        return reverse("wagtailadmin_pages:edit", args=[self.object.story_id])


def _shop(platform: str) -> str:
    return str(Platform(platform).label) if platform in Platform.values else platform


def state_words(edition: Edition) -> str:
    """The state, with the hour of one that waits."""
    if edition.state != EditionState.WAITING:
        return edition.get_state_display()
    when = date_format(localtime(edition.due_at), "SHORT_DATETIME_FORMAT")
    return gettext("Waits until %(when)s") % {"when": when}


class EditionViewSet(LookedAtOnly):
    model = Edition
    icon = "doc-full"
    url_prefix = "editions"
    index_view_class = EditionIndexView
    inspect_view_class = EditionInspectView
    filterset_class = EditionFilterSet
    search_fields = ["story__title"]
    list_display = [
        TitleColumn("story", label=_("Story"), accessor="story.title", url_name="edition:inspect"),
        Column("channel", label=_("Channel"), accessor=channel_label, sort_key="channel"),
        Column("version", label=_("Version"), accessor="release.version"),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor=state_words,
            primary=lambda edition: edition.state == EditionState.READY,
            sort_key="state",
        ),
        BooleanColumn("current", label=_("Current")),
        Column("losses", label=_("Losses"), accessor=lambda edition: len(edition.losses)),
        Column("findings", label=_("To mend"), accessor=lambda edition: len(edition.findings)),
        DateColumn("created_at", label=_("Made"), sort_key="created_at"),
    ]
    ordering = "-created_at"

    def get_inspect_view_kwargs(self, **kwargs):
        return super().get_inspect_view_kwargs(**{"template_name": EditionInspectView.template_name, **kwargs})


class ReceiptFilterSet(WagtailFilterSet):
    channel = ChannelFilter()
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=ReceiptState.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Receipt
        fields = ["channel", "state"]


class ReceiptIndexView(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("story")


class ReceiptInspectView(InspectView):
    def get_page_subtitle(self) -> str:
        return f"{self.object.story.title} · {channel_label(self.object)}"

    def get_channel_display_value(self) -> str:
        return channel_label(self.object)


class ReceiptViewSet(LookedAtOnly):
    model = Receipt
    icon = "mail"
    url_prefix = "receipts"
    index_view_class = ReceiptIndexView
    inspect_view_class = ReceiptInspectView
    inspect_view_fields = ["channel", "story", "version", "state", "external_id", "external_url", "message", "at"]
    filterset_class = ReceiptFilterSet
    search_fields = ["story__title", "external_id"]
    list_display = [
        TitleColumn("story", label=_("Story"), accessor="story.title", url_name="receipt:inspect"),
        Column("channel", label=_("Channel"), accessor=channel_label, sort_key="channel"),
        Column("version", label=_("Version")),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="get_state_display",
            primary=lambda receipt: receipt.state == ReceiptState.PUBLISHED,
        ),
        Column("external_id", label=_("Id on the channel")),
        DateColumn("at", label=_("Received"), sort_key="at"),
    ]
    ordering = "-at"
