"""The verification record: four steps by different people, valid until a day."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from products.bilingual import in_language


class VerificationState(models.TextChoices):
    RECOMMENDED = "recommended", _("Recommended")
    VISITED = "visited", _("Visited")
    ASSESSED = "assessed", _("Assessed")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed")
    REPLACED = "replaced", _("Replaced by a newer one")


def holds(state: str, valid_until: date | None, on: date | None = None) -> bool:
    """Whether a record in `state` is confirmed and still valid on the day `on` (default: today, China time)."""
    return (
        state == VerificationState.CONFIRMED and valid_until is not None and (on or timezone.localdate()) <= valid_until
    )


class Verification(models.Model):
    """One walk through the four steps. Changed by `products.services` alone."""

    product = models.ForeignKey("products.Product", on_delete=models.PROTECT, related_name="verifications")
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=VerificationState.choices,
        default=VerificationState.RECOMMENDED,
        db_index=True,
    )
    valid_until = models.DateField(_("valid until"), null=True, blank=True, db_index=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    withdrawal_reason = models.TextField(_("reason for withdrawal"), blank=True)
    refused_at = models.DateTimeField(_("refused at"), null=True, blank=True, editable=False)
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    refusal_reason = models.TextField(_("reason for refusal"), blank=True)
    # Who has taken the next step on, and the day by which it should be done.
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="claims"
    )
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    due_on = models.DateField(_("due on"), null=True, blank=True, db_index=True)
    # The last time it was sent back and not taken up again.
    sent_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    sent_back_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_back_reason = models.TextField(_("reason for sending back"), blank=True)
    # The verification that this one renews; what still holds is taken from it.
    renews = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="renewals"
    )
    # Counted up by every change: a form that saw an older number may not overwrite (`products.services`).
    changes = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        permissions = [
            ("recommend_product", _("Can recommend a product")),
            ("visit_product", _("Can record a visit")),
            ("assess_product", _("Can assess a product")),
            ("confirm_product", _("Can confirm a product")),
            ("withdraw_product", _("Can withdraw a verification")),
            ("take_in_recommendation", _("Can take in recommendations from outside")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["product"],
                condition=models.Q(state__in=["recommended", "visited", "assessed"]),
                name="one_verification_in_progress",
            ),
            models.UniqueConstraint(
                fields=["product"], condition=models.Q(state="confirmed"), name="one_confirmed_verification"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="confirmed") | models.Q(valid_until__isnull=False),
                name="confirmed_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} · {self.get_state_display()}"

    def holds(self, on=None) -> bool:
        """Whether it is confirmed and still valid on the day `on` (default: today, China time)."""
        return holds(self.state, self.valid_until, on)

    def days_late(self, on=None) -> int:
        """Days since the next step was due; 0 while there is time, or where no day is set."""
        return max(((on or timezone.localdate()) - self.due_on).days, 0) if self.due_on else 0


class StepKind(models.TextChoices):
    RECOMMENDED = "recommended", _("Recommended")
    VISITED = "visited", _("Visited")
    ASSESSED = "assessed", _("Assessed")
    CONFIRMED = "confirmed", _("Confirmed")


class Step(models.Model):
    """One of the four steps: who, for whom, on which day, and what they said.

    Never changed, but for `stands`: a step that was sent back stays on record and is taken again. Where
    somebody without an account recommended (`from_outside`), `person` is who took it in and `for_name` who
    spoke, empty where that name may not be shown.
    """

    verification = models.ForeignKey(Verification, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("step"), max_length=12, choices=StepKind.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("products.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("date"))
    note_zh = models.TextField(_("note in Chinese"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)
    from_outside = models.BooleanField(default=False, editable=False)
    for_name = models.CharField(_("in the name of"), max_length=80, blank=True)
    stands = models.BooleanField(_("stands"), default=True, editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints = [
            models.UniqueConstraint(
                fields=["verification", "kind"], condition=models.Q(stands=True), name="one_standing_step_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.on}"

    def who(self, language: str | None = None) -> str:
        """Who spoke. From outside: the name that may be shown, else nobody's but the organisation's."""
        return self.for_name if self.from_outside else self.person.display_name(language)

    def note(self, language: str | None = None) -> str:
        return in_language(self.note_zh, self.note_en, language)
