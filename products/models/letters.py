"""E-mails to be sent and reminders that were given."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """One e-mail, written in the transaction that caused it and sent by the worker (`products.post`).

    `cause` names what it is about, so that the same cause writes to the same address once.
    """

    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    cause = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)
    tries = models.PositiveSmallIntegerField(default=0)
    try_after = models.DateTimeField(auto_now_add=True, db_index=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [models.UniqueConstraint(fields=["to", "cause"], name="one_letter_of_a_cause")]

    def __str__(self) -> str:
        return self.subject


class Reminder(models.Model):
    """That people were told so many days before a verification ends."""

    verification = models.ForeignKey("products.Verification", on_delete=models.CASCADE, related_name="reminders")
    days = models.PositiveSmallIntegerField(_("days before"))
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["verification", "days"], name="one_reminder_of_a_day")]

    def __str__(self) -> str:
        return f"{self.verification_id} −{self.days}"
