"""Clicks, without anything that names a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VisitorSalt(models.Model):
    """The day's random salt. Destroyed after 48 hours; then no click can be tied to an address again."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=32)


class Click(models.Model):
    """One visit of `/go/<code>`. `visitor` is an HMAC of address and user agent cut to 64 bits (16 hex digits).

    Flagged clicks (`bot`, `prefetch`, `head`, `repeat`) are kept and not counted.
    """

    link = models.ForeignKey("commerce.PurchaseLink", on_delete=models.PROTECT, related_name="clicks")
    at = models.DateTimeField(db_index=True)
    visitor = models.CharField(max_length=16)
    flag = models.CharField(_("flag"), max_length=8, blank=True)

    class Meta:
        verbose_name = _("click")
        verbose_name_plural = _("clicks")
        indexes = [models.Index(fields=["link", "visitor", "at"])]
