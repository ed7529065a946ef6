"""Reminders before the end: when, to whom, once; and what the desk shows."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from products import renewals, services, watch
from products.models import Letter, Reminder, Verification
from tests import factories
from tests.products.days import day


@pytest.fixture
def product(people):
    for person in people.values():
        person.email = f"{person.username}@example.org"
        person.save()
    return factories.verified_product(people, valid_for_days=100)


@pytest.fixture
def days_before(product):
    """Travel to so many days before the last one, at noon in China; a negative number lies behind it."""

    def travel(days: int):
        noon = datetime.combine(product.current_verification.valid_until - timedelta(days=days), time(12))
        return time_machine.travel(timezone.make_aware(noon), tick=False)

    return travel


def given() -> list[int]:
    return sorted(Reminder.objects.values_list("days", flat=True), reverse=True)


@pytest.mark.parametrize(
    ("days_left", "due"), [(31, None), (30, 30), (29, 30), (8, 30), (7, 7), (2, 7), (1, 1), (0, 1), (-1, None)]
)
def test_which_reminder_is_due(days_left, due):
    assert watch.due_reminder(days_left) == due


def test_thirty_seven_and_one_day_before_and_never_twice(product, days_before):
    for days in range(35, -3, -1):
        with days_before(days):
            for _hour in range(2):
                watch.remind_due()
    assert given() == [30, 7, 1]
    to_confirmer = Letter.objects.filter(to="confirmer@example.org").order_by("pk")
    assert [letter.cause.rsplit(":", 1)[1] for letter in to_confirmer] == ["30", "7", "1"]


def test_catching_up_tells_once(days_before):
    for days, after in ((29, [30]), (28, [30]), (3, [30, 7]), (0, [30, 7, 1])):
        with days_before(days):
            watch.remind_due()
        assert given() == after


def test_a_clock_set_back_tells_nothing_older(days_before):
    for days in (5, 20, 5):
        with days_before(days):
            watch.remind_due()
    assert given() == [7]


def test_whom_it_tells(product, people, days_before):
    grower = factories.UserFactory(organisation=product.producer, email="grower@example.org")
    factories.UserFactory(organisation=product.producer, email="gone@example.org", is_active=False)
    factories.UserFactory(email="elsewhere@example.org")
    factories.UserFactory(organisation=product.producer, email="")
    with days_before(7):
        watch.remind_due()
    assert set(Letter.objects.values_list("to", flat=True)) == {
        "recommender@example.org",
        "confirmer@example.org",
        grower.email,
    }


def test_the_letter_names_product_day_and_way(product, people, days_before):
    from wagtail.users.models import UserProfile

    UserProfile.objects.create(user=people["confirmer"], preferred_language="en")
    with days_before(7):
        watch.remind_due()
    reminders = Letter.objects.filter(cause__contains="ends")
    english = reminders.get(to="confirmer@example.org")
    assert english.subject == "Baojing oranges: the verification ends in 7 days"
    assert product.code in english.body
    assert f"/admin/verifications/{product.current_verification_id}/" in english.body
    chinese = reminders.get(to="recommender@example.org")
    assert "保靖脐橙" in chinese.subject
    assert "7 天" in chinese.subject


def test_the_last_day_and_one_day_are_said_rightly(days_before):
    with days_before(0):
        watch.remind_due()
    assert "今天" in Letter.objects.get(to="confirmer@example.org").subject


def test_nobody_is_told_of_what_has_ended_or_was_replaced(product, people, days_before):
    services.withdraw(product, people["confirmer"], "x")
    with days_before(7):
        assert watch.remind_due() == []


def test_a_renewed_one_is_told_of_no_more(product, people, days_before):
    second = renewals.begin_renewal(product, people["recommender"], on=day(5))
    services.record_visit(second, people["inspector"], on=day(4))
    factories.assess(second, people["inspector"], on=day(3))
    services.confirm(second, people["confirmer"], on=day(2), valid_until=day(-500))
    with days_before(7):
        assert watch.remind_due() == []


def test_one_that_fails_holds_up_no_other(product, people, days_before, monkeypatch):
    other = factories.verified_product(people, valid_for_days=100)
    letter = watch._letter

    def fails(verification, days_left):
        if verification.product_id == product.pk:
            raise RuntimeError("no")
        return letter(verification, days_left)

    monkeypatch.setattr(watch, "_letter", fails)
    with days_before(7):
        with pytest.raises(CommandError):
            call_command("remind_due")
        assert [one.verification.product for one in Reminder.objects.all()] == [other]
        monkeypatch.setattr(watch, "_letter", letter)
        assert [one.verification.product for one in watch.remind_due()] == [product]


def test_the_command_says_whom(product, days_before, capsys):
    with days_before(30):
        call_command("remind_due")
    assert product.code in capsys.readouterr().out


def test_the_queries_do_not_grow_with_what_is_far_away(people, product, django_assert_num_queries):
    for _number in range(3):
        factories.verified_product(people, valid_for_days=200)
    with django_assert_num_queries(1):
        assert watch.remind_due() == []


class TestPanel:
    def panel(self, client, person) -> str:
        client.force_login(person)
        page = client.get(reverse("wagtailadmin_home")).content.decode()
        return page.partition("ending-verifications")[2]

    @pytest.fixture
    def soon(self, product):
        Verification.objects.update(valid_until=day(-20))
        return product

    def test_who_may_begin_a_renewal_is_led_there(self, client, people, soon):
        renew = reverse("verification:renew", args=[soon.current_verification_id])
        assert renew in self.panel(client, people["recommender"])
        assert renew not in self.panel(client, people["confirmer"])
        assert soon.name() in self.panel(client, people["confirmer"])

    def test_others_see_none_of_it(self, client, people, soon):
        other = factories.OrganisationFactory(key="elsewhere", kind="ecommerce")
        people["recommender"].organisation = other
        people["recommender"].save()
        for role in ("recommender", "author", "analyst"):
            assert self.panel(client, people[role]) == ""

    def test_a_renewal_under_way_is_shown_instead(self, client, people, soon):
        second = renewals.begin_renewal(soon, people["recommender"], on=day(1))
        panel = self.panel(client, people["recommender"])
        assert reverse("verification:renew", args=[soon.current_verification_id]) not in panel
        assert reverse("verification:case", args=[second.pk]) in panel

    def test_what_is_far_away_is_not_shown(self, client, people, product):
        assert self.panel(client, people["confirmer"]) == ""

    def test_its_queries_do_not_grow(self, people, soon, django_assert_num_queries):
        from products.admin.ending_panel import ending_for

        for _number in range(4):
            factories.verified_product(people, valid_for_days=20)
        people["confirmer"].has_perm("products.confirm_product")
        with django_assert_num_queries(2):
            assert len(ending_for(people["confirmer"])) == 5
