"""What the case page shows of the assessment that stands: scores beside what they mean, total, conditions."""

from dataclasses import dataclass
from datetime import date

from products import rubric
from products.assessments import made_on, standing
from products.models import Assessment, Score, Verification
from products.rubric import Criterion


@dataclass(frozen=True)
class ScoreRow:
    """`criterion` is None where the rubric of the time is gone; the score then stands for itself."""

    score: Score
    criterion: Criterion | None

    @property
    def name(self) -> str:
        return self.criterion.name() if self.criterion else self.score.criterion

    @property
    def means(self) -> str:
        known = self.criterion is not None and self.score.score <= self.criterion.highest
        return self.criterion.anchor(self.score.score).text() if known else ""

    @property
    def low(self) -> bool:
        return self.criterion is not None and self.score.score < self.criterion.minimum


@dataclass(frozen=True)
class AssessmentCard:
    assessment: Assessment
    on: date
    rows: list[ScoreRow]
    total: int | None


def assessment_card(verification: Verification) -> AssessmentCard | None:
    """The standing assessment by the rubric of its time, or None. Its number of queries is fixed."""
    assessment = standing(verification)
    if assessment is None:
        return None
    by = rubric.of(assessment.rubric_version)
    scores = list(assessment.scores.all())
    rows = [ScoreRow(score, by.criterion(score.criterion) if by else None) for score in scores]
    total = by.total({score.criterion: score.score for score in scores}) if by else None
    return AssessmentCard(assessment, made_on(assessment), rows, total)
