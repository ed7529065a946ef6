"""Where a translation came from."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TranslationOf(models.Model):
    """Which content of which original a translated story says. Written by `stories.translations` alone.

    Beside the page and not in it: to say that a translation is up to date changes nothing that was approved.
    """

    page = models.OneToOneField("stories.StoryPage", on_delete=models.CASCADE, related_name="translation_of")
    original = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="translated_to")
    # No foreign key: old revisions may be purged.
    from_revision = models.BigIntegerField(null=True)
    from_digest = models.CharField(max_length=64)
    # Field name or block id → checksum of what the original said there.
    parts = models.JSONField(default=dict)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")

    def __str__(self) -> str:
        return f"{self.original_id} → {self.page_id}"
