"""Orders that are sent to us: who may send, and what came."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from products.models import Platform


class WebhookSecret(models.Model):
    """One secret of one shop's sender; several are valid at once while one takes over from another.

    The secret itself is in no table: it is derived from `nonce` and `SECRET_KEY`, so that nobody who reads the
    database can sign.
    """

    platform = models.CharField(_("shop"), max_length=8, choices=Platform.choices)
    nonce = models.CharField(max_length=32, unique=True, editable=False)
    hint = models.CharField(_("ends with"), max_length=8, editable=False)
    note = models.CharField(_("note"), max_length=120, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("webhook secret")
        verbose_name_plural = _("webhook secrets")

    def __str__(self) -> str:
        return f"{self.get_platform_display()} …{self.hint}"


class WebhookMessage(models.Model):
    """One verified message, kept before it was acknowledged. `content` is its canonical rows, buyers hashed;
    `sha256` that of the signed bytes, to tell a repetition from another message under the same id."""

    platform = models.CharField(_("shop"), max_length=8, choices=Platform.choices)
    webhook_id = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    ordered_from = models.DateTimeField()
    ordered_until = models.DateTimeField()
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    worked_at = models.DateTimeField(_("worked at"), null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("order message")
        verbose_name_plural = _("order messages")
        constraints = [models.UniqueConstraint(fields=["platform", "webhook_id"], name="one_message_of_an_id")]

    def __str__(self) -> str:
        return self.webhook_id
