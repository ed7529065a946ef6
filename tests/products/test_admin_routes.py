"""Every admin address of this room, and who may open it. An address that nobody classified fails."""

import pytest
from django.urls import URLPattern, get_resolver, reverse

from products import services
from tests import factories
from tests.products.days import day

NAMESPACES = ("product", "organisation", "place", "verification")
READERS = {"recommender", "inspector", "confirmer", "author", "editor", "operator", "analyst"}
NOBODY: set[str] = set()

# Route → roles; a superuser opens all. Readers only look; forms of the case page ask for more.
MAY_OPEN = {
    "product:index": READERS,
    "product:index_results": READERS,
    "product:inspect": READERS,
    "product:add": {"recommender"},
    "product:edit": {"inspector"},
    "product:usage": {"inspector"},
    "product:history": {"recommender", "inspector"},
    "product:history_results": {"recommender", "inspector"},
    "product:delete": NOBODY,
    "organisation:index": READERS,
    "organisation:index_results": READERS,
    "organisation:inspect": READERS,
    "organisation:add": NOBODY,
    "organisation:edit": NOBODY,
    "organisation:usage": NOBODY,
    "organisation:history": NOBODY,
    "organisation:history_results": NOBODY,
    "organisation:delete": NOBODY,
    "place:index": READERS,
    "place:index_results": READERS,
    "place:inspect": READERS,
    "place:add": NOBODY,
    "place:edit": NOBODY,
    "place:usage": NOBODY,
    "place:history": NOBODY,
    "place:history_results": NOBODY,
    "place:delete": NOBODY,
    "verification:index": READERS,
    "verification:index_results": READERS,
    "verification:case": READERS,
    "verification:recommend": {"recommender"},
    "verification:action": NOBODY,  # forms only; see below
}
# Action → the state in which it is open, and the roles that may send its form then.
MAY_SEND = {
    "visit": ("recommended", {"inspector"}),
    "evidence": ("recommended", {"recommender", "inspector"}),
    "refuse": ("recommended", {"inspector"}),
    "assess": ("visited", {"inspector"}),
    "confirm": ("assessed", {"confirmer"}),
    "withdraw": ("confirmed", {"confirmer"}),
}


def routes() -> set[str]:
    found = set()
    for pattern in get_resolver().url_patterns:
        for inner in getattr(pattern, "url_patterns", []):
            namespace = getattr(inner, "namespace", None)
            if namespace in NAMESPACES:
                found |= {f"{namespace}:{route.name}" for route in inner.url_patterns if isinstance(route, URLPattern)}
    return found


def test_every_route_is_classified():
    assert routes() == set(MAY_OPEN)


def test_every_action_is_classified():
    from products.admin.actions import ACTION_BY_KEY

    assert set(ACTION_BY_KEY) == set(MAY_SEND)


@pytest.fixture
def address(people, recommended):
    """The address of a route, with the objects of one case in it."""
    ids = {
        "product": recommended.product_id,
        "organisation": recommended.product.producer_id,
        "place": recommended.product.place_id,
        "verification": recommended.pk,
    }

    def of(route: str) -> str:
        namespace, name = route.split(":")
        if name in {"index", "index_results", "add", "recommend"}:
            return reverse(route)
        more = ["visit"] if name == "action" else []
        return reverse(route, args=[ids[namespace], *more])

    return of


@pytest.mark.parametrize("role", [*sorted(READERS), "nobody"])
def test_who_opens_what(client, people, address, role):
    person = people.get(role) or factories.UserFactory(username="nobody")
    client.force_login(person)
    opened = {route for route in MAY_OPEN if client.get(address(route)).status_code == 200}
    assert opened == {route for route, roles in MAY_OPEN.items() if role in roles}


def test_a_superuser_opens_all(client, people, address):
    client.force_login(people["admin"])
    answers = {route: client.get(address(route)).status_code for route in MAY_OPEN}
    assert answers.pop("verification:action") == 405
    assert set(answers.values()) == {200}


def test_a_stranger_opens_nothing(client, address):
    for route in MAY_OPEN:
        assert client.get(address(route)).status_code in {302, 405}


def case_in(state: str, people):
    verification = services.recommend(factories.ProductFactory(), people["recommender"], on=day(30))
    if state in {"visited", "assessed", "confirmed"}:
        services.record_visit(verification, people["inspector"], on=day(20))
    if state in {"assessed", "confirmed"}:
        services.assess(verification, people["inspector"], on=day(15))
    if state == "confirmed":
        services.confirm(verification, people["confirmer"], on=day(10), valid_until=day(-50))
    return verification


@pytest.mark.parametrize("action", MAY_SEND)
def test_who_sends_what(client, people, action):
    """A form without its fields comes back to those who may send it, and to nobody else."""
    state, roles = MAY_SEND[action]
    verification = case_in(state, people)
    let_in = set()
    for role in READERS:
        client.force_login(people[role])
        if client.post(reverse("verification:action", args=[verification.pk, action])).status_code == 422:
            let_in.add(role)
    assert let_in == roles
    verification.refresh_from_db()
    assert verification.state == state
