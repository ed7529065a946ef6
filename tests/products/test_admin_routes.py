"""Every address of this room × every role × own and other organisation's objects. The table is in `routes`."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.log_actions import registry as log_registry

from products import services
from products.models import FactChange, Organisation, PersonMet, Product, Recommendation, Verification, Visit
from tests import factories
from tests.products.days import day
from tests.products.recommending import WHY, received
from tests.products.routes import (
    DOORS,
    LATER,
    LISTS,
    MAY_SEND,
    OUTSIDERS,
    OWN_DOORS,
    PUBLIC,
    READERS,
    RECORDS,
    ROLES,
    WAGTAILS_OWN,
)

RETURNS = {302, 404, 405}


def walk(patterns, names=()):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield ":".join([*names, pattern.name or str(pattern.pattern)]), pattern.callback
        else:
            namespace = getattr(pattern, "namespace", None)
            yield from walk(pattern.url_patterns, (*names, namespace) if namespace else names)


def is_ours(view) -> bool:
    """A view on this room's records, be it one of Wagtail's; or one on none, of this room's code."""
    cls = getattr(view, "view_class", None)
    model = getattr(view, "view_initkwargs", {}).get("model") if cls else None
    if isinstance(model, type):
        return model._meta.app_label == "products"
    return view.__module__.startswith("products.") or bool(cls and cls.__module__.startswith("products."))


def routes() -> set[str]:
    found = {name for name, view in walk(get_resolver().url_patterns) if is_ours(view)}
    return {name for name in found if not name.startswith(WAGTAILS_OWN)}


def test_every_route_is_classified():
    classified = {*LISTS, *RECORDS, *DOORS, *LATER, *PUBLIC}
    assert (routes() - classified, classified - routes()) == (set(), set())


def test_every_action_is_classified():
    from products.admin.actions import ACTION_BY_KEY

    assert set(ACTION_BY_KEY) == set(MAY_SEND)


def test_no_bulk_action_of_wagtail_reaches_our_records():
    for model in (Product, Verification, Organisation):
        assert not bulk_action_registry.get_bulk_actions_for_model("products", model._meta.model_name)


@pytest.fixture
def everybody(people):
    """`people`, and recommenders of another county, of a shop and of no organisation; and somebody without a role."""
    far = factories.PlaceFactory(code="341524", name_zh="金寨县", name_en="Jinzhai")
    organisations = {
        "other-county": factories.OrganisationFactory(key="jinzhai-county", kind="government", place=far),
        "shop": factories.OrganisationFactory(key="a-shop", kind="ecommerce", place=far),
        "homeless": None,
    }
    for role, organisation in organisations.items():
        people[role] = factories.UserFactory(username=role, organisation=organisation)
        people[role].groups.set([Group.objects.get(name="recommender")])
    people["stranger"] = factories.UserFactory(username="stranger")
    return people


@pytest.fixture
def cases(everybody) -> dict[str, Verification]:
    """One case of the recommender's county, one of another county; both brought and recommended by their own."""
    made = {}
    for whose, role in (("own", "recommender"), ("other", "other-county")):
        organisation = everybody[role].organisation
        product = factories.ProductFactory(place=organisation.place, brought_by=organisation, photo=None)
        product.brand = factories.BrandFactory(owner=organisation)
        product.save()
        factories.OfferFactory(product=product)
        made[whose] = services.recommend(product, everybody[role], on=day(30))
        _records_about(made[whose], everybody)
    return made


def _records_about(case: Verification, everybody) -> None:
    """What stands beside a case: a recommendation, a proposed change of a fact, somebody met on a visit."""
    organisation = case.product.brought_by
    Recommendation.objects.filter(pk=received(why=f"{WHY}{case.pk}").pk).update(
        organisation=organisation, place=case.product.place, verification=case
    )
    fact = factories.FactFactory(product=case.product, confirmed_on=day(5), confirmed_by=everybody["confirmer"])
    FactChange.objects.create(
        fact=fact, value_zh="460", value_en="460", unit="m", reason="再量", proposed_by=everybody["inspector"]
    )
    earlier = Visit.objects.create(verification=case, inspector=everybody["inspector"], stands=False)
    PersonMet.objects.create(visit=earlier, key=uuid4(), name="田阿妹")


def address(route: str, case: Verification | None = None) -> str:
    if case is None:
        return reverse(route)
    objects = {
        "product": case.product_id,
        "organisation": case.product.brought_by_id,
        "place": case.product.place_id,
        "verification": case.pk,
        "brand": case.product.brand_id,
        "story_products": case.product_id,
        "story_offers": case.product.offers.get().pk,
        "story_facts": case.product.facts.get().pk,
        "story_people": case.visits.get().people.get().pk,
        "place_window": case.product.place_id,
        "recommendation": case.recommendation.pk,
        "factchange": FactChange.objects.get(fact__product=case.product).pk,
        "person_met": case.visits.get().people.get().pk,
    }
    namespace, name = route.split(":")
    if name == "take_sheet":
        return reverse(route)
    if name == "propose":
        return reverse(route, args=[objects["story_facts"]])
    more = {"action": ["visit"], "verdict": ["accept"], "offer": [objects["story_offers"]]}.get(name, [])
    return reverse(route, args=[objects[namespace], *more])


@pytest.mark.parametrize("role", ROLES)
def test_who_opens_what(client, everybody, cases, role):
    client.force_login(everybody[role])
    answers = {(route, ""): client.get(address(route)).status_code for route in LISTS}
    for whose, case in cases.items():
        answers |= {(route, whose): client.get(address(route, case)).status_code for route in RECORDS}
    allowed = {(route, "") for route, roles in LISTS.items() if role in roles}
    for route, record in RECORDS.items():
        # The other county's recommender stands on the other side of everything.
        sides = ("other", "own") if role == "other-county" else ("own", "other")
        as_role = "recommender" if role == "other-county" else role
        allowed |= {(route, sides[0])} if as_role in record.own else set()
        allowed |= {(route, sides[1])} if as_role in record.other else set()
    assert {key for key, status in answers.items() if status == 200} == allowed
    assert {status for key, status in answers.items() if key not in allowed} <= RETURNS


@pytest.mark.parametrize("role", ROLES)
def test_who_renews(client, everybody, cases, role):
    """Opens for what was confirmed; asked of a product of the recommender's county."""
    verified = factories.verified_product(everybody, brought_by=everybody["recommender"].organisation)
    client.force_login(everybody[role])
    answer = client.get(reverse("verification:renew", args=[verified.current_verification_id]))
    assert (answer.status_code == 200) == (role in LATER["verification:renew"])


@pytest.mark.parametrize("role", ["recommender", "other-county"])
def test_what_is_another_organisations_is_not_found(client, everybody, cases, role):
    """As if it were not there: neither the words nor the code tell that it is."""
    client.force_login(everybody[role])
    other = cases["other" if role == "recommender" else "own"]
    for route in ("product:inspect", "product:edit", "product:history", "organisation:inspect", "verification:case"):
        assert client.get(address(route, other)).status_code == 404, route


def test_a_superuser_opens_all(client, people, everybody, cases):
    client.force_login(people["admin"])
    answers = {route: client.get(address(route)).status_code for route in LISTS}
    for case in cases.values():
        answers |= {route: client.get(address(route, case)).status_code for route in RECORDS}
    assert set(answers.values()) == {200}


def test_a_passer_by_opens_nothing(client, cases):
    for route in LISTS:
        assert client.get(address(route)).status_code == 302
    for route in {**RECORDS, **DOORS}:
        assert client.get(address(route, cases["own"])).status_code in {302, 405}


def snapshot() -> list:
    fields = ("pk", "state", "changes", "claimed_by", "due_on")
    return [*Verification.objects.order_by("pk").values_list(*fields), log_entries()]


def log_entries() -> int:
    return sum(model.objects.count() for model in log_registry.get_log_entry_models())


class TestDoors:
    @pytest.mark.parametrize("route", DOORS)
    def test_they_are_for_forms_alone(self, client, people, cases, route):
        client.force_login(people["admin"])
        assert client.get(address(route, cases["own"])).status_code == 405

    @pytest.mark.parametrize("role", OUTSIDERS)
    def test_another_organisations_case(self, client, everybody, cases, role):
        """Even with every right of the desk: the case of another organisation is out of reach, and stays as it is."""
        person = everybody[role]
        person.groups.add(*Group.objects.filter(name__in=["recommender", "inspector", "confirmer"]))
        other = cases["own" if role == "other-county" else "other"]
        client.force_login(person)
        before = snapshot()
        for route, fields in DOORS.items():
            if route not in {"verification:action", *OWN_DOORS}:
                assert client.post(address(route, other), fields).status_code == 404, route
        for action in MAY_SEND:
            data = {f"{action}-on": day(1), f"{action}-reason": "x", f"{action}-valid_until": day(-99)}
            url = reverse("verification:action", args=[other.pk, action])
            assert client.post(url, data).status_code == 404, action
        for route in ("product:edit", "product:delete", "organisation:edit", "organisation:delete"):
            assert client.post(address(route, other), {"name_zh": "x"}).status_code in {302, 404}, route
        answer = client.post(reverse("verification:recommend"), {"product": other.product_id, "on": day(1)})
        assert answer.status_code == 422
        assert snapshot() == before
        assert Product.objects.filter(name_zh="x").count() == 0

    @pytest.mark.parametrize("role", sorted(READERS))
    @pytest.mark.parametrize("door", ["verification:claim", "verification:due"])
    def test_only_who_may_take_the_step(self, client, everybody, cases, role, door):
        client.force_login(everybody[role])
        tomorrow = timezone.localdate() + timedelta(days=1)
        client.post(address(door, cases["own"]), {"due_on": tomorrow})
        case = Verification.objects.get(pk=cases["own"].pk)
        assert (case.changes != cases["own"].changes) == (role == "inspector")


def case_in(state: str, people):
    verification = services.recommend(factories.ProductFactory(photo=None), people["recommender"], on=day(30))
    if state in {"visited", "assessed", "confirmed"}:
        services.record_visit(verification, people["inspector"], on=day(20))
    if state in {"assessed", "confirmed"}:
        factories.assess(verification, people["inspector"], on=day(15))
    if state == "confirmed":
        services.confirm(verification, people["confirmer"], on=day(10), valid_until=day(-50))
    return verification


@pytest.mark.parametrize("action", MAY_SEND)
def test_who_sends_what(client, everybody, action):
    """A form without its fields comes back to those who may send it, and to nobody else."""
    state, roles = MAY_SEND[action]
    verification = case_in(state, everybody)
    let_in = set()
    for role in READERS:
        client.force_login(everybody[role])
        if client.post(reverse("verification:action", args=[verification.pk, action])).status_code == 422:
            let_in.add(role)
    assert let_in == roles
    verification.refresh_from_db()
    assert verification.state == state
