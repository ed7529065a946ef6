"""A confirmed fact is changed by two people, and never by a form."""

import pytest
from django.urls import reverse
from wagtail.log_actions import registry as log_registry

from products import fact_changes, followers, services
from products.errors import Refused
from products.models import Fact
from tests.factories import FactFactory, OrganisationFactory, UserFactory


@pytest.fixture
def fact(verified, people):
    fact = FactFactory(product=verified, key="altitude")
    Fact.objects.filter(pk=fact.pk).update(
        confirmed_by=people["confirmer"], confirmed_on="2026-11-01", confirmed_in=verified.current_verification
    )
    fact.refresh_from_db()
    return fact


NEW = {"value_zh": "480", "value_en": "480", "unit": "m", "reason": "重新测量"}


def propose(fact, people, **changes):
    return fact_changes.propose(fact, people["inspector"], **NEW | changes)


def refusal_of(call, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refusal:
        call(*args, **kwargs)
    return refusal.value.code


def test_the_old_words_stand_until_a_second_person_confirms(fact, people, monkeypatch):
    told = []
    monkeypatch.setattr(
        followers.on_facts_changed, "followers", [lambda facts, person: told.append((facts[0].was.value_zh, person))]
    )
    change = propose(fact, people)
    fact.refresh_from_db()
    assert fact.value_zh == "450"
    fact_changes.confirm_change(change, people["confirmer"])
    fact.refresh_from_db()
    change.refresh_from_db()
    assert (fact.value_zh, fact.confirmed_by, fact.confirmed_on is not None) == ("480", people["confirmer"], True)
    assert (change.state, change.old_value_zh) == ("confirmed", "450")
    assert told == [("450", people["confirmer"])]
    actions = [entry.action for entry in log_registry.get_logs_for_instance(fact.product)]
    assert {"products.fact.propose", "products.fact.change"} <= set(actions)


def test_nobody_confirms_their_own_proposal(fact, people):
    change = fact_changes.propose(fact, people["admin"], **NEW)
    assert refusal_of(fact_changes.confirm_change, change, people["admin"]) == "fact.same_person"
    assert refusal_of(fact_changes.confirm_change, change, people["inspector"]) == "fact.no_permission"


@pytest.mark.parametrize("role", ["recommender", "author", "editor", "confirmer"])
def test_who_may_not_propose(fact, people, role):
    assert refusal_of(fact_changes.propose, fact, people[role], **NEW) == "fact.no_permission"


def test_another_organisation_s_inspector_neither_sees_nor_changes_it(fact, people, client):
    stranger = UserFactory(username="stranger", organisation=OrganisationFactory(key="far-away"))
    stranger.groups.set(people["inspector"].groups.all())
    assert refusal_of(fact_changes.propose, fact, stranger, **NEW) == "fact.no_permission"
    client.force_login(stranger)
    assert client.get(reverse("factchange:propose", args=[fact.pk])).status_code in (302, 403)
    change = propose(fact, people)
    assert client.get(reverse("factchange:change", args=[change.pk])).status_code == 404
    assert str(fact.product) not in client.get(reverse("factchange:index")).content.decode()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"value_zh": " "}, "fact.no_value"),
        ({"value_en": ""}, "fact.no_value"),
        ({"value_zh": "长" * 161}, "fact.long_value"),
        ({"unit": "u" * 21}, "fact.long_value"),
        ({"reason": ""}, "verification.no_reason"),
        ({"value_zh": "450", "value_en": "450"}, "fact.same_words"),
    ],
)
def test_words_that_are_refused(fact, people, changes, code):
    assert refusal_of(propose, fact, people, **changes) == code


def test_one_change_waits_at_a_time(fact, people):
    propose(fact, people)
    assert refusal_of(propose, fact, people, value_zh="490") == "fact.change_waiting"


def test_a_product_that_ended_confirms_nothing(fact, people):
    change = propose(fact, people)
    services.withdraw(fact.product, people["confirmer"], "抽检不合格")
    assert refusal_of(fact_changes.confirm_change, change, people["confirmer"]) == "fact.product_unverified"


def test_a_decision_is_taken_once(fact, people):
    change = propose(fact, people)
    fact_changes.reject_change(change, people["confirmer"], reason="数据不足")
    assert refusal_of(fact_changes.confirm_change, change, people["confirmer"]) == "fact.already_decided"
    fact.refresh_from_db()
    assert fact.value_zh == "450"


def test_the_form_of_the_product_refuses_new_words_for_a_confirmed_fact(fact, people, client):
    client.force_login(people["inspector"])
    page = client.get(reverse("product:edit", args=[fact.product_id]))
    assert reverse("factchange:propose", args=[fact.pk]) in page.content.decode()
    data = _form_data(page.context["form"])
    for change in ({"facts-0-value_zh": "999"}, {"facts-0-DELETE": "on"}):
        answer = client.post(reverse("product:edit", args=[fact.product_id]), data | change)
        assert answer.status_code == 200
        fact.refresh_from_db()
        assert (fact.value_zh, fact.confirmed_on is not None) == ("450", True)
    assert client.post(reverse("product:edit", args=[fact.product_id]), data).status_code == 302
    fact.refresh_from_db()
    assert fact.confirmed_on is not None


def _form_data(form) -> dict:
    data = {}
    for part in [form, *(f for formset in form.formsets.values() for f in [formset.management_form, *formset.forms])]:
        for bound in part:
            value = bound.value()
            if value is not None and value is not False:
                data[bound.html_name] = "on" if value is True else str(getattr(value, "pk", value))
    return data


def test_from_proposal_to_confirmation_at_the_desk(fact, people, client):
    client.force_login(people["inspector"])
    address = reverse("factchange:propose", args=[fact.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {**NEW, "value_en": ""}).status_code == 422
    assert client.post(address, {**NEW, "evidence": ""}).status_code == 302
    change = fact.changes.get()
    page = reverse("factchange:change", args=[change.pk])
    assert 'name="confirm"' not in client.get(page).content.decode(), "not by the proposer"
    client.force_login(people["confirmer"])
    assert 'name="confirm"' in client.get(page).content.decode()
    assert client.post(page, {"reason": ""}).status_code == 422
    assert client.post(page, {"confirm": "1"}).status_code == 302
    fact.refresh_from_db()
    assert fact.value_zh == "480"
