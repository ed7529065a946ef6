"""What a person has to take down by hand, where a channel has no call for it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TakedownTask(models.Model):
    """One withdrawal on one channel. Written with the withdrawal's entry, in the same transaction.

    It ends with a report `removed`, the channel's own or one that a person enters; `address` is where the channel
    said the story stands, "" where it never said.
    """

    entry = models.OneToOneField("channels.FeedEntry", on_delete=models.PROTECT, related_name="takedown")
    channel = models.CharField(_("channel"), max_length=20)
    story = models.ForeignKey("stories.StoryPage", on_delete=models.PROTECT, related_name="takedowns")
    version = models.PositiveIntegerField()
    address = models.URLField(_("address"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("since"))
    due_at = models.DateTimeField(_("due"), db_index=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="takedowns",
        verbose_name=_("taken on by"),
    )
    receipt = models.ForeignKey(
        "channels.Receipt", null=True, blank=True, on_delete=models.PROTECT, related_name="takedowns"
    )
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        verbose_name = _("takedown task")
        verbose_name_plural = _("takedown tasks")
        indexes = [models.Index(fields=["channel", "story", "done_at"], name="takedowns_of_a_story")]

    def __str__(self) -> str:
        return f"{self.channel} · {self.story_id} v{self.version}"
