"""The board: what stands in which column, for whom, and how it is narrowed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from products import claims, services
from products.models import Verification
from tests import factories
from tests.products.days import day

BOARD = "/admin/verifications/board/"


def board(client, query: str = ""):
    return client.get(BOARD + query)


def shown(response) -> dict[str, list[str]]:
    return {column.key: [card.case.product.name_en for card in column.cards] for column in response.context["columns"]}


def card_of(response, name: str):
    cards = [card for column in response.context["columns"] for card in column.cards]
    return next(card for card in cards if card.case.product.name_en == name)


def case(people, name: str, *steps: str, by: str = "recommender", **fields) -> Verification:
    """A case of a product of this name, with the steps taken after its recommendation."""
    product = factories.ProductFactory(name_en=name, photo=None, **fields)
    found = services.recommend(product, people[by], on=day(30))
    if "visit" in steps:
        services.record_visit(found, people["inspector"], on=day(20))
    if "assess" in steps:
        factories.assess(found, people["inspector"], on=day(15))
    if "confirm" in steps:
        services.confirm(found, people["confirmer"], on=day(10), valid_until=day(-50))
    return found


@pytest.fixture
def shop(people):
    """Another organisation with a recommender of its own."""
    organisation = factories.OrganisationFactory(key="a-shop", kind="ecommerce", name_en="A Shop")
    person = factories.UserFactory(username="shopkeeper", organisation=organisation)
    person.groups.set(people["recommender"].groups.all())
    people["shopkeeper"] = person
    return organisation


def test_each_case_stands_in_its_column(client, people):
    case(people, "oranges")
    case(people, "tea", "visit")
    case(people, "rice", "visit", "assess")
    case(people, "goji", "visit", "assess", "confirm")
    refused = case(people, "ham")
    services.refuse(refused, people["inspector"], reason="no licence")
    client.force_login(people["inspector"])
    assert shown(board(client)) == {
        "recommended": ["oranges"],
        "visited": ["tea"],
        "assessed": ["rice"],
        "ended": ["ham", "goji"],
    }


def test_what_ended_long_ago_is_left_out(client, people):
    refused = case(people, "ham")
    services.refuse(refused, people["inspector"], reason="no licence")
    Verification.objects.filter(pk=refused.pk).update(refused_at=timezone.now() - timedelta(days=31))
    client.force_login(people["inspector"])
    assert shown(board(client))["ended"] == []


def test_a_card_says_who_when_and_how_late(client, people):
    late = case(people, "oranges")
    claims.claim(late, people["inspector"])
    Verification.objects.filter(pk=late.pk).update(due_on=day(3))
    back = case(people, "tea", "visit", "assess", season_start=4, season_end=5)
    services.send_back_to_assessment(back, people["confirmer"], reason="nothing was measured")
    client.force_login(people["inspector"])
    response = board(client)
    assert card_of(response, "tea").sent_back
    assert not card_of(response, "oranges").sent_back
    assert card_of(response, "oranges").recommended_by == people["recommender"].organisation
    text = response.content.decode()
    assert "3 天" in text or "3 days" in text
    assert str(people["inspector"]) in text


def test_the_mark_goes_when_the_step_is_taken_again(client, people):
    back = case(people, "tea", "visit", "assess")
    services.send_back_to_assessment(back, people["confirmer"], reason="nothing was measured")
    factories.assess(back, people["inspector"], on=day(1))
    client.force_login(people["inspector"])
    assert not card_of(board(client), "tea").sent_back


class TestScope:
    def test_a_county_sees_its_own(self, client, people, shop):
        case(people, "oranges")
        far = factories.PlaceFactory(code="341524", name_zh="金寨县", name_en="Jinzhai")
        case(people, "tea", place=far, by="admin")
        client.force_login(people["recommender"])
        response = board(client)
        assert shown(response)["recommended"] == ["oranges"]
        assert "Jinzhai" not in response.content.decode()

    def test_a_shop_sees_what_it_recommended(self, client, people, shop):
        case(people, "oranges")
        product = factories.ProductFactory(name_en="tea", photo=None, brought_by=shop)
        services.recommend(product, people["shopkeeper"], on=day(3))
        client.force_login(people["shopkeeper"])
        response = board(client)
        assert shown(response)["recommended"] == ["tea"]
        organisations = response.context["fields"][2].field.queryset
        assert list(organisations) == [shop]

    def test_the_team_sees_all(self, client, people, shop):
        case(people, "oranges")
        product = factories.ProductFactory(name_en="tea", photo=None, brought_by=shop)
        services.recommend(product, people["shopkeeper"], on=day(3))
        client.force_login(people["analyst"])
        assert sorted(shown(board(client))["recommended"]) == ["oranges", "tea"]

    def test_without_an_organisation_nothing(self, client, people):
        case(people, "oranges", "visit", "assess", "confirm")
        case(people, "tea")
        people["inspector"].organisation = None
        people["inspector"].save()
        client.force_login(people["inspector"])
        assert all(not names for names in shown(board(client)).values())


class TestFilters:
    @pytest.fixture
    def cases(self, client, people, shop):
        hunan = factories.PlaceFactory(code="430000", level="province", name_zh="湖南省", name_en="Hunan")
        factories.PlaceFactory(code="433125", parent=hunan)
        jinzhai = factories.PlaceFactory(code="341524", name_zh="金寨县", name_en="Jinzhai")
        month = timezone.localdate().month
        now, later = {"season_start": month, "season_end": month}, {"season_start": 11, "season_end": 1}
        case(people, "oranges", **now)
        tea = case(people, "tea", place=jinzhai, by="admin", season_start=4, season_end=5)
        claims.claim(tea, people["inspector"])
        rice = case(people, "rice", by="shopkeeper", brought_by=shop, **later)
        Verification.objects.filter(pk=rice.pk).update(due_on=day(1))
        client.force_login(people["inspector"])
        return client

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("", {"oranges", "tea", "rice"}),
            ("?province=430000", {"oranges", "rice"}),
            ("?county=341524", {"tea"}),
            ("?who=me", {"tea"}),
            ("?who=nobody", {"oranges", "rice"}),
            ("?who=overdue", {"rice"}),
            ("?season=5", {"tea"}),
            ("?q=tea", {"tea"}),
            ("?q=Jinzhai", {"tea"}),
            ("?q=tea&province=430000", set()),
        ],
    )
    def test_narrowing(self, cases, query, names):
        assert set(shown(board(cases, query))["recommended"]) == names

    def test_over_new_year(self, cases):
        assert "rice" in shown(board(cases, "?season=12"))["recommended"]
        assert "rice" in shown(board(cases, "?season=1"))["recommended"]
        assert "rice" not in shown(board(cases, "?season=10"))["recommended"]

    def test_in_season_now(self, cases):
        assert "oranges" in shown(board(cases, "?season=now"))["recommended"]

    def test_by_organisation(self, cases, shop):
        assert shown(board(cases, f"?organisation={shop.pk}"))["recommended"] == ["rice"]

    @pytest.mark.parametrize("query", ["?season=13", "?county=1'", "?organisation=x", "?who=%00", "?q=" + "长" * 500])
    def test_nonsense_is_no_error_page(self, cases, query):
        assert board(cases, query).status_code == 200

    def test_the_list_takes_the_same_address(self, cases):
        response = cases.get(reverse("verification:index") + "?county=341524&state=recommended")
        assert [row.product.name_en for row in response.context["object_list"]] == ["tea"]


def test_a_full_column_leads_to_the_list(client, people, monkeypatch):
    monkeypatch.setattr("products.admin.board.CARDS", 2)
    for number in range(3):
        case(people, f"product {number}")
    client.force_login(people["inspector"])
    column = board(client, "?who=nobody").context["columns"][0]
    assert (len(column.cards), column.total, column.more) == (2, 3, 1)
    rows = client.get(column.list_url).context["object_list"]
    assert len(rows) == 3


@pytest.mark.parametrize("role", ["inspector", "recommender"])
def test_the_number_of_queries_does_not_grow(client, people, role):
    case(people, "oranges")
    case(people, "tea", "visit")
    client.force_login(people[role])
    board(client)
    with CaptureQueriesContext(
        connection,
    ) as few:
        board(client)
    for number in range(5):
        case(people, f"more {number}")
        case(people, f"yet more {number}", "visit", "assess", "confirm")
    with CaptureQueriesContext(connection) as many:
        board(client)
    assert len(many) <= len(few)
    assert len(many) <= 25


class TestButtons:
    def press(self, client, found, name: str, query: str = "", **data):
        url = reverse(f"verification:{name}", args=[found.pk]) + query
        return client.post(url, {"on_board": "1", **data})

    def test_take_on_and_give_back(self, client, people):
        found = case(people, "oranges")
        client.force_login(people["inspector"])
        assert card_of(board(client), "oranges").may_take_on
        answer = self.press(client, found, "claim", "?county=433125&next=//evil.example", seen=found.changes)
        assert answer.url == BOARD + "?county=433125"
        found.refresh_from_db()
        assert found.claimed_by == people["inspector"]
        card = card_of(board(client), "oranges")
        assert (card.may_take_on, card.may_give_back) == (False, True)
        self.press(client, found, "release", seen=found.changes)
        found.refresh_from_db()
        assert found.claimed_by is None

    def test_the_second_is_told(self, client, people):
        found = case(people, "oranges")
        seen = found.changes
        claims.claim(found, factories.UserFactory(username="other", is_superuser=True))
        client.force_login(people["inspector"])
        url = reverse("verification:claim", args=[found.pk])
        answer = client.post(url, {"on_board": "1", "seen": seen}, follow=True)
        assert list(answer.context["messages"])
        found.refresh_from_db()
        assert found.claimed_by.username == "other"

    def test_whoever_may_not_take_the_step_gets_no_button(self, client, people):
        case(people, "oranges")
        client.force_login(people["confirmer"])
        card = card_of(board(client), "oranges")
        assert (card.may_take_on, card.may_give_back) == (False, False)

    def test_the_visitor_gets_no_button_for_confirming(self, client, people):
        case(people, "oranges", "visit", "assess")
        people["inspector"].groups.add(*people["confirmer"].groups.all())
        client.force_login(people["inspector"])
        assert not card_of(board(client), "oranges").may_take_on
