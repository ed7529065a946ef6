"""Stories taken down everywhere at once, for good."""

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _


class KillQuerySet(models.QuerySet["StoryKill"]):
    def standing(self) -> QuerySet["StoryKill"]:
        return self.filter(lifted_at=None)


class StoryKill(models.Model):
    """One person's stop to one story. Written by `stories.kills` alone; lifted by another person.

    `reason` is for the house; `public_note` is what readers are told, where they are told anything but the day.
    """

    story = models.ForeignKey(
        "stories.StoryPage", on_delete=models.PROTECT, related_name="kills", verbose_name=_("story")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()
    public_note = models.TextField(blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = KillQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("stop of a story")
        verbose_name_plural = _("stops of stories")
        constraints = [
            models.UniqueConstraint(fields=["story"], condition=Q(lifted_at=None), name="one_standing_kill_of_a_story")
        ]

    def __str__(self) -> str:
        return f"{self.story_id} · {self.at:%Y-%m-%d}"
