"""Recording an assessment: every criterion scored with its reason, the result, and the step it is.

Each function raises `products.errors.Refused` where a rule says no, and then has changed nothing.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from products import rubric
from products.casework import check, lock, move, take_step
from products.dates import check_step_date
from products.errors import Refused
from products.models import Assessment, AssessmentResult, Evidence, Score, Step, StepKind, Verification
from products.rubric import Criterion, Rubric
from products.transitions import ASSESS

# Characters.
LONGEST_REASON = 2000
LONGEST_CONDITIONS = 4000


class Judgement(NamedTuple):
    """One criterion judged; `evidence` is a piece of the case's own."""

    score: int
    reason: str
    evidence: Evidence | None = None


@transaction.atomic
def record(
    verification: Verification,
    person,
    *,
    on: date,
    scores: Mapping[str, Judgement | tuple],
    result: str,
    conditions_zh: str = "",
    conditions_en: str = "",
    note_zh: str = "",
    note_en: str = "",
    seen: int | None = None,
) -> Assessment:
    """Somebody other than the recommender judged the product by the rubric of today."""
    lock(verification, seen)
    check(person, "assess", verification)
    check_step_date(on, verification)
    by = rubric.current()
    judged = check_scores(by, verification, scores)
    check_result(by, judged, result, conditions_zh, conditions_en)
    assessment = Assessment.objects.create(
        verification=verification,
        assessor=person,
        rubric_version=by.version,
        result=result,
        conditions_zh=conditions_zh.strip(),
        conditions_en=conditions_en.strip(),
    )
    Score.objects.bulk_create(
        Score(assessment=assessment, criterion=key, score=one.score, reason=one.reason.strip(), evidence=one.evidence)
        for key, one in judged.items()
    )
    points = {key: one.score for key, one in judged.items()}
    move(ASSESS, verification, person, on=str(on), result=result, rubric=by.version, scores=points)
    take_step(ASSESS, verification, person, on, note_zh=note_zh, note_en=note_en)
    return assessment


def standing(verification: Verification) -> Assessment | None:
    """The assessment that stands, with its scores at hand."""
    return (
        verification.assessments.filter(stands=True)
        .prefetch_related("scores__evidence")
        .select_related("assessor")
        .first()
    )


def made_on(assessment: Assessment) -> date:
    """The day of the step that it was; it may have been recorded later."""
    steps = Step.objects.filter(
        verification=assessment.verification_id, kind=StepKind.ASSESSED, stands=assessment.stands
    )
    last = steps.order_by("-pk").values_list("on", flat=True).first()
    return last or timezone.localdate(assessment.recorded_at)


def check_scores(by: Rubric, verification: Verification, scores: Mapping) -> dict[str, Judgement]:
    """The judgements in the rubric's order: every criterion, none that it does not know."""
    unknown = [key for key in scores if by.criterion(key) is None]
    if unknown:
        raise Refused(
            "assessment.unknown_criterion",
            _("The rubric knows no criterion “%(key)s”.") % {"key": str(unknown[0])[:40]},
        )
    judged = {}
    for criterion in by.criteria:
        if criterion.key not in scores:
            raise Refused(
                "assessment.score_missing", _("“%(criterion)s” is not scored yet.") % {"criterion": criterion.name()}
            )
        judged[criterion.key] = Judgement(*scores[criterion.key])
        _check_judgement(criterion, judged[criterion.key], verification)
    return judged


def below_minimum(by: Rubric, points: Mapping[str, int]) -> list[Criterion]:
    """The criteria whose score is too low for “passed”."""
    return [criterion for criterion in by.criteria if points.get(criterion.key, 0) < criterion.minimum]


def too_low(criterion: Criterion) -> Refused:
    return Refused(
        "assessment.below_minimum",
        _("“%(criterion)s” needs at least %(minimum)d to pass. Choose another result, or look at the score again.")
        % {"criterion": criterion.name(), "minimum": criterion.minimum},
    )


def check_result(
    by: Rubric, judged: Mapping[str, Judgement], result: str, conditions_zh: str, conditions_en: str
) -> None:
    """The result agrees with the scores, and conditions are there where and only where they belong."""
    if result not in AssessmentResult.values:
        raise Refused("assessment.no_result", _("Say what the result is."))
    check_conditions(result, conditions_zh, conditions_en)
    low = below_minimum(by, {key: one.score for key, one in judged.items()})
    if low and result == AssessmentResult.PASSED:
        raise too_low(low[0])


def check_conditions(result: str, conditions_zh: str, conditions_en: str) -> None:
    given = bool(conditions_zh.strip() or conditions_en.strip())
    if result == AssessmentResult.CONDITIONAL and not given:
        raise Refused("assessment.no_conditions", _("Write down the conditions; they are shown to the public."))
    if result != AssessmentResult.CONDITIONAL and given:
        raise Refused(
            "assessment.conditions_without_need",
            _("Conditions belong to “passed with conditions” only. Choose that result, or take the conditions out."),
        )
    if max(len(conditions_zh), len(conditions_en)) > LONGEST_CONDITIONS:
        raise Refused(
            "assessment.long_conditions",
            _("Say it in at most %(limit)d characters.") % {"limit": LONGEST_CONDITIONS},
        )


def _check_judgement(criterion: Criterion, judged: Judgement, verification: Verification) -> None:
    about = {"criterion": criterion.name()}
    if type(judged.score) is not int or not 0 <= judged.score <= criterion.highest:
        raise Refused(
            "assessment.score_out_of_range",
            _("The score of “%(criterion)s” must be a whole number from 0 to %(highest)d.")
            % {**about, "highest": criterion.highest},
        )
    if not (judged.reason or "").strip():
        raise Refused("assessment.no_reason", _("Give the reason for the score of “%(criterion)s”.") % about)
    if len(judged.reason) > LONGEST_REASON:
        raise Refused(
            "assessment.long_reason", _("Say it in at most %(limit)d characters.") % {"limit": LONGEST_REASON}
        )
    if judged.evidence is not None and judged.evidence.verification_id != verification.pk:
        raise Refused(
            "assessment.foreign_evidence",
            _("The evidence for “%(criterion)s” belongs to another case.") % about,
        )
