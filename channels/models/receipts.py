"""What a channel reports back."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReceiptState(models.TextChoices):
    PUBLISHED = "published", _("Published")
    REJECTED = "rejected", _("Rejected")
    REMOVED = "removed", _("Removed")


class Receipt(models.Model):
    """One report; the same report again is the same row. `entered_by` is None where the channel itself reported."""

    channel = models.CharField(_("channel"), max_length=20)
    story = models.ForeignKey(
        "stories.StoryPage", on_delete=models.PROTECT, related_name="receipts", verbose_name=_("story")
    )
    version = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=ReceiptState.choices)
    external_id = models.CharField(_("id on the channel"), max_length=200, blank=True)
    external_url = models.URLField(_("address"), max_length=1000, blank=True)
    message = models.CharField(_("message"), max_length=1000, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("entered by"),
    )
    at = models.DateTimeField(_("received at"), auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "story", "version", "state", "external_id"], name="one_row_of_a_receipt"
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} · {self.story_id} v{self.version}: {self.get_state_display()}"
