"""Keeps `DraftAuthor` in step with whom the newest draft of a story names."""

from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Revision

from stories.draft_products import is_story
from stories.models.drafts import DraftAuthor
from stories.sources import number


def revision_saved(sender: type, instance: Revision, **kwargs: Any) -> None:
    """`post_save` of every revision: autosave writes the same one again and again."""
    if is_story(instance):
        keep(int(instance.object_id), instance.content.get("authors"))


def keep(story_id: int, named: object) -> None:
    """`named` is what the revision's JSON holds: ids of people."""
    wanted = {number(pk) or 0 for pk in named} if isinstance(named, list) else set()
    kept = set(DraftAuthor.objects.filter(story_id=story_id).values_list("person_id", flat=True))
    if kept - wanted:
        DraftAuthor.objects.filter(story_id=story_id, person__in=kept - wanted).delete()
    if wanted - kept:
        people = get_user_model().objects.filter(pk__in=wanted - kept).values_list("pk", flat=True)
        DraftAuthor.objects.bulk_create(
            [DraftAuthor(story_id=story_id, person_id=pk) for pk in people], ignore_conflicts=True
        )
