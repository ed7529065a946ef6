"""Refusing, withdrawing, lapsing: what ends, who is told, and that it is all or nothing."""

from datetime import timedelta

import pytest
from wagtail.log_actions import registry as log_registry

from products import followers as seam
from products import services
from products.errors import Refused
from products.models import VerificationState as State
from tests import factories
from tests.products.days import day


def test_withdrawing_ends_it_and_tells(verified, people, followers):
    verification = services.withdraw(verified, people["confirmer"], "  mixed with other fruit ")
    assert verification.state == State.WITHDRAWN
    assert verification.withdrawn_by == people["confirmer"]
    assert verification.withdrawal_reason == "mixed with other fruit"
    assert verification.withdrawn_at is not None
    assert not verified.is_verified()
    assert followers == [("ended", verified.code)]


@pytest.mark.parametrize("reason", ["", "   \n", None])
def test_withdrawing_needs_a_reason(verified, people, followers, reason):
    with pytest.raises(Refused) as refused:
        services.withdraw(verified, people["confirmer"], reason)
    assert refused.value.code == "verification.no_reason"
    verified.refresh_from_db()
    assert verified.is_verified()
    assert followers == []


def test_a_reason_for_withdrawing_is_no_longer_than_the_form_takes(verified, people, followers):
    with pytest.raises(Refused) as refused:
        services.withdraw(verified, people["confirmer"], "x" * 4001)
    assert refused.value.code == "verification.long_reason"
    assert followers == []


def test_withdrawing_twice_is_refused(verified, people, followers):
    services.withdraw(verified, people["confirmer"], "first")
    for by in (people["admin"], None):
        with pytest.raises(Refused):
            services.withdraw(verified, by, "second")
    assert verified.current_verification.withdrawal_reason == "first"
    assert len(followers) == 1


@pytest.mark.parametrize("role", ["recommender", "inspector", "author", "editor", "operator", "analyst"])
def test_other_roles_do_not_withdraw(verified, people, role):
    with pytest.raises(Refused) as refused:
        services.withdraw(verified, people[role], "x")
    assert refused.value.code == "verification.no_permission"


@pytest.mark.parametrize("end", ["withdraw", "lapse"])
def test_a_follower_that_fails_rolls_everything_back(verified, people, monkeypatch, end):
    def fails(product, verification):
        product.tagline_zh = "half done"
        product.save()
        raise RuntimeError("the feed is full")

    monkeypatch.setattr(seam.on_verification_ended, "followers", [fails])
    before = log_registry.get_logs_for_instance(verified.current_verification).count()
    ends = {
        "withdraw": lambda: services.withdraw(verified, people["confirmer"], "reason"),
        "lapse": lambda: services.lapse_due(day(-400)),
    }
    with pytest.raises((RuntimeError, ExceptionGroup)):
        ends[end]()
    verified.refresh_from_db()
    verified.current_verification.refresh_from_db()
    assert verified.is_verified()
    assert verified.tagline_zh != "half done"
    assert verified.current_verification.withdrawal_reason == ""
    assert log_registry.get_logs_for_instance(verified.current_verification).count() == before


def test_what_the_followers_did_is_in_the_log(verified, people, monkeypatch):
    monkeypatch.setattr(
        seam.on_verification_ended,
        "followers",
        [lambda product, verification: "3 feeds told", lambda product, verification: None],
    )
    verification = services.withdraw(verified, people["confirmer"], "reason")
    entry = log_registry.get_logs_for_instance(verification).latest("timestamp")
    assert entry.data["followed"] == ["3 feeds told"]
    assert entry.data["reason"] == "reason"


class TestRefusing:
    def test_says_who_and_why(self, recommended, people, followers):
        services.refuse(recommended, people["inspector"], reason="Nobody grows oranges there.")
        recommended.refresh_from_db()
        assert recommended.state == State.REFUSED
        assert recommended.refused_by == people["inspector"]
        assert recommended.refusal_reason == "Nobody grows oranges there."
        assert followers == []

    def test_needs_a_reason(self, recommended, people):
        with pytest.raises(Refused) as refused:
            services.refuse(recommended, people["inspector"], reason=" ")
        assert refused.value.code == "verification.no_reason"

    def test_is_for_whoever_takes_the_next_step(self, recommended, assessed, people):
        with pytest.raises(Refused):
            services.refuse(assessed, people["inspector"], reason="x")
        assert services.refuse(assessed, people["confirmer"], reason="x").state == State.REFUSED

    def test_nothing_follows_a_refusal(self, recommended, people):
        services.refuse(recommended, people["inspector"], reason="x")
        with pytest.raises(Refused):
            services.record_visit(recommended, people["inspector"], on=day(1))


class TestLapsing:
    def test_only_what_is_over_lapses(self, people, followers):
        over = factories.verified_product(people, valid_for_days=5)
        holds = factories.verified_product(people, valid_for_days=6)
        followers.clear()
        assert services.lapse_due(day(-6)) == [over]
        over.current_verification.refresh_from_db()
        holds.current_verification.refresh_from_db()
        assert over.current_verification.state == State.LAPSED
        assert holds.current_verification.state == State.CONFIRMED
        assert followers == [("ended", over.code)]

    def test_a_second_run_does_nothing(self, verified, followers):
        assert services.lapse_due(day(-400)) == [verified]
        assert services.lapse_due(day(-400)) == []
        assert len(followers) == 1

    def test_one_that_fails_does_not_hold_up_the_others(self, people, monkeypatch):
        bad, good = factories.verified_product(people), factories.verified_product(people)

        def follower(product, verification):
            if product.pk == bad.pk:
                raise RuntimeError("no")

        monkeypatch.setattr(seam.on_verification_ended, "followers", [follower])
        with pytest.raises(ExceptionGroup) as failures:
            services.lapse_due(day(-400))
        assert len(failures.value.exceptions) == 1
        good.current_verification.refresh_from_db()
        bad.current_verification.refresh_from_db()
        assert (good.current_verification.state, bad.current_verification.state) == (State.LAPSED, State.CONFIRMED)

    def test_a_lapsed_one_can_be_withdrawn(self, verified, people, followers):
        services.lapse_due(verified.current_verification.valid_until + timedelta(days=1))
        assert services.withdraw(verified, people["confirmer"], "it was never true").state == State.WITHDRAWN
