"""Corrections: live stories that say what is no longer so, or show who no longer wants to be shown."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CorrectionCause(models.TextChoices):
    FACT = "fact", _("A fact changed")
    CONSENT = "consent", _("A consent was withdrawn")


class CorrectionState(models.TextChoices):
    OPEN = "open", _("Open")
    SUBMITTED = "submitted", _("Waits for approval")
    DONE = "done", _("Done")
    DISMISSED = "dismissed", _("No longer needed")


WAITING = (CorrectionState.OPEN.value, CorrectionState.SUBMITTED.value)


class Correction(models.Model):
    """One story, one cause. Written by `stories.corrections` alone; closed by the release that mends it.

    `places` lists where: `{block, where, before, value, after, now}`, the sentence in three parts around the old
    value and the new value. `revision_id` is the drafted revision, or null where a person has to decide.
    """

    story = models.ForeignKey(
        "stories.StoryPage", on_delete=models.CASCADE, related_name="corrections", verbose_name=_("story")
    )
    cause = models.CharField(_("cause"), max_length=8, choices=CorrectionCause.choices)
    product = models.ForeignKey(
        "products.Product", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("product")
    )
    fact_key = models.CharField(max_length=40, blank=True)
    person_met = models.ForeignKey(
        "products.PersonMet", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    before = models.CharField(_("before"), max_length=300, blank=True)
    after = models.CharField(_("after"), max_length=300, blank=True)
    places = models.JSONField(default=list)
    # No foreign key: old revisions may be purged.
    revision_id = models.BigIntegerField(null=True)
    # Whether it was drafted on top of somebody's unfinished work.
    on_draft = models.BooleanField(default=False)
    state = models.CharField(
        _("state"), max_length=9, choices=CorrectionState.choices, default=CorrectionState.OPEN, db_index=True
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("caused by")
    )
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by_release = models.ForeignKey(
        "stories.Release", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.UniqueConstraint(
                fields=["story", "product", "fact_key"],
                condition=models.Q(state__in=WAITING, cause="fact"),
                name="one_waiting_correction_of_a_fact",
            ),
            models.UniqueConstraint(
                fields=["story", "person_met"],
                condition=models.Q(state__in=WAITING, cause="consent"),
                name="one_waiting_correction_of_a_consent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story_id}: {self.before} → {self.after}"

    @property
    def waits(self) -> bool:
        return self.state in WAITING
