"""The editor's suggestions of tags: a panel below the field, and the address that it asks."""

from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.admin.panels import Panel

from stories.tag_suggestions import suggestions


class TagSuggestionsPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "stories/admin/tag_suggestions.html"

        def get_context_data(self, parent_context=None):
            address = reverse("story_tags", args=[self.instance.pk]) if self.instance.pk else ""
            return {**super().get_context_data(parent_context), "address": address}

        @property
        def media(self) -> Media:
            return Media(js=["stories/tag-suggestions.js"], css={"all": ["stories/tag-suggestions.css"]})


def tags_view(request: HttpRequest, page_id: int) -> JsonResponse:
    """`{"suggestions": [{"tag", "why"}]}` for the newest draft of a story that the person may edit."""
    from stories.models import StoryPage

    page = get_object_or_404(StoryPage, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    found = suggestions(page.get_latest_revision_as_object().built.document)
    return JsonResponse({"suggestions": [{"tag": entry.tag, "why": entry.why} for entry in found]})
