"""Tokens: one opens one channel; only a hash is kept. Beside them, how often each was used."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a token may do. `ChannelToken.scopes` holds several with blanks between, as OAuth writes them."""

    READ = "read", _("Read feed, editions and packages")
    REPORT = "report", _("Report what became of them")


ALL_SCOPES = " ".join(Scope.values)


class ChannelToken(models.Model):
    channel = models.CharField(_("channel"), max_length=20)
    # SHA-256 of the token: 256 random bits need no slow hash.
    digest = models.CharField(max_length=64, unique=True, editable=False)
    # The first characters, so that people can tell tokens apart.
    hint = models.CharField(_("begins with"), max_length=12, editable=False)
    scopes = models.CharField(_("rights"), max_length=60, default=ALL_SCOPES)
    note = models.CharField(_("note"), max_length=120, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)

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


class AccessCount(models.Model):
    """How often a token made a call on a day (in China) and got `status`; written by `channels.access`."""

    token = models.ForeignKey(ChannelToken, on_delete=models.CASCADE, related_name="accesses")
    day = models.DateField(_("day"))
    call = models.CharField(_("call"), max_length=30)
    status = models.PositiveSmallIntegerField(_("status code"))
    count = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        ordering = ["-day", "call", "status"]
        indexes = [models.Index(fields=["day"], name="access_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["token", "day", "call", "status"], name="one_count_of_an_access")
        ]
