"""Clicks, without anything that names a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VisitorSalt(models.Model):
    """The day's random salt. Destroyed after 48 hours; then no click can be tied to an address again."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=32)


class ClickFlag(models.TextChoices):
    """Why a click is kept and not counted; empty where it counts."""

    BOT = "bot", _("Program")
    PREFETCH = "prefetch", _("Fetched in advance")
    HEAD = "head", _("Only asked for the head")
    REPEAT = "repeat", _("Repeated within minutes")
    CLOSED = "closed", _("The way was closed")


class Click(models.Model):
    """One visit of `/go/<code>`. `visitor` is an HMAC of address and user agent cut to 64 bits (16 hex digits)."""

    # The index below begins with the link: one of its own would be written with every click and never read. Nor does
    # the database check the link again: it was read a moment before, and PROTECT keeps it from being deleted. The
    # check would lock the row of a link that a whole campaign clicks.
    link = models.ForeignKey(
        "commerce.PurchaseLink", on_delete=models.PROTECT, related_name="clicks", db_index=False, db_constraint=False
    )
    at = models.DateTimeField(db_index=True)
    visitor = models.CharField(max_length=16)
    flag = models.CharField(_("flag"), max_length=8, choices=ClickFlag.choices, blank=True)

    class Meta:
        verbose_name = _("click")
        verbose_name_plural = _("clicks")
        indexes = [models.Index(fields=["link", "visitor", "at"])]
