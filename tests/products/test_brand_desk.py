"""Village brands at the desk: who sees and keeps which, and that their pages pass the gate."""

import pytest
from django.urls import reverse

from products.models import Brand, BrandPage
from products.scope import brands_of
from tests.factories import BrandFactory, OrganisationFactory, PlaceFactory, ProductFactory

FIELDS = {"name_zh": "坡脚坪", "name_en": "Pojiaoping", "slug": "", "mark": ""}


@pytest.fixture
def elsewhere(people):
    away = PlaceFactory(code="522633", name_zh="从江县", name_en="Congjiang County")
    return BrandFactory(slug="heliang", owner=OrganisationFactory(key="heliang", kind="village", place=away))


@pytest.fixture
def ours(people):
    """A village's of the county that the recommender acts for."""
    return BrandFactory(slug="ours", owner=OrganisationFactory(key="pojiao", kind="village", place=PlaceFactory()))


def test_the_team_sees_all_and_owners_see_theirs(people, ours, elsewhere):
    assert set(brands_of(people["inspector"])) == {ours, elsewhere}
    assert set(brands_of(people["recommender"])) == {ours}
    assert not brands_of(people["author"]).exists()


def test_the_list_and_the_record_keep_to_it(client, people, ours, elsewhere):
    client.force_login(people["recommender"])
    rows = client.get(reverse("brand:index")).context["object_list"]
    assert list(rows) == [ours]
    assert client.get(reverse("brand:inspect", args=[ours.pk])).status_code == 200
    assert client.get(reverse("brand:inspect", args=[elsewhere.pk])).status_code == 404


def test_a_slug_is_made_from_the_chinese_name(client, people, ours):
    client.force_login(people["inspector"])
    for slug in ("po-jiao-ping", "po-jiao-ping-2"):
        answer = client.post(reverse("brand:add"), {**FIELDS, "owner": ours.owner_id})
        assert answer.status_code == 302
        assert Brand.objects.filter(slug=slug).exists()


def test_the_owner_is_one_of_those_seen(client, people, ours, elsewhere):
    """A recommender who was given the right keeps to the organisations of their county."""
    from django.contrib.auth.models import Permission

    people["recommender"].user_permissions.add(*Permission.objects.filter(codename__in=["add_brand", "change_brand"]))
    client.force_login(people["recommender"])
    refused = client.post(reverse("brand:add"), {**FIELDS, "owner": elsewhere.owner_id})
    assert refused.status_code == 200
    assert "owner" in refused.context["form"].errors
    assert client.post(reverse("brand:add"), {**FIELDS, "owner": ours.owner_id}).status_code == 302
    assert client.get(reverse("brand:edit", args=[elsewhere.pk])).status_code == 404


def test_a_product_takes_a_brand_that_is_seen(client, people, ours, elsewhere):
    client.force_login(people["recommender"])
    choices = client.get(reverse("product:add")).context["form"].fields["brand"].queryset
    assert set(choices) == {ours}


def test_a_brand_with_products_of_a_place_is_seen_by_its_owner(people, ours):
    product = ProductFactory(brand=ours, place=PlaceFactory(code="610827"))
    from products.scope import products_of

    people["analyst"].organisation = ours.owner
    people["analyst"].save()
    assert product in products_of(people["analyst"])


def test_its_page_goes_out_by_approval_alone(client, people, products_zh, ours):
    page = products_zh.add_child(
        instance=BrandPage(title="坡脚坪", slug="pojiaoping", brand=ours, locale=products_zh.locale)
    )
    assert not BrandPage.objects.get(pk=page.pk).live
    for role in ("editor", "admin"):
        client.force_login(people[role])
        client.post(
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            {"title": "坡脚坪", "slug": "pojiaoping", "brand": ours.pk, "body": "null", "action-publish": "1"},
        )
        assert not BrandPage.objects.get(pk=page.pk).live
