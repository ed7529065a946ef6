"""Tokens: one opens one channel; only a hash is kept."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ChannelToken(models.Model):
    channel = models.CharField(_("channel"), max_length=20)
    # SHA-256 of the token: 256 random bits need no slow hash.
    digest = models.CharField(max_length=64, unique=True, editable=False)
    # The first characters, so that people can tell tokens apart.
    hint = models.CharField(_("begins with"), max_length=12, editable=False)
    note = models.CharField(_("note"), max_length=120, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("channel token")
        verbose_name_plural = _("channel tokens")

    def __str__(self) -> str:
        return f"{self.channel} {self.hint}…"

    def state(self) -> str:
        """`valid`, `expired` or `revoked`, now."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at <= timezone.now() else "valid"
