"""The first page of the desk: what waits, what goes out, what ends, and what a channel would not take."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from stories import story_groups
from stories.desk import lists
from stories.story_scope import works_on_stories

SHOWN = 6


class StoryDeskPanel(Component):
    """For those who work on stories; lists that are empty are left out."""

    name = "story_desk"
    template_name = "stories/admin/desk_panel.html"
    order = 110

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        person = parent_context["request"].user
        if not works_on_stories(person):
            return {"shown": False}
        stories = lists.editable_stories(person)
        sections = [
            _section(_("Overdue"), lists.under_review(stories, "overdue", person), "review=overdue"),
            _section(_("Claimed by me"), lists.under_review(stories, "mine", person), "review=mine"),
            _section(
                _("My drafts"), lists.mine(lists.in_state(stories, "draft"), person).order_by(*_NEWEST), "state=draft"
            ),
            _section(
                _("Given back to me"), lists.mine(lists.in_state(stories, "given_back"), person), "state=given_back"
            ),
            _section(_("Waiting for a decision"), lists.waiting_since(stories), "state=waiting"),
            _section(
                _("Goes out later"), lists.in_state(stories, "scheduled").order_by("go_live_at"), "state=scheduled"
            ),
            _section(_("A verification ends soon"), lists.lapsing(stories), ""),
            _blocked(stories),
        ]
        return {
            "shown": True,
            "sections": [section for section in sections if section["stories"]],
            "all": reverse("stories:index"),
            "may_add": Page.objects.filter(pk__in=_places_to_write(person)).exists(),
            "add": reverse("stories:choose_parent"),
            "calendar": reverse("story_calendar"),
        }


_NEWEST = ("-latest_revision_created_at",)


def _section(heading, stories, query: str) -> dict[str, Any]:
    """`query` narrows the list of all stories to the same."""
    found = list(stories[: SHOWN + 1])
    address = f"{reverse('stories:index')}?{query}" if query else ""
    return {"heading": heading, "stories": found[:SHOWN], "more": address if len(found) > SHOWN else ""}


def _blocked(stories) -> dict[str, Any]:
    known = story_groups.channel_stories()
    heading = _("Live, but a channel would not take it")
    if known is None:
        return {"heading": heading, "stories": []}
    section = _section(heading, stories.filter(live=True, pk__in=known.blocked("")), "")
    names = known.names([story.pk for story in section["stories"]])
    for story in section["stories"]:
        story.blocked_by = names.get(story.pk, [])
    return section


def _places_to_write(person):
    return PagePermissionPolicy().instances_user_has_permission_for(person, "add").values("pk")
