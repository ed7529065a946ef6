"""Two people act on one product at the same moment: one succeeds, the other is told, nothing is half done."""

import threading
from functools import partial

import pytest
from django.db import connection, connections

from products import followers, services, watch
from products.errors import Refused
from products.models import Product, Reminder, Verification
from tests import factories
from tests.products.days import day

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def needs_row_locks():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: SQLite lets one writer in at a time")


def at_once(*calls) -> list:
    """Run the calls in threads that start together; return each one's result or refusal."""
    start = threading.Barrier(len(calls))
    answers: list = [None] * len(calls)

    def run(number, call):
        try:
            start.wait(10)
            answers[number] = call()
        except Exception as error:
            answers[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


@pytest.fixture
def admins(transactional_db):
    from cms.site_setup import ensure_site

    ensure_site()
    return [factories.UserFactory(username=f"admin-{number}", is_superuser=True) for number in range(6)]


def one_succeeded(answers) -> None:
    refusals = [answer for answer in answers if isinstance(answer, Exception)]
    assert len(refusals) == len(answers) - 1, answers
    assert all(isinstance(refusal, Refused) for refusal in refusals), refusals


def test_two_recommend(admins):
    product = factories.ProductFactory(photo=None)

    def recommend(person):
        return services.recommend(Product.objects.get(pk=product.pk), person, on=day(1))

    one_succeeded(at_once(*[partial(recommend, person) for person in admins[:4]]))
    assert product.verifications.count() == 1


def test_two_visit(admins):
    verification = services.recommend(factories.ProductFactory(photo=None), admins[0], on=day(9))

    def visit(person):
        return services.record_visit(Verification.objects.get(pk=verification.pk), person, on=day(1))

    one_succeeded(at_once(*[partial(visit, person) for person in admins[1:5]]))
    assert verification.steps.count() == 2


def test_two_withdraw(admins, monkeypatch):
    calls = []
    monkeypatch.setattr(
        followers.on_verification_ended, "followers", [lambda product, verification: calls.append(product.pk)]
    )
    monkeypatch.setattr(followers.on_verification_renewed, "followers", [])
    product = factories.ProductFactory(photo=None)
    verification = services.recommend(product, admins[0], on=day(9))
    services.record_visit(verification, admins[1], on=day(8))
    factories.assess(verification, admins[1], on=day(7))
    services.confirm(verification, admins[2], on=day(6), valid_until=day(-9))

    def withdraw(person):
        return services.withdraw(Product.objects.get(pk=product.pk), person, person.username)

    one_succeeded(at_once(*[partial(withdraw, person) for person in admins[:4]]))
    assert calls == [product.pk]


@pytest.fixture
def assessed_by(admins):
    """A case that waits for its confirmation, by the first three of the people."""
    verification = services.recommend(factories.ProductFactory(photo=None), admins[0], on=day(9))
    services.record_visit(verification, admins[1], on=day(8))
    return factories.assess(verification, admins[1], on=day(7))


def test_two_confirm(admins, assessed_by, monkeypatch):
    monkeypatch.setattr(followers.on_verification_renewed, "followers", [])

    def confirm(person):
        verification = Verification.objects.get(pk=assessed_by.pk)
        seen = assessed_by.changes
        return services.confirm(verification, person, on=day(6), valid_until=day(-9), seen=seen)

    one_succeeded(at_once(*[partial(confirm, person) for person in admins[2:6]]))
    assert assessed_by.steps.filter(kind="confirmed").count() == 1


def test_two_schedulers_lapse_it_once(admins, assessed_by, monkeypatch):
    calls = []
    monkeypatch.setattr(
        followers.on_verification_ended, "followers", [lambda product, verification: calls.append(product.pk)]
    )
    monkeypatch.setattr(followers.on_verification_renewed, "followers", [])
    services.confirm(assessed_by, admins[2], on=day(6), valid_until=day(-9))
    answers = at_once(*[partial(services.lapse_due, day(-10))] * 4)
    assert sorted(len(lapsed) for lapsed in answers) == [0, 0, 0, 1]
    assert calls == [assessed_by.product_id]


def test_two_schedulers_remind_once(admins, assessed_by, monkeypatch):
    monkeypatch.setattr(followers.on_verification_renewed, "followers", [])
    services.confirm(assessed_by, admins[2], on=day(6), valid_until=day(-9))
    answers = at_once(*[partial(watch.remind_due, day(-4))] * 4)
    assert sorted(len(given) for given in answers) == [0, 0, 0, 1]
    assert Reminder.objects.count() == 1
