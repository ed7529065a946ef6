"""The form of an assessment: the rubric of today, criterion by criterion."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from products import assessments, rubric
from products.admin.step_forms import NotesForm
from products.assessments import Judgement
from products.errors import Refused
from products.models import Assessment, AssessmentResult, Verification
from products.renewals import previous_assessment
from products.rubric import Criterion


@dataclass(frozen=True)
class CriterionRow:
    """One criterion on the page: what it asks, its fields, and the score of the assessment before, if any."""

    criterion: Criterion
    score: forms.BoundField
    reason: forms.BoundField
    evidence: forms.BoundField | None
    before: int | None


class AssessmentForm(NotesForm):
    """`cleaned_data` are the arguments of `products.assessments.record`."""

    result = forms.ChoiceField(label=_("Result"), choices=AssessmentResult.choices, widget=forms.RadioSelect)
    conditions_zh = forms.CharField(
        label=_("Conditions in Chinese"),
        required=False,
        max_length=assessments.LONGEST_CONDITIONS,
        widget=AdminAutoHeightTextInput,
        help_text=_("Only for “passed with conditions”. Everybody can read them on the verification record."),
    )
    conditions_en = forms.CharField(
        label=_("Conditions in English"),
        required=False,
        max_length=assessments.LONGEST_CONDITIONS,
        widget=AdminAutoHeightTextInput,
    )

    def __init__(self, *args, verification: Verification, **kwargs):
        self.rubric = rubric.current()
        self.evidence = {str(evidence.pk): evidence for evidence in verification.evidence.all()}
        self.before: Assessment | None = previous_assessment(verification)
        self.scores_before = {score.criterion: score for score in self.before.scores.all()} if self.before else {}
        super().__init__(*args, initial=self._taken_over(), **kwargs)
        for criterion in self.rubric.criteria:
            self._add(criterion)
        if self.scores_before:
            self.fields["looked_again"] = forms.BooleanField(
                label=_("I have looked at every score and every reason again."),
                error_messages={"required": _("Look at every score and reason again, then tick here.")},
            )

    @property
    def rows(self) -> list[CriterionRow]:
        evidence = bool(self.evidence)
        return [
            CriterionRow(
                criterion,
                self[f"score-{criterion.key}"],
                self[f"reason-{criterion.key}"],
                self[f"evidence-{criterion.key}"] if evidence else None,
                self.scores_before[criterion.key].score if criterion.key in self.scores_before else None,
            )
            for criterion in self.rubric.criteria
        ]

    @cached_property
    def before_on(self) -> date | None:
        return assessments.made_on(self.before) if self.scores_before else None

    def clean(self):
        cleaned = super().clean()
        cleaned["scores"] = {}
        for criterion in self.rubric.criteria:
            taken = [cleaned.pop(f"{name}-{criterion.key}", None) for name in ("score", "reason", "evidence")]
            if taken[0] is not None:
                cleaned["scores"][criterion.key] = Judgement(taken[0], taken[1] or "", self.evidence.get(taken[2]))
        cleaned.pop("looked_again", None)
        self._check_result(cleaned)
        return cleaned

    def _check_result(self, cleaned: dict) -> None:
        """Say beside its field what the service would refuse as a whole."""
        result = cleaned.get("result")
        if result is None:
            return
        points = {key: judged.score for key, judged in cleaned["scores"].items()}
        if result == AssessmentResult.PASSED:
            for criterion in assessments.below_minimum(self.rubric, points):
                if criterion.key in points:
                    self.add_error(f"score-{criterion.key}", assessments.too_low(criterion).message)
        try:
            assessments.check_conditions(result, cleaned.get("conditions_zh", ""), cleaned.get("conditions_en", ""))
        except Refused as refusal:
            self.add_error("conditions_zh", refusal.message)

    def _add(self, criterion: Criterion) -> None:
        choices = [(anchor.score, f"{anchor.score} · {anchor.text()}") for anchor in reversed(criterion.anchors)]
        self.fields[f"score-{criterion.key}"] = forms.TypedChoiceField(
            label=criterion.name(),
            coerce=int,
            empty_value=None,
            choices=choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose a score.")},
        )
        self.fields[f"reason-{criterion.key}"] = forms.CharField(
            label=_("Reason"),
            max_length=assessments.LONGEST_REASON,
            widget=AdminAutoHeightTextInput(attrs={"rows": 2}),
            error_messages={"required": _("Say why this score and no other.")},
        )
        if not self.evidence:
            return
        shown = [("", _("No evidence for this one")), *((key, one.title()) for key, one in self.evidence.items())]
        self.fields[f"evidence-{criterion.key}"] = forms.ChoiceField(label=_("Evidence"), required=False, choices=shown)

    def _taken_over(self) -> dict:
        """What the assessment before said; its evidence where the same file is evidence here."""
        here = {evidence.sha256: key for key, evidence in self.evidence.items()}
        taken = {}
        for key, score in self.scores_before.items():
            taken |= {f"score-{key}": score.score, f"reason-{key}": score.reason}
            if score.evidence:
                taken[f"evidence-{key}"] = here.get(score.evidence.sha256, "")
        return taken
