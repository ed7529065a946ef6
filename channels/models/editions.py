"""Editions: a release in a channel's form."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EditionState(models.TextChoices):
    READY = "ready", _("Ready")
    BLOCKED = "blocked", _("Blocked")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Edition(models.Model):
    """`envelope` is the JSON text of the contract's envelope, stored as served; `etag` its SHA-256.

    One row per release and channel; `current` marks the one a channel should carry.
    """

    release = models.ForeignKey("stories.Release", on_delete=models.PROTECT, related_name="editions")
    story = models.ForeignKey("stories.StoryPage", on_delete=models.PROTECT, related_name="editions")
    channel = models.CharField(_("channel"), max_length=20)
    state = models.CharField(_("state"), max_length=10, choices=EditionState.choices)
    current = models.BooleanField(default=False)
    envelope = models.TextField()
    etag = models.CharField(max_length=64)
    media_type = models.CharField(max_length=60)
    adapter_version = models.PositiveIntegerField()
    spec_version = models.CharField(max_length=20)
    findings = models.JSONField(default=list)
    losses = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(fields=["release", "channel"], name="one_edition_of_a_release_and_channel"),
            models.UniqueConstraint(
                fields=["story", "channel"], condition=models.Q(current=True), name="one_current_edition"
            ),
        ]
