"""The button that gives a story back: it leads to the form with reasons, not to a box for one comment."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem


class GiveBackMenuItem(ActionMenuItem):
    name = "action-give-back"
    label = _("Give back with reasons")
    icon_name = "cross"

    def get_url(self, parent_context) -> str:
        return reverse("story_reject", args=(parent_context["page"].pk,))
