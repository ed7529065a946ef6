"""Rules that an operator has set, and what every version of a channel's rules was."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LimitChange(models.Model):
    """One change of one limit; rows are only ever added. The newest of a limit is in force, unless it is a reset.

    `number` counts the changes of a channel and goes into the version of its rules. None is "no bound".
    """

    channel = models.CharField(_("channel"), max_length=20)
    name = models.CharField(_("limit"), max_length=40)
    number = models.PositiveIntegerField()
    old_min = models.PositiveBigIntegerField(null=True)
    old_max = models.PositiveBigIntegerField(null=True)
    new_min = models.PositiveBigIntegerField(null=True)
    new_max = models.PositiveBigIntegerField(null=True)
    reset = models.BooleanField(default=False)
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("changed by")
    )
    at = models.DateTimeField(_("changed at"), auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("changed limit")
        verbose_name_plural = _("changed limits")
        constraints = [models.UniqueConstraint(fields=["channel", "number"], name="one_change_of_a_number")]
        indexes = [models.Index(fields=["channel", "name", "number"], name="newest_change_of_a_limit")]

    def __str__(self) -> str:
        return f"{self.channel} {self.name} +{self.number}"


class SpecVersion(models.Model):
    """The rules of a channel as they were under one version, so that a past edition can be made again under its own."""

    channel = models.CharField(max_length=20)
    version = models.CharField(max_length=40)
    data = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "version"], name="one_row_of_a_spec_version")]
