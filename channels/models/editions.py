"""Editions: a release in a channel's form."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EditionState(models.TextChoices):
    READY = "ready", _("Ready")
    BLOCKED = "blocked", _("Blocked")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    # The release says nothing new on this channel: the earlier edition stays current.
    UNCHANGED = "unchanged", _("Unchanged")
    # An embargo holds it back until `due_at`; nothing is rendered yet.
    WAITING = "waiting", _("Waits for its hour")


class Edition(models.Model):
    """`envelope` is the JSON text of the contract's envelope, stored as served; `etag` its SHA-256.

    One row per release and channel; `current` marks the one a channel should carry, and is always
    `ready`. `content_digest` is taken over what the channel shows (see `channels.envelope`): a release
    that leaves it as it was makes no feed entry. `approver` is the approver's name at the time of making,
    and `audience` what campaigns said then of whom it is for: kept so that an edition can be rebuilt to the byte
    after a person changed their name, or a campaign its audience.
    """

    release = models.ForeignKey("stories.Release", on_delete=models.PROTECT, related_name="editions")
    story = models.ForeignKey("stories.StoryPage", on_delete=models.PROTECT, related_name="editions")
    channel = models.CharField(_("channel"), max_length=20)
    state = models.CharField(_("state"), max_length=10, choices=EditionState.choices)
    due_at = models.DateTimeField(_("waits until"), null=True, blank=True, db_index=True)
    current = models.BooleanField(_("current"), default=False)
    # Empty where a finding blocked before anything was rendered.
    envelope = models.TextField(blank=True)
    etag = models.CharField(max_length=64)
    content_digest = models.CharField(max_length=64)
    approver = models.CharField(max_length=160)
    audience = models.JSONField(default=list)
    media_type = models.CharField(max_length=80)
    adapter_version = models.PositiveIntegerField()
    # Names a row of `SpecVersion`.
    spec_version = models.CharField(max_length=40)
    findings = models.JSONField(default=list)
    losses = models.JSONField(default=list)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

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

    def __str__(self) -> str:
        return f"{self.channel} · {self.release}"
