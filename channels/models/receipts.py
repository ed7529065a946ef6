"""What a channel reports back."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReceiptState(models.TextChoices):
    PUBLISHED = "published", _("Published")
    REJECTED = "rejected", _("Rejected")
    REMOVED = "removed", _("Removed")


class Receipt(models.Model):
    """One report; the same report again is the same row."""

    channel = models.CharField(max_length=20)
    story = models.ForeignKey("stories.StoryPage", on_delete=models.PROTECT, related_name="receipts")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=ReceiptState.choices)
    external_id = models.CharField(max_length=200, blank=True)
    external_url = models.URLField(max_length=1000, blank=True)
    message = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "story", "version", "state", "external_id"], name="one_row_of_a_receipt"
            )
        ]
