"""How an assessor judged a product, criterion by criterion."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from products.bilingual import in_language


class AssessmentResult(models.TextChoices):
    PASSED = "passed", _("Passed")
    CONDITIONAL = "conditional", _("Passed with conditions")
    FAILED = "failed", _("Failed")


class Assessment(models.Model):
    """One judgement by the rubric of its time (`products.rubric`). Written by `products.assessments` alone."""

    verification = models.ForeignKey("products.Verification", on_delete=models.PROTECT, related_name="assessments")
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assessments")
    rubric_version = models.CharField(_("rubric"), max_length=20)
    result = models.CharField(_("result"), max_length=11, choices=AssessmentResult.choices)
    conditions_zh = models.TextField(_("conditions in Chinese"), blank=True)
    conditions_en = models.TextField(_("conditions in English"), blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    stands = models.BooleanField(default=True, editable=False)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.UniqueConstraint(
                fields=["verification"], condition=models.Q(stands=True), name="one_standing_assessment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.verification_id} · {self.get_result_display()}"

    def conditions(self, language: str | None = None) -> str:
        return in_language(self.conditions_zh, self.conditions_en, language)


class Score(models.Model):
    """`criterion` is a key of the rubric; `score` counts from 0 to the criterion's highest."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="scores")
    criterion = models.SlugField(max_length=40)
    score = models.PositiveSmallIntegerField(_("score"), validators=[MaxValueValidator(100)])
    reason = models.TextField(_("reason"))
    evidence = models.ForeignKey("products.Evidence", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [models.UniqueConstraint(fields=["assessment", "criterion"], name="one_score_of_a_criterion")]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.score}"
