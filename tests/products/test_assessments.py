"""Recording an assessment: what must be said, what contradicts, and what stays when it is sent back."""

import pytest
from wagtail.log_actions import registry as log_registry

from products import assessments, rubric, services
from products.errors import Refused
from products.models import Assessment, AssessmentResult, Score, VerificationState
from tests import factories
from tests.products.days import day

PASSED, CONDITIONAL, FAILED = AssessmentResult.PASSED, AssessmentResult.CONDITIONAL, AssessmentResult.FAILED


def record(verification, person, **fields):
    return assessments.record(
        verification,
        person,
        **{"on": day(15), "scores": factories.full_scores(), "result": PASSED, **fields},
    )


def scores(**changed) -> dict:
    return factories.full_scores() | changed


def test_scores_reasons_and_evidence_are_kept(visited, people):
    shown = services.add_evidence(visited, people["inspector"], title_zh="果园", photo=factories.PhotoFactory())
    made = record(
        visited,
        people["inspector"],
        scores=scores(quality=(5, "  十二批都合格 ", shown)),
        result=CONDITIONAL,
        conditions_zh="装箱前复拣",
        note_zh="评估",
    )
    visited.refresh_from_db()
    assert visited.state == VerificationState.ASSESSED
    assert made.rubric_version == rubric.current().version
    assert [score.criterion for score in made.scores.all()] == [one.key for one in rubric.current().criteria]
    kept = made.scores.get(criterion="quality")
    assert (kept.score, kept.reason, kept.evidence) == (5, "十二批都合格", shown)
    assert made.conditions("en") == "装箱前复拣", "the other language where one is missing"
    step = visited.steps.get(kind="assessed")
    assert (step.person, step.on, step.note_zh) == (people["inspector"], day(15), "评估")
    entry = log_registry.get_logs_for_instance(visited).filter(action="products.verification.assess").get()
    assert entry.data["result"] == "conditional"
    assert entry.data["scores"]["quality"] == 5


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"scores": {}}, "assessment.score_missing"),
        ({"scores": scores(taste=(5, "好吃", None))}, "assessment.unknown_criterion"),
        ({"scores": scores(quality=(6, "很好", None))}, "assessment.score_out_of_range"),
        ({"scores": scores(quality=(-1, "很差", None))}, "assessment.score_out_of_range"),
        ({"scores": scores(quality=("5", "很好", None))}, "assessment.score_out_of_range"),
        ({"scores": scores(quality=(True, "很好", None))}, "assessment.score_out_of_range"),
        ({"scores": scores(quality=(4, " \n", None))}, "assessment.no_reason"),
        ({"scores": scores(quality=(4, "长" * 2001, None))}, "assessment.long_reason"),
        ({"result": "good"}, "assessment.no_result"),
        ({"result": CONDITIONAL}, "assessment.no_conditions"),
        ({"result": CONDITIONAL, "conditions_zh": "  "}, "assessment.no_conditions"),
        ({"result": CONDITIONAL, "conditions_zh": "长" * 4001}, "assessment.long_conditions"),
        ({"result": PASSED, "conditions_en": "Sort again"}, "assessment.conditions_without_need"),
        ({"scores": scores(benefit=(2, "只有少数户", None))}, "assessment.below_minimum"),
        ({"on": day(21)}, "verification.date_out_of_order"),
        ({"on": day(-1)}, "verification.date_in_future"),
    ],
)
def test_refusals_change_nothing(visited, people, changed, code):
    with pytest.raises(Refused) as refused:
        record(visited, people["inspector"], **changed)
    assert refused.value.code == code
    assert str(refused.value)
    assert visited.state == VerificationState.VISITED, "nor the object in hand"
    visited.refresh_from_db()
    assert visited.state == VerificationState.VISITED
    assert not Assessment.objects.exists()
    assert not Score.objects.exists()


@pytest.mark.parametrize("result", [CONDITIONAL, FAILED])
def test_below_the_minimum_other_results_are_open(visited, people, result):
    conditions = "先结清欠款" if result == CONDITIONAL else ""
    made = record(
        visited,
        people["inspector"],
        scores=scores(benefit=(0, "拖欠", None)),
        result=result,
        conditions_zh=conditions,
    )
    assert made.result == result


def test_the_minimum_itself_passes(visited, people):
    least = {one.key: (one.minimum, "刚够", None) for one in rubric.current().criteria}
    assert record(visited, people["inspector"], scores=least).result == PASSED


def test_evidence_of_another_case_is_refused(visited, people):
    other = factories.verified_product(people).current_verification.evidence.get()
    with pytest.raises(Refused) as refused:
        record(visited, people["inspector"], scores=scores(origin=(4, "见照片", other)))
    assert refused.value.code == "assessment.foreign_evidence"


def test_who_saw_an_older_case_does_not_overwrite(visited, people):
    seen = visited.changes
    services.add_evidence(visited, people["inspector"], title_zh="新的", photo=factories.PhotoFactory())
    with pytest.raises(Refused) as refused:
        record(visited, people["inspector"], seen=seen)
    assert refused.value.code == "verification.changed"


@pytest.mark.parametrize("role", ["recommender", "confirmer", "author"])
def test_other_roles_do_not_assess(visited, people, role):
    with pytest.raises(Refused):
        record(visited, people[role])


class TestBeforeConfirming:
    def confirm(self, verification, people, **fields):
        return services.confirm(verification, people["confirmer"], on=day(10), valid_until=day(-100), **fields)

    def refused(self, verification, people, **fields) -> str:
        with pytest.raises(Refused) as refused:
            self.confirm(verification, people, **fields)
        verification.product.refresh_from_db()
        assert verification.product.current_verification is None
        return refused.value.code

    def test_nothing_is_confirmed_without_an_assessment(self, assessed, people):
        assessed.assessments.update(stands=False)
        assert self.refused(assessed, people) == "verification.no_assessment"

    def test_nothing_is_confirmed_that_failed(self, visited, people):
        record(visited, people["inspector"], result=FAILED)
        assert self.refused(visited, people) == "verification.assessment_failed"
        assert services.refuse(visited, people["confirmer"], reason="评估不合格").state == VerificationState.REFUSED

    def test_conditions_must_be_taken_note_of(self, visited, people):
        record(visited, people["inspector"], result=CONDITIONAL, conditions_zh="复拣")
        assert self.refused(visited, people) == "verification.conditions_not_accepted"
        assert self.confirm(visited, people, conditions_accepted=True).state == VerificationState.CONFIRMED

    def test_what_was_sent_back_stands_no_longer(self, visited, people):
        first = record(visited, people["inspector"], result=FAILED)
        services.send_back_to_assessment(visited, people["confirmer"], reason="样品太少")
        second = record(visited, people["inspector"])
        first.refresh_from_db()
        assert (first.stands, assessments.standing(visited)) == (False, second)
        assert self.confirm(visited, people).state == VerificationState.CONFIRMED


def test_the_day_of_an_assessment_is_that_of_its_step(visited, people):
    first = record(visited, people["inspector"], on=day(15))
    services.send_back_to_assessment(visited, people["confirmer"], reason="再看")
    second = record(visited, people["inspector"], on=day(3))
    first.refresh_from_db()
    assert (assessments.made_on(first), assessments.made_on(second)) == (day(15), day(3))


def test_conditions_are_public_and_nothing_else_of_it(client, visited, people):
    record(
        visited,
        people["inspector"],
        result=CONDITIONAL,
        conditions_zh="装箱前复拣一次",
        scores=scores(price=(3, "内部的理由", None)),
    )
    services.confirm(visited, people["confirmer"], on=day(10), valid_until=day(-100), conditions_accepted=True)
    page = client.get(f"/verify/{visited.product.code}").content.decode()
    assert "装箱前复拣一次" in page
    assert "内部的理由" not in page


def test_a_plain_pass_shows_no_conditions(client, verified):
    assert client.get(f"/verify/{verified.code}").context["assessment"] is None
