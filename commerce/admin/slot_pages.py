"""Slots at the shops: each is tied to a channel, a story in it, or one place of that story."""

from typing import ClassVar

from django import forms
from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminPageChooser

from commerce import ledger
from commerce.channel_names import channel_choices, channel_name
from commerce.models import ShopSlot
from stories.models import StoryPage

FIELDS = ["kind", "value", "channel", "story", "placement"]


def story_chooser() -> AdminPageChooser:
    chooser = AdminPageChooser(target_models=[StoryPage])
    # Wagtail's own words, "a page (story)", stay in the language that the program began in.
    chooser.choose_one_text = gettext_lazy("Choose a story")
    return chooser


class SlotForm(WagtailAdminModelForm):
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), choices=channel_choices)

    class Meta:
        model = ShopSlot
        fields = FIELDS
        widgets: ClassVar[dict] = {"story": story_chooser()}


class SlotCreate(generic.CreateView):
    """What is known already stands in the address: a number that orders name, a link's place."""

    def get_initial_form_instance(self) -> ShopSlot:
        asked = self.request.GET
        story = asked.get("story", "")
        named = {name: asked[name] for name in FIELDS if name != "story" and name in asked}
        return ShopSlot(**named, story_id=int(story) if story.isascii() and story.isdigit() else None)

    def save_instance(self) -> ShopSlot:
        """Saves, and attributes the orders that named the slot before."""
        with transaction.atomic():
            ledger.lock()
            slot = super().save_instance()
            self.matched = ledger.match_waiting()
        return slot

    def get_success_message(self, instance) -> str:
        said = super().get_success_message(instance)
        if not self.matched:
            return said
        text = ngettext("%(count)d line was matched.", "%(count)d lines were matched.", self.matched)
        return f"{said} {text % {'count': self.matched}}"


class SlotDelete(generic.DeleteView):
    def form_valid(self, form) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, _("Orders came through this slot: it stays, so that they stay attributed."))
            return redirect("shopslot:edit", self.object.pk)


class ShopSlotViewSet(ModelViewSet):
    model = ShopSlot
    icon = "tag"
    url_prefix = "shop-slots"
    add_view_class = SlotCreate
    delete_view_class = SlotDelete
    copy_view_enabled = False
    search_fields = ["value", "channel"]
    search_backend_name = None
    list_filter = ["kind"]

    list_display = [
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display", sort_key="kind"),
        "value",
        Column(
            "channel",
            label=gettext_lazy("Channel"),
            accessor=lambda slot: channel_name(slot.channel),
            sort_key="channel",
        ),
        Column("story", label=gettext_lazy("Story"), accessor=lambda slot: slot.story or _("All stories")),
        Column("placement", label=gettext_lazy("Placement")),
    ]

    def get_form_class(self, for_update=False):
        return SlotForm
