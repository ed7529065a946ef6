"""The product form of the admin: what it makes, and what it answers to bad input."""

import pytest
from django.urls import reverse

from commerce.models import PurchaseLink
from products.models import Offer, Organisation, Product
from tests import factories
from tests.stories.factories import make_story

OFFER = {
    "platform": "jd",
    "sku": "999143312501",
    "title_zh": "脐橙 5 千克装",
    "title_en": "",
    "price_fen": "28.00",
    "net_grams": "5",
    "url": "https://item.jd.com/999143312501.html",
    "miniprogram_appid": "",
    "miniprogram_path": "",
    "active": "on",
}
FACT = {
    "key": "altitude",
    "label_zh": "海拔",
    "label_en": "Altitude",
    "value_zh": "420",
    "value_en": "420",
    "unit": "m",
}


def inline(prefix: str, rows: list[dict], initial: int = 0) -> dict:
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    data |= {f"{prefix}-MIN_NUM_FORMS": 0, f"{prefix}-MAX_NUM_FORMS": 1000}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
        data.setdefault(f"{prefix}-{number}-id", "")
    return data


def form_data(offers=(), facts=(), initial_offers=0, **fields) -> dict:
    place = factories.PlaceFactory()
    producer = factories.OrganisationFactory(place=place)
    base = {
        "name_zh": "保靖脐橙",
        "name_en": "Baojing oranges",
        "tagline_zh": "",
        "tagline_en": "",
        "code": "bj-orange",
        "slug": "",
        "kind": "oranges",
        "place": place.pk,
        "producer": producer.pk,
        "season_start": "11",
        "season_end": "1",
        "supply_kg": "320000",
        "photo": "",
    }
    return {**base, **inline("offers", list(offers), initial_offers), **inline("facts", list(facts)), **fields}


@pytest.fixture
def desk(client, people):
    client.force_login(people["recommender"])
    return client


def add(desk, data):
    return desk.post(reverse("product:add"), data)


def errors(response) -> str:
    form = response.context["form"]
    return " ".join([str(form.errors), *[str(formset.errors) for formset in form.formsets.values()]])


def test_a_product_with_its_offer_and_fact(desk):
    response = add(desk, form_data([OFFER], [FACT]))
    assert response.status_code == 302, errors(response)
    product = Product.objects.get()
    assert (product.code, product.slug) == ("BJ-ORANGE", "bao-jing-qi-cheng")
    assert product.offers.get().price_fen == 2800
    assert product.facts.get().confirmed_on is None
    assert product.current_verification is None


def test_a_taken_slug_gets_a_number(desk):
    factories.ProductFactory(slug="bao-jing-qi-cheng", code="OTHER")
    add(desk, form_data())
    assert Product.objects.get(code="BJ-ORANGE").slug == "bao-jing-qi-cheng-2"


@pytest.mark.parametrize(
    "fields",
    [
        {"code": "BJ ORANGE"},
        {"code": "-BJ"},
        {"code": "保靖"},
        {"code": "BJ/1"},
        {"code": "X" * 25},
        {"code": ""},
        {"slug": "Not a slug"},
        {"name_zh": ""},
        {"season_start": "13"},
        {"season_start": "0"},
        {"season_end": ""},
        {"supply_kg": "-5"},
        {"supply_kg": "many"},
        {"place": "999999"},
        {"producer": "0"},
    ],
    ids=str,
)
def test_bad_fields(desk, fields):
    response = add(desk, form_data(**fields))
    assert response.status_code == 200
    assert set(response.context["form"].errors) & set(fields)
    assert not Product.objects.exists()


def test_a_code_is_unique_whatever_its_case(desk):
    factories.ProductFactory(code="BJ-ORANGE")
    response = add(desk, form_data(code="Bj-Orange"))
    assert response.status_code == 200
    assert Product.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"url": "https://evil.example/item.html"},
        {"url": "http://item.jd.com/1.html"},
        {"url": "javascript:alert(1)"},
        {"url": "https://detail.tmall.com/item.htm?id=1"},
        {"url": ""},
        {"price_fen": "0"},
        {"price_fen": "28.005"},
        {"price_fen": "21474836.48"},
        {"price_fen": "NaN"},
        {"price_fen": "-1"},
        {"net_grams": "0"},
        {"net_grams": "5.0005"},
        {"platform": "ebay"},
        {"sku": "", "url": "https://u.jd.com/abc"},
    ],
    ids=str,
)
def test_bad_offers(desk, fields):
    response = add(desk, form_data([{**OFFER, **fields}]))
    assert response.status_code == 200
    assert set(response.context["form"].formsets["offers"].errors[0]) & set(fields)
    assert not Product.objects.exists()


def test_prices_and_weights_are_typed_in_yuan_and_kilograms(desk):
    add(desk, form_data([{**OFFER, "price_fen": "28.5", "net_grams": "0.25"}]))
    offer = Offer.objects.get()
    assert (offer.price_fen, offer.net_grams) == (2850, 250)
    form = desk.get(reverse("product:edit", args=[offer.product_id])).content.decode()
    assert 'value="28.50"' in form
    assert 'value="0.250"' in form


def test_the_message_names_the_hosts_that_are_taken(desk):
    response = add(desk, form_data([{**OFFER, "url": "https://evil.example/"}]))
    assert "item.jd.com" in errors(response)


def test_one_sku_twice_in_the_form(desk):
    response = add(desk, form_data([OFFER, OFFER]))
    assert response.status_code == 200
    assert not Product.objects.exists()


def test_a_sku_of_another_product(desk):
    factories.OfferFactory(sku=OFFER["sku"])
    response = add(desk, form_data([OFFER]))
    assert response.status_code == 200
    assert Offer.objects.count() == 1


def test_a_fact_key_twice(desk):
    assert add(desk, form_data(facts=[FACT, FACT])).status_code == 200
    assert not Product.objects.exists()


class TestRemovingAnOffer:
    def remove(self, client, people, offer):
        client.force_login(people["inspector"])
        row = {**OFFER, "sku": offer.sku, "id": offer.pk, "DELETE": "on"}
        data = form_data([row], initial_offers=1, code=offer.product.code, slug=offer.product.slug)
        return client.post(reverse("product:edit", args=[offer.product.pk]), data)

    def test_an_unused_one_goes(self, client, people):
        offer = factories.OfferFactory()
        assert self.remove(client, people, offer).status_code == 302
        assert not Offer.objects.exists()

    def test_one_that_has_a_purchase_link_stays(self, client, people, stories_zh):
        offer = factories.OfferFactory()
        story = make_story(stories_zh, people["author"])
        PurchaseLink.objects.create(code="s1-we-x", story=story, channel="web", placement="p", offer=offer)
        response = self.remove(client, people, offer)
        assert response.status_code == 200
        assert response.context["form"].formsets["offers"].forms[0].non_field_errors()
        assert Offer.objects.exists()


def test_an_organisation_without_a_key_gets_one(client, people):
    client.force_login(people["admin"])
    client.post(
        reverse("organisation:add"),
        {"name_zh": "坡脚坪合作社", "name_en": "Pojiaoping", "kind": "cooperative", "place": "", "key": ""},
    )
    assert Organisation.objects.get(name_en="Pojiaoping").key == "po-jiao-ping-he-zuo-she"


@pytest.mark.parametrize("code", ["43312", "4331255", "abcdef", "043125"])
def test_place_codes_are_six_digits(client, people, code):
    client.force_login(people["admin"])
    response = client.post(
        reverse("place:add"), {"code": code, "level": "county", "parent": "", "name_zh": "x", "name_en": "x"}
    )
    assert "code" in response.context["form"].errors
