"""What went out: append-only."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from stories.document import StoryDocument


class Release(models.Model):
    """One approved version of a story, frozen. `version` counts from 1 within the story.

    `document` is the canonical JSON text, byte for byte what `digest` was taken of.
    """

    story = models.ForeignKey("stories.StoryPage", on_delete=models.PROTECT, related_name="releases")
    version = models.PositiveIntegerField()
    # No foreign key: old revisions may be purged, the release stays.
    revision_id = models.BigIntegerField()
    document = models.TextField()
    digest = models.CharField(max_length=64)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    # The approved release whose text this one carries on, with newer provenance (`stories.reissue`).
    reissue_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reissues")
    live_from = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        constraints = [models.UniqueConstraint(fields=["story", "version"], name="one_release_of_a_version")]

    def __str__(self) -> str:
        return f"{self.story_id} v{self.version}"

    def parsed(self) -> StoryDocument:
        return StoryDocument.model_validate_json(self.document)


class ReleaseProduct(models.Model):
    """Which releases carry a product, in one query, and the verification that stood behind it then."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="carried")
    product = models.ForeignKey("products.Product", on_delete=models.PROTECT, related_name="carried_by")
    verification = models.ForeignKey("products.Verification", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "product"], name="a_release_carries_a_product_once")]
