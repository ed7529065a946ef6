"""What a second person approved, word for word."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Approval(models.Model):
    """One person's yes to one content of one page. Written by `stories.approval` alone, used once.

    `content_digest` is taken of the revision's content and of the bytes of its pictures and films
    (`stories.content_digest`): an autosave rewrites a revision in place, so its number proves nothing.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="approvals")
    # No foreign key: old revisions may be purged, the approval stays.
    revision_id = models.BigIntegerField()
    content_digest = models.CharField(max_length=64)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="approvals")
    approved_at = models.DateTimeField()
    comment = models.TextField(blank=True)
    went_live_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        indexes = [models.Index(fields=["page", "revision_id"])]

    def __str__(self) -> str:
        return f"{self.page_id}/{self.revision_id} · {self.approved_by}"
