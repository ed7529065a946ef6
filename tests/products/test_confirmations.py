"""Confirming fact by fact: what is on the table, what each decision does, and who is told of it."""

import pytest
from wagtail.log_actions import registry as log_registry

from products import confirmations, services
from products import followers as seam
from products.confirmations import Choice, Decision
from products.errors import Refused
from products.fact_words import FactWords
from products.models import Fact, Measurement, VerificationState, Visit
from tests import factories
from tests.products.days import day


@pytest.fixture
def told(monkeypatch):
    """The facts that followers hear of, with the old and the new value."""
    calls = []

    def follower(facts, person):
        calls.append((person.username, [(fact.key, fact.was.value_zh, fact.value_zh) for fact in facts]))
        return "2 stories marked"

    monkeypatch.setattr(seam.on_facts_changed, "followers", [follower])
    return calls


@pytest.fixture
def facts(product):
    return {
        key: factories.FactFactory(product=product, key=key, value_zh="450", value_en="450")
        for key in ("altitude", "sugar")
    }


def measure(verification, people, key="altitude", value="480", **fields) -> Measurement:
    visit, _made = Visit.objects.get_or_create(
        verification=verification, stands=True, defaults={"inspector": people["inspector"], "on": day(20)}
    )
    words = {"label_zh": "海拔", "label_en": "Altitude", "value_zh": value, "value_en": value, "unit": "m"}
    return Measurement.objects.create(visit=visit, key=key, method="手持测高仪", **{**words, **fields})


def confirm(verification, people, facts=None, **fields):
    return services.confirm(verification, people["confirmer"], on=day(10), valid_until=day(-100), facts=facts, **fields)


ACCEPT = Decision(Choice.ACCEPT)


def left_out(reason="没有单据"):
    return Decision(Choice.LEAVE_OUT, reason)


def logged(verification, action) -> list[dict]:
    return [entry.data for entry in log_registry.get_logs_for_instance(verification).filter(action=action)]


class TestCandidates:
    def test_facts_and_measurements_meet_under_their_key(self, assessed, people, facts):
        measure(assessed, people)
        measure(assessed, people, key="moisture", label_zh="水分", value="12")
        by_key = {one.key: one for one in confirmations.candidates(assessed)}
        assert list(by_key) == ["altitude", "sugar", "moisture"]
        assert by_key["altitude"].changes
        assert by_key["altitude"].words.value_zh == "480"
        assert by_key["altitude"].choices == (Choice.ACCEPT, Choice.KEEP, Choice.LEAVE_OUT)
        assert by_key["sugar"].choices == by_key["moisture"].choices == (Choice.ACCEPT, Choice.LEAVE_OUT)

    def test_a_visit_that_was_sent_back_proposes_nothing(self, assessed, people):
        measure(assessed, people)
        Visit.objects.update(stands=False)
        assert confirmations.candidates(assessed) == []

    def test_they_take_a_constant_number_of_queries(self, assessed, people, product, django_assert_num_queries):
        for number in range(5):
            factories.FactFactory(product=product, key=f"f{number}")
            measure(assessed, people, key=f"m{number}")
        with django_assert_num_queries(2):
            for one in confirmations.candidates(assessed):
                _ = one.evidence, one.words, one.fact and one.fact.confirmed_by


class TestDeciding:
    def test_a_measured_value_becomes_the_fact(self, assessed, people, facts):
        measure(assessed, people)
        confirm(assessed, people, {"altitude": ACCEPT, "sugar": ACCEPT})
        fact = Fact.objects.get(key="altitude")
        assert (fact.value_zh, fact.unit) == ("480", "m")
        assert (fact.confirmed_by, fact.confirmed_on, fact.confirmed_in) == (people["confirmer"], day(10), assessed)

    def test_a_new_key_becomes_a_new_fact_at_the_end(self, assessed, people, facts):
        measure(assessed, people, key="moisture", value="12")
        confirm(assessed, people, {"altitude": ACCEPT, "sugar": ACCEPT, "moisture": ACCEPT})
        assert [fact.key for fact in Fact.objects.all()] == ["altitude", "sugar", "moisture"]
        assert Fact.objects.get(key="moisture").confirmed_in == assessed

    def test_the_evidence_of_the_measurement_comes_along(self, visited, people, facts):
        shown = services.add_evidence(visited, people["inspector"], title_zh="测高", photo=factories.PhotoFactory())
        measure(visited, people, evidence=shown)
        factories.assess(visited, people["inspector"], on=day(15))
        confirm(visited, people)
        assert Fact.objects.get(key="altitude").evidence == shown

    def test_what_is_left_out_is_not_confirmed_any_more(self, assessed, people, facts):
        Fact.objects.update(confirmed_by=people["confirmer"], confirmed_on=day(400))
        confirm(assessed, people, {"altitude": ACCEPT, "sugar": left_out()})
        gone = Fact.objects.get(key="sugar")
        assert (gone.confirmed_by, gone.confirmed_on, gone.confirmed_in) == (None, None, None)
        [entry] = logged(assessed, "products.fact.left_out")
        assert entry["reason"] == "没有单据"

    def test_a_measurement_left_out_makes_no_fact(self, assessed, people, facts):
        measure(assessed, people, key="moisture", value="12")
        confirm(assessed, people, {"altitude": ACCEPT, "sugar": ACCEPT, "moisture": left_out("仪器未校准")})
        assert not Fact.objects.filter(key="moisture").exists()

    def test_the_old_value_can_be_kept(self, assessed, people, facts, told):
        measure(assessed, people)
        Fact.objects.update(confirmed_on=day(400))
        confirm(assessed, people, {"altitude": Decision(Choice.KEEP, "仪器未校准"), "sugar": ACCEPT})
        kept = Fact.objects.get(key="altitude")
        assert (kept.value_zh, kept.confirmed_on) == ("450", day(10))
        assert logged(assessed, "products.fact.kept")[0]["reason"] == "仪器未校准"
        assert told == []

    def test_without_decisions_all_are_accepted(self, assessed, people, facts):
        measure(assessed, people)
        confirm(assessed, people)
        assert set(Fact.objects.values_list("value_zh", "confirmed_on")) == {("480", day(10)), ("450", day(10))}

    @pytest.mark.parametrize(
        ("decisions", "code"),
        [
            ({"altitude": ACCEPT}, "confirmation.undecided"),
            ({"altitude": ACCEPT, "sugar": Decision("perhaps")}, "confirmation.undecided"),
            ({"altitude": ACCEPT, "sugar": Decision(Choice.KEEP, "x")}, "confirmation.undecided"),
            ({"altitude": ACCEPT, "sugar": ACCEPT, "taste": ACCEPT}, "confirmation.unknown_fact"),
            ({"altitude": ACCEPT, "sugar": left_out(" ")}, "verification.no_reason"),
            ({"altitude": ACCEPT, "sugar": left_out("长" * 4001)}, "verification.long_reason"),
            ({"altitude": left_out(), "sugar": left_out()}, "confirmation.nothing_confirmed"),
            ({"altitude": ACCEPT, "sugar": Decision(Choice.ACCEPT, words="0" * 16)}, "confirmation.words_changed"),
        ],
    )
    def test_refusals_change_nothing(self, assessed, people, facts, decisions, code):
        with pytest.raises(Refused) as refused:
            confirm(assessed, people, decisions)
        assert refused.value.code == code
        assert assessed.state == VerificationState.ASSESSED
        assert assessed.valid_until is None
        assert not Fact.objects.exclude(confirmed_on=None).exists()

    def test_words_that_another_changed_meanwhile_are_not_confirmed_unseen(self, assessed, people, facts):
        seen = {one.key: Decision(Choice.ACCEPT, words=one.digest) for one in confirmations.candidates(assessed)}
        fact = Fact.objects.get(key="sugar")
        fact.value_en = "999"
        fact.save()
        with pytest.raises(Refused) as refused:
            confirm(assessed, people, seen)
        assert refused.value.code == "confirmation.words_changed"

    def test_two_confirmers_from_one_page(self, assessed, people, facts):
        seen = assessed.changes
        services.send_back_to_assessment(assessed, people["confirmer"], reason="样品太少")
        factories.assess(assessed, people["inspector"], on=day(15))
        with pytest.raises(Refused) as refused:
            confirm(assessed, people, seen=seen)
        assert refused.value.code == "verification.changed"


class TestWhoIsTold:
    def test_followers_hear_of_changed_words_that_were_confirmed(self, assessed, people, facts, told):
        Fact.objects.filter(key="altitude").update(confirmed_on=day(400))
        measure(assessed, people)
        measure(assessed, people, key="sugar", value="500")
        confirm(assessed, people)
        assert told == [("confirmer", [("altitude", "450", "480")])], "the sugar had never been confirmed"
        [entry] = logged(assessed, "products.fact.renewed")
        assert entry["followed"] == ["2 stories marked"]
        assert "450" in entry["title"]
        assert "480" in entry["title"]

    def test_nobody_hears_of_the_same_words_confirmed_again(self, assessed, people, facts, told):
        Fact.objects.update(confirmed_on=day(400), unit="m")
        measure(assessed, people, value="450")
        confirm(assessed, people)
        assert told == []

    def test_the_old_words_are_complete(self, assessed, people, facts, monkeypatch):
        Fact.objects.update(confirmed_on=day(400))
        measure(assessed, people, label_zh="海拔高度")
        was = []
        monkeypatch.setattr(
            seam.on_facts_changed, "followers", [lambda facts, person: was.extend(fact.was for fact in facts)]
        )
        confirm(assessed, people)
        assert was == [FactWords("海拔", "Altitude", "450", "450", "m")]

    def test_a_follower_that_fails_rolls_everything_back(self, assessed, people, facts, monkeypatch):
        def fails(facts, person):
            raise RuntimeError("the feed is full")

        Fact.objects.update(confirmed_on=day(400))
        measure(assessed, people)
        monkeypatch.setattr(seam.on_facts_changed, "followers", [fails])
        with pytest.raises(RuntimeError):
            confirm(assessed, people)
        assessed.refresh_from_db()
        assert assessed.state == VerificationState.ASSESSED
        assert Fact.objects.get(key="altitude").value_zh == "450"
