"""The four steps: order, people, dates, and what each leaves behind."""

from datetime import timedelta

import pytest
from wagtail.log_actions import registry as log_registry

from products import services
from products.errors import Refused
from products.models import Verification
from products.models import VerificationState as State
from products.permissions import may
from tests import factories
from tests.products.days import day


def confirm(verification, person, on=None, valid_until=None):
    return services.confirm(verification, person, on=on or day(10), valid_until=valid_until or day(-300))


def test_a_product_walks_through_the_four_steps(verified, people):
    verification = verified.current_verification
    assert verified.is_verified()
    assert verification.state == State.CONFIRMED
    assert [step.kind for step in verification.steps.all()] == ["recommended", "visited", "assessed", "confirmed"]
    assert verification.steps.first().organisation == people["recommender"].organisation


def test_each_step_is_logged_with_before_and_after(verified):
    entries = log_registry.get_logs_for_instance(verified.current_verification).order_by("timestamp", "pk")
    entries = entries.filter(action__startswith="products.verification.")
    assert [(entry.data["before"], entry.data["after"]) for entry in entries] == [
        ("", "recommended"),
        ("recommended", "visited"),
        ("visited", "assessed"),
        ("assessed", "confirmed"),
    ]
    assert entries.last().user.username == "confirmer"


@pytest.mark.parametrize(
    ("take", "role"),
    [
        (lambda v, p: factories.assess(v, p, on=day(10)), "inspector"),
        (lambda v, p: confirm(v, p), "confirmer"),
        (lambda v, p: services.withdraw(v.product, p, "x"), "confirmer"),
    ],
    ids=["assess", "confirm", "withdraw"],
)
def test_no_step_is_skipped(recommended, people, take, role):
    for person in (people[role], people["admin"]):
        with pytest.raises(Refused) as refused:
            take(recommended, person)
        assert refused.value.code in {"verification.not_now", "verification.none"}
    recommended.refresh_from_db()
    assert recommended.state == State.RECOMMENDED


def test_a_step_is_not_taken_twice(visited, people):
    other = factories.UserFactory(is_superuser=True)
    with pytest.raises(Refused) as refused:
        services.record_visit(visited, other, on=day(5))
    assert refused.value.code == "verification.not_now"
    assert visited.steps.count() == 2


def test_the_second_of_two_people_meets_the_new_state(recommended, people):
    stale = Verification.objects.get(pk=recommended.pk)
    services.record_visit(recommended, people["inspector"], on=day(20))
    assert stale.state == State.RECOMMENDED
    with pytest.raises(Refused) as refused:
        services.record_visit(stale, people["admin"], on=day(19))
    assert refused.value.code == "verification.not_now"


@pytest.mark.parametrize(
    ("allowed", "roles"),
    [
        ("recommend", {"recommender"}),
        ("visit", {"inspector"}),
        ("assess", {"inspector"}),
        ("confirm", {"confirmer"}),
        ("withdraw", {"confirmer"}),
    ],
)
def test_roles_may_what_the_table_says(people, allowed, roles):
    assert {role for role, person in people.items() if may(person, allowed)} == roles | {"admin"}


def test_a_wrong_role_is_refused_by_the_service(product, recommended, people):
    with pytest.raises(Refused) as refused:
        services.record_visit(recommended, people["author"], on=day(5))
    assert refused.value.code == "verification.no_permission"


def test_an_inactive_superuser_may_nothing(product):
    gone = factories.UserFactory(is_superuser=True, is_active=False)
    with pytest.raises(Refused):
        services.recommend(product, gone, on=day(1))


class TestDifferentPeople:
    """One superuser has every permission and still may not take two steps that are kept apart."""

    @pytest.fixture
    def one(self):
        return factories.UserFactory(is_superuser=True)

    def refused(self, take):
        with pytest.raises(Refused) as refused:
            take()
        assert refused.value.code == "verification.same_person"

    def test_recommender_neither_visits_nor_assesses_nor_confirms(self, product, people, one):
        verification = services.recommend(product, one, on=day(30))
        self.refused(lambda: services.record_visit(verification, one, on=day(29)))
        services.record_visit(verification, people["inspector"], on=day(20))
        self.refused(lambda: factories.assess(verification, one, on=day(19)))
        factories.assess(verification, people["inspector"], on=day(19))
        self.refused(lambda: confirm(verification, one))

    def test_inspector_does_not_confirm(self, recommended, people, one):
        services.record_visit(recommended, one, on=day(20))
        factories.assess(recommended, people["inspector"], on=day(19))
        self.refused(lambda: confirm(recommended, one))

    def test_assessor_does_not_confirm(self, visited, one):
        factories.assess(visited, one, on=day(19))
        self.refused(lambda: confirm(visited, one))

    def test_inspector_may_assess(self, recommended, one):
        services.record_visit(recommended, one, on=day(20))
        assert factories.assess(recommended, one, on=day(19)).state == State.ASSESSED

    def test_recommender_does_not_refuse_their_own(self, product, one):
        verification = services.recommend(product, one, on=day(30))
        self.refused(lambda: services.refuse(verification, one, reason="doubt"))


class TestDates:
    def refused(self, take) -> str:
        with pytest.raises(Refused) as refused:
            take()
        return refused.value.code

    def test_no_step_lies_in_the_future(self, product, recommended, people):
        take = lambda: services.record_visit(recommended, people["inspector"], on=day(-1))  # noqa: E731
        assert self.refused(take) == "verification.date_in_future"

    def test_today_in_china_is_not_the_future(self, recommended, people):
        assert services.record_visit(recommended, people["inspector"], on=day(0)).state == State.VISITED

    def test_no_step_lies_before_the_one_before_it(self, recommended, people):
        take = lambda: services.record_visit(recommended, people["inspector"], on=day(31))  # noqa: E731
        assert self.refused(take) == "verification.date_out_of_order"

    def test_two_steps_on_one_day_are_fine(self, recommended, people):
        assert services.record_visit(recommended, people["inspector"], on=day(30)).state == State.VISITED

    @pytest.mark.parametrize(
        ("valid_until", "code"),
        [
            (day(10), "verification.valid_until_too_early"),
            (day(11), "verification.valid_until_too_early"),
            (day(20), "verification.valid_until_before_visit"),
            (day(1), "verification.valid_until_in_past"),
            (day(-1200), "verification.valid_until_too_late"),
            (None, "verification.valid_until_missing"),
        ],
    )
    def test_valid_until(self, assessed, people, valid_until, code):
        take = lambda: services.confirm(assessed, people["confirmer"], on=day(10), valid_until=valid_until)  # noqa: E731
        assert self.refused(take) == code
        assessed.refresh_from_db()
        assert assessed.state == State.ASSESSED

    def test_a_missing_date_is_refused(self, recommended, people):
        take = lambda: services.record_visit(recommended, people["inspector"], on=None)  # noqa: E731
        assert self.refused(take) == "verification.date_missing"


class TestConfirming:
    def test_facts_become_confirmed_ones(self, assessed, product, people):
        fact = factories.FactFactory(product=product)
        confirm(assessed, people["confirmer"])
        fact.refresh_from_db()
        assert (fact.confirmed_by, fact.confirmed_on) == (people["confirmer"], day(10))

    def test_a_changed_fact_is_no_longer_confirmed(self, verified):
        fact = factories.FactFactory(product=verified, confirmed_on=day(10))
        fact = verified.facts.get(pk=fact.pk)
        fact.sort_order = 3
        fact.save()
        assert fact.confirmed_on == day(10)
        fact.value_zh = "900"
        fact.save()
        fact.refresh_from_db()
        assert fact.confirmed_on is None

    def test_it_holds_up_to_and_including_the_last_day(self, verified):
        last = verified.current_verification.valid_until
        assert verified.is_verified(last)
        assert not verified.is_verified(last + timedelta(days=1))

    def test_followers_are_told(self, assessed, people, followers):
        confirm(assessed, people["confirmer"])
        assert followers == [("renewed", assessed.product.code)]


class TestAgain:
    def test_one_at_a_time(self, recommended, product, people):
        with pytest.raises(Refused) as refused:
            services.recommend(product, people["recommender"], on=day(1))
        assert refused.value.code == "verification.in_progress"

    def test_the_holding_one_holds_until_the_new_one_is_confirmed(self, verified, people, followers):
        first = verified.current_verification
        second = services.recommend(verified, people["recommender"], on=day(5))
        services.record_visit(second, people["inspector"], on=day(4))
        factories.assess(second, people["inspector"], on=day(3))
        verified.refresh_from_db()
        assert verified.current_verification == first
        assert verified.is_verified()
        services.confirm(second, people["confirmer"], on=day(2), valid_until=day(-500))
        verified.refresh_from_db()
        first.refresh_from_db()
        assert verified.current_verification == second
        assert first.state == State.REPLACED
        assert followers == [("renewed", verified.code)]

    def test_refusing_the_new_one_leaves_the_holding_one(self, verified, people):
        second = services.recommend(verified, people["recommender"], on=day(5))
        services.refuse(second, people["inspector"], reason="not this year")
        verified.refresh_from_db()
        assert verified.is_verified()

    def test_after_a_withdrawal(self, verified, people):
        services.withdraw(verified, people["confirmer"], "mixed with fruit from elsewhere")
        again = services.recommend(verified, people["recommender"], on=day(0))
        assert again.state == State.RECOMMENDED
        assert not verified.is_verified()

    def test_after_a_refusal(self, recommended, product, people):
        services.refuse(recommended, people["inspector"], reason="nobody was there")
        assert services.recommend(product, people["recommender"], on=day(0)).state == State.RECOMMENDED
