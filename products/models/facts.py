"""What was confirmed about a product, in both languages."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from products.bilingual import in_language

CLAIM = ("key", "label_zh", "label_en", "value_zh", "value_en", "unit")


class Fact(models.Model):
    """One claim. Changing its words takes its confirmation away: nobody vouched for the new ones."""

    product = ParentalKey("products.Product", on_delete=models.CASCADE, related_name="facts")
    key = models.SlugField(_("key"), max_length=40)
    label_zh = models.CharField(_("Chinese label"), max_length=40)
    label_en = models.CharField(_("English label"), max_length=60)
    value_zh = models.CharField(_("Chinese value"), max_length=160)
    value_en = models.CharField(_("English value"), max_length=200)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    evidence = models.ForeignKey(
        "products.Evidence", null=True, blank=True, on_delete=models.PROTECT, related_name="facts"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True, editable=False)
    confirmed_in = models.ForeignKey(
        "products.Verification", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    sort_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["sort_order", "id"]
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        constraints = [models.UniqueConstraint(fields=["product", "key"], name="one_fact_of_a_key")]

    @classmethod
    def from_db(cls, db, field_names, values):
        fact = super().from_db(db, field_names, values)
        fact._claim_in_database = fact._claim() if set(CLAIM) <= set(field_names) else None
        return fact

    def save(self, *args, **kwargs) -> None:
        known = getattr(self, "_claim_in_database", None)
        if known is not None and known != self._claim():
            self.confirmed_by = self.confirmed_on = None
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "confirmed_by", "confirmed_on"}
        super().save(*args, **kwargs)
        self._claim_in_database = self._claim()

    def _claim(self) -> tuple[str, ...]:
        return tuple(getattr(self, name) for name in CLAIM)

    def label(self, language: str | None = None) -> str:
        return in_language(self.label_zh, self.label_en, language)

    def value(self, language: str | None = None) -> str:
        return in_language(self.value_zh, self.value_en, language)

    def __str__(self) -> str:
        return f"{self.label()}: {self.value()} {self.unit}".rstrip()


class FactChangeState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Rejected")


class FactChange(models.Model):
    """New words for a confirmed fact. The old ones stand until another person confirms the new ones."""

    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="changes", verbose_name=_("fact"))
    old_value_zh = models.CharField(max_length=160, editable=False)
    old_value_en = models.CharField(max_length=200, editable=False)
    old_unit = models.CharField(max_length=20, blank=True, editable=False)
    value_zh = models.CharField(_("Chinese value"), max_length=160)
    value_en = models.CharField(_("English value"), max_length=200)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    reason = models.TextField(_("reason"))
    evidence = models.ForeignKey("products.Evidence", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        _("state"), max_length=9, choices=FactChangeState.choices, default=FactChangeState.PROPOSED, db_index=True
    )
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("change of a fact")
        verbose_name_plural = _("changes of facts")
        constraints = [
            models.UniqueConstraint(
                fields=["fact"], condition=models.Q(state="proposed"), name="one_proposed_change_of_a_fact"
            )
        ]

    def __str__(self) -> str:
        return f"{self.fact} → {self.value()} {self.unit}".rstrip()

    def value(self, language: str | None = None) -> str:
        return in_language(self.value_zh, self.value_en, language)

    def said(self) -> str:
        """The new words with their unit, as they are printed."""
        return f"{self.value()} {self.unit}".rstrip()

    def said_before(self) -> str:
        return f"{in_language(self.old_value_zh, self.old_value_en)} {self.old_unit}".rstrip()
