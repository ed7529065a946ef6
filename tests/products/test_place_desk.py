"""Places at the desk: the window that picks one, the listing, the form and the filters, with all of China loaded."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from products.models import Organisation, Place
from tests import factories

pytestmark = pytest.mark.usefixtures("all_places")


@pytest.fixture
def desk(client, people):
    client.force_login(people["admin"])
    return client


def picked(client, **query) -> list[str]:
    """The codes that the window offers."""
    html = client.get(reverse("place_window:choose_results"), query).content.decode()
    links = LexborHTMLParser(html).css("a[data-chooser-modal-choice]")
    return [link.attributes["href"].rstrip("/").rpartition("/")[2] for link in links]


def listed(client, name: str, **query) -> list[str]:
    """The codes in a listing of places."""
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200
    return [str(row.pk) for row in answer.context["object_list"]]


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


class TestWindow:
    @pytest.mark.parametrize("text", ["保靖", "Baojing", "baojing", "433125", "湖南 保靖"])
    def test_it_finds_baojing(self, client, people, text):
        client.force_login(people["recommender"])
        assert picked(client, q=text) == ["433125"]

    def test_by_level(self, desk):
        assert picked(desk, q="朝阳", level="prefecture") == ["211300"]
        assert picked(desk, level="province")[:2] == ["110000", "120000"]

    def test_too_long_a_word_is_no_error_page(self, desk):
        assert desk.get(reverse("place_window:choose"), {"q": "x" * 1000}).status_code == 200

    def test_what_was_picked_is_named_with_what_it_lies_in(self, desk):
        answer = desk.get(reverse("place_window:chosen", args=["433125"]))
        assert answer.json()["result"]["title"] == "湖南省 · 湘西土家族苗族自治州 · 保靖县"

    def test_it_offers_no_way_to_make_a_place(self, client, people):
        client.force_login(people["recommender"])
        before = Place.objects.count()
        client.post(reverse("place_window:create"), {"code": "999999", "name_zh": "x", "name_en": "x"})
        assert Place.objects.count() == before

    def test_it_is_closed_to_strangers(self, client):
        assert client.get(reverse("place_window:choose")).status_code == 302

    def test_the_number_of_queries_does_not_grow(self, desk):
        url = reverse("place_window:choose_results")
        assert queries(desk, f"{url}?q=南") == queries(desk, f"{url}?q=保靖")


@pytest.mark.parametrize("url", ["product:add", "organisation:add", "place:add"])
def test_no_form_holds_three_thousand_options(desk, url):
    assert desk.get(reverse(url)).content.count(b"<option") < 100


def test_the_product_form_shows_where_the_place_lies(desk):
    product = factories.ProductFactory()
    html = desk.get(reverse("product:edit", args=[product.pk])).content.decode()
    assert "湖南省 · 湘西土家族苗族自治州 · 保靖县" in html


def test_an_organisation_takes_a_place(desk):
    data = {"name_zh": "保靖县", "name_en": "Baojing", "kind": "government", "place": "433125", "key": ""}
    desk.post(reverse("organisation:add"), data)
    assert Organisation.objects.get(name_en="Baojing").place_id == "433125"
    answer = desk.post(reverse("organisation:add"), {**data, "place": "999999"})
    assert "place" in answer.context["form"].errors


class TestListing:
    def test_search_level_and_province(self, desk):
        assert listed(desk, "place:index", q="baojing")[0] == "433125"
        assert listed(desk, "place:index", q="湖南 保靖") == ["433125"]
        counties = listed(desk, "place:index", province="430000", level="county")
        assert len(counties) == 50
        assert all(code.startswith("43") for code in counties)
        assert listed(desk, "place:index", q="南", province="430000", level="prefecture") == []
        assert listed(desk, "place:index", q="朝阳", province="210000", level="prefecture") == ["211300"]

    def test_the_number_of_queries_does_not_grow(self, desk):
        url = reverse("place:index")
        assert queries(desk, url) == queries(desk, f"{url}?level=prefecture") <= 20
        assert queries(desk, f"{url}?q=南") == queries(desk, f"{url}?q=保靖")


class TestForm:
    def test_level_and_parent_follow_from_the_code(self, desk):
        desk.post(reverse("place:add"), {"code": "653133", "name_zh": "岑岭县", "name_en": "Cenling"})
        place = Place.objects.get(code="653133")
        assert (place.level, place.parent_id) == ("county", "653100")
        desk.post(reverse("place:add"), {"code": "429099", "name_zh": "某县", "name_en": "Mou"})
        assert Place.objects.get(code="429099").parent_id == "420000"

    def test_a_new_name_keeps_the_code(self, desk):
        data = {"code": "433999", "name_zh": "保靖市", "name_en": "Baojing"}
        desk.post(reverse("place:edit", args=["433125"]), data)
        place = Place.objects.get(code="433125")
        assert (place.name_zh, place.parent_id) == ("保靖市", "433100")
        assert not Place.objects.filter(code="433999").exists()


class TestFilters:
    def test_products_and_verifications_by_province(self, desk, recommended):
        away = factories.ProductFactory(place=Place.objects.get(code="653123"))
        assert listed(desk, "product:index", province="430000") == [str(recommended.product_id)]
        assert listed(desk, "product:index", province="650000") == [str(away.pk)]
        assert listed(desk, "verification:index", province="430000") == [str(recommended.pk)]
        assert listed(desk, "verification:index", province="650000") == []

    def test_the_number_of_queries_does_not_grow(self, desk):
        factories.ProductFactory()
        url = f"{reverse('product:index')}?province=430000"
        before = queries(desk, url)
        for _number in range(4):
            factories.ProductFactory()
        assert queries(desk, url) == before


def test_what_is_not_there_is_not_called_none(desk):
    province, group = Place.objects.get(code="110000"), factories.OrganisationFactory()
    for address in (reverse("place:inspect", args=[province.pk]), reverse("organisation:inspect", args=[group.pk])):
        shown = [one.text(strip=True) for one in LexborHTMLParser(desk.get(address).content.decode()).css("dd")]
        assert shown
        assert not {"None", "False", ""} & set(shown), address
