"""The forms of assessment and confirmation: errors beside their fields, what was typed is kept."""

import pytest
from django.urls import reverse

from products import renewals, rubric, services
from products.models import AssessmentResult, Fact, Measurement, VerificationState, Visit
from tests import factories
from tests.products.days import day
from tests.products.test_case_page import act, form_of, show


@pytest.fixture
def inspector(client, people):
    client.force_login(people["inspector"])
    return client


@pytest.fixture
def confirmer(client, people):
    client.force_login(people["confirmer"])
    return client


def assess(client, verification, **fields):
    return act(client, verification, "assess", on=day(15), **factories.assessment_fields(**fields))


class TestAssessing:
    def test_the_page_asks_every_criterion_with_its_anchors(self, inspector, visited):
        page = show(inspector, visited).content.decode()
        for criterion in rubric.current().criteria:
            for words in (criterion.name(), criterion.guidance(), criterion.anchor(3).text()):
                assert words in page

    def test_what_is_sent_is_recorded(self, inspector, visited, people):
        shown = services.add_evidence(visited, people["inspector"], title_zh="果园", photo=factories.PhotoFactory())
        fields = {"result": "conditional", "conditions_zh": "复拣", "evidence-origin": shown.pk, "score-origin": 5}
        assert assess(inspector, visited, **fields).status_code == 302
        made = visited.assessments.get()
        assert (made.result, made.conditions_zh) == ("conditional", "复拣")
        assert made.scores.get(criterion="origin").evidence == shown
        assert made.scores.get(criterion="origin").score == 5
        assert made.scores.get(criterion="price").evidence is None

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"score-quality": ""}, "score-quality"),
            ({"score-quality": "9"}, "score-quality"),
            ({"reason-quality": "  "}, "reason-quality"),
            ({"reason-quality": "长" * 2001}, "reason-quality"),
            ({"score-benefit": "1"}, "score-benefit"),
            ({"result": ""}, "result"),
            ({"result": "conditional"}, "conditions_zh"),
            ({"conditions_zh": "x"}, "conditions_zh"),
            ({"conditions_en": "x" * 4001}, "conditions_en"),
        ],
    )
    def test_an_error_stands_beside_its_field_and_the_rest_is_kept(self, inspector, visited, fields, field):
        answer = assess(inspector, visited, **{"reason-origin": "地块都对得上", **fields})
        assert answer.status_code == 422
        form = form_of(answer, "assess")
        assert field in form.errors
        page = answer.content.decode()
        assert str(form.errors[field][0]) in page
        assert "地块都对得上" in page
        assert not visited.assessments.exists()

    def test_evidence_of_another_case_is_no_choice(self, inspector, visited, people):
        services.add_evidence(visited, people["inspector"], title_zh="果园", photo=factories.PhotoFactory())
        other = factories.verified_product(people).current_verification.evidence.get()
        answer = assess(inspector, visited, **{"evidence-origin": other.pk})
        assert list(form_of(answer, "assess").errors) == ["evidence-origin"]

    def test_nothing_at_all(self, inspector, visited):
        answer = act(inspector, visited, "assess")
        wanted = {f"{kind}-{one.key}" for kind in ("score", "reason") for one in rubric.current().criteria}
        assert wanted | {"on", "result"} <= set(form_of(answer, "assess").errors)

    def test_the_record_is_shown_to_all_who_see_the_case(self, client, people, assessed):
        client.force_login(people["recommender"])
        page = show(client, assessed).content.decode()
        assert "80" in page, "the weighted total of all fours"
        assert "抽查属实" in page

    def test_an_assessment_by_a_rubric_nobody_has_any_more(self, client, people, assessed):
        assessed.assessments.update(rubric_version="1999-1")
        client.force_login(people["admin"])
        assert "抽查属实" in show(client, assessed).content.decode()

    def test_its_queries_do_not_grow_with_the_evidence(self, inspector, visited, people, django_assert_max_num_queries):
        for number in range(4):
            services.add_evidence(
                visited, people["inspector"], title_zh=f"证据{number}", photo=factories.PhotoFactory()
            )
        show(inspector, visited)
        with django_assert_max_num_queries(40):
            show(inspector, visited)


class TestAssessingAgain:
    @pytest.fixture
    def again(self, people, verified):
        first = verified.current_verification
        second = renewals.begin_renewal(
            verified, people["recommender"], on=day(5), carry=renewals.evidence_to_carry(first)
        )
        score = first.assessments.get().scores.get(criterion="origin")
        score.evidence = first.evidence.get()
        score.save()
        return services.record_visit(second, people["inspector"], on=day(4))

    def test_the_scores_before_fill_the_form(self, inspector, again):
        form = form_of(show(inspector, again), "assess")
        assert form.initial["score-quality"] == 4
        assert form.initial["reason-quality"].startswith("品质")
        assert form.initial["evidence-origin"] == str(again.evidence.get().pk), "the same file in the new case"
        assert form.before_on == day(15)

    def test_they_must_be_looked_at_again(self, inspector, again):
        fields = factories.assessment_fields()
        answer = act(inspector, again, "assess", on=day(3), **fields)
        assert answer.status_code == 422
        assert list(form_of(answer, "assess").errors) == ["looked_again"]
        assert act(inspector, again, "assess", on=day(3), looked_again="on", **fields).status_code == 302
        again.refresh_from_db()
        assert again.state == VerificationState.ASSESSED

    def test_a_first_assessment_asks_no_such_thing(self, inspector, visited):
        assert "looked_again" not in form_of(show(inspector, visited), "assess").fields


class TestConfirming:
    @pytest.fixture
    def case(self, people, visited, product):
        """One fact measured anew, one as it was, one that is new."""
        for key, label in (("altitude", "海拔"), ("sugar", "糖度")):
            factories.FactFactory(product=product, key=key, label_zh=label, value_zh="450", confirmed_on=day(400))
        visit = Visit.objects.create(verification=visited, inspector=people["inspector"], on=day(20))
        for key, value in (("altitude", "480"), ("moisture", "12")):
            Measurement.objects.create(
                visit=visit, key=key, label_zh=key, label_en=key, value_zh=value, value_en=value, method="手持测高仪"
            )
        return factories.assess(visited, people["inspector"], on=day(15))

    def send(self, client, case, **fields):
        decided = {f"choice-{key}": "accept" for key in ("altitude", "sugar", "moisture")}
        return act(client, case, "confirm", **{"on": day(10), "valid_until": day(-100), **decided, **fields})

    def test_old_and_new_stand_side_by_side(self, confirmer, case):
        page = show(confirmer, case).content.decode()
        for words in ("450", "480", "手持测高仪"):
            assert words in page

    def test_each_is_decided(self, confirmer, case):
        fields = {"choice-altitude": "keep", "reason-altitude": "仪器未校准"}
        fields |= {"choice-moisture": "leave_out", "reason-moisture": "样品太少"}
        assert self.send(confirmer, case, **fields).status_code == 302
        assert dict(Fact.objects.values_list("key", "value_zh")) == {"altitude": "450", "sugar": "450"}
        page = show(confirmer, case).content.decode()
        assert "仪器未校准" in page
        assert "样品太少" in page

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"choice-altitude": ""}, "choice-altitude"),
            ({"choice-sugar": "keep"}, "choice-sugar"),
            ({"choice-altitude": "keep"}, "reason-altitude"),
            ({"choice-altitude": "leave_out", "reason-altitude": "长" * 4001}, "reason-altitude"),
            ({"words-altitude": "0123456789abcdef"}, "choice-altitude"),
            ({"valid_until": day(1)}, "valid_until"),
            ({"valid_until": ""}, "valid_until"),
        ],
    )
    def test_an_error_stands_beside_its_field_and_the_rest_is_kept(self, confirmer, case, fields, field):
        answer = self.send(confirmer, case, note_zh="材料互相对得上", **fields)
        assert answer.status_code == 422
        form = form_of(answer, "confirm")
        assert field in form.errors
        assert "材料互相对得上" in answer.content.decode()
        case.refresh_from_db()
        assert case.state == VerificationState.ASSESSED

    def test_what_the_page_showed_is_what_is_confirmed(self, confirmer, case):
        form = form_of(show(confirmer, case), "confirm")
        words = {f"words-{one.key}": form[f"words-{one.key}"].value() for one in form.candidates}
        fact = Fact.objects.get(key="sugar")
        fact.value_zh = "999"
        fact.save()
        answer = self.send(confirmer, case, **words)
        assert list(form_of(answer, "confirm").errors) == ["choice-sugar"]

    def test_conditions_are_shown_and_must_be_ticked(self, confirmer, people, case):
        case.assessments.update(result=AssessmentResult.CONDITIONAL, conditions_zh="装箱前复拣")
        assert "装箱前复拣" in show(confirmer, case).content.decode()
        answer = self.send(confirmer, case)
        assert list(form_of(answer, "confirm").errors) == ["conditions_accepted"]
        assert self.send(confirmer, case, conditions_accepted="on").status_code == 302

    def test_a_failed_assessment_offers_to_refuse_instead(self, confirmer, case):
        case.assessments.update(result=AssessmentResult.FAILED)
        page = show(confirmer, case).content.decode()
        assert 'name="confirm-valid_until"' not in page
        assert reverse("verification:action", args=[case.pk, "refuse"]) in page
        assert self.send(confirmer, case).status_code == 422

    def test_its_queries_do_not_grow_with_the_facts(self, confirmer, case, django_assert_max_num_queries):
        for number in range(6):
            factories.FactFactory(product=case.product, key=f"more-{number}")
        show(confirmer, case)
        with django_assert_max_num_queries(40):
            show(confirmer, case)
