"""The list “Corrections” of the desk, and its panel on the first page."""

from collections.abc import Mapping
from typing import Any

from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from products.admin.viewsets import ListingOnly
from products.errors import Refused
from stories.corrections.handing_in import may_submit, submit
from stories.corrections.live import still_carrying
from stories.corrections.words import where_words
from stories.models.corrections import WAITING, Correction, CorrectionCause, CorrectionState
from stories.page_views import refusal_message
from stories.story_scope import works_on_stories

SHOWN = 10


def editable_by(person):
    """The corrections of stories that `person` may edit."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(person, "change")
    return (
        Correction.objects.filter(story__in=pages.values("pk"))
        .select_related("story__locale", "product", "person_met", "created_by", "closed_by_release")
        .order_by("-pk")
    )


def edit_url(correction: Correction) -> str:
    """The editor, at the first block that is concerned."""
    address = reverse("wagtailadmin_pages:edit", args=(quote(correction.story_id),))
    block = next((place["block"] for place in correction.places if place.get("block")), "")
    return f"{address}#block-{block}-section" if block else address


class CorrectionColumn(Column):
    """The story with its sentences, the changed words marked, and what can be done."""

    cell_template_name = "stories/admin/correction_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        return {**super().get_cell_context_data(instance, parent_context), **shown(instance)}


class CarryingColumn(Column):
    cell_template_name = "stories/admin/correction_channels.html"

    def get_value(self, instance):
        return instance.carrying


def shown(correction: Correction) -> dict[str, Any]:
    places = [{**place, "where": where_words(place.get("where", ""))} for place in correction.places]
    return {
        "correction": correction,
        "places": places,
        "edit_url": edit_url(correction),
        "may_submit": may_submit(correction),
    }


class CorrectionIndexView(generic.IndexView):
    def get_base_queryset(self):
        return editable_by(self.request.user)

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        rows = list(context["object_list"])
        carrying = still_carrying(rows)
        for row in rows:
            row.carrying = carrying[row.pk]
        return context


class SubmitView(View):
    http_method_names = ["post"]

    def post(self, request, pk: int):
        correction = editable_by(request.user).filter(pk=pk).first()
        if correction is None:
            raise Http404
        if not correction.story.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        try:
            submit(correction, request.user)
        except Refused as refusal:
            messages.error(request, refusal_message(refusal))
        else:
            messages.success(request, _("“%(story)s” waits for approval.") % {"story": correction.story.title})
        return redirect("correction:index")


class CorrectionsMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return works_on_stories(request.user)


register_permission_policy(Correction, PagePermissionPolicy(Page))


class CorrectionViewSet(ListingOnly):
    model = Correction
    add_to_reference_index = False
    icon = "warning"
    menu_label = gettext_lazy("Corrections")
    menu_order = 115
    menu_item_class = CorrectionsMenuItem
    add_to_admin_menu = True
    url_prefix = "corrections"
    index_view_class = CorrectionIndexView
    list_filter = ["state", "cause", "product"]
    list_display = [
        CorrectionColumn("story", label=gettext_lazy("Story")),
        Column("cause", label=gettext_lazy("Cause"), accessor="get_cause_display"),
        CarryingColumn("carrying", label=gettext_lazy("Still on channels")),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor="get_state_display",
            primary=lambda correction: correction.state == CorrectionState.OPEN,
        ),
        DateColumn("created_at", label=gettext_lazy("Since")),
    ]
    ordering = "-pk"

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/submit/", SubmitView.as_view(), name="submit"),
        ]


class CorrectionsPanel(Component):
    """On the desk's first page: what waits to be corrected, for those who may edit it."""

    name = "corrections"
    template_name = "stories/admin/corrections_panel.html"
    order = 130

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        person = parent_context["request"].user
        if not works_on_stories(person):
            return {"corrections": []}
        waiting = editable_by(person).filter(state__in=WAITING)
        return {"corrections": list(waiting[:SHOWN]), "count": waiting.count(), "fact": CorrectionCause.FACT}


correction_list = CorrectionViewSet("correction")
