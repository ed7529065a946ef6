"""Consent: asked for, withdrawn later, and from then on nobody sees the picture."""

import uuid

import pytest
from django.urls import reverse

from products import followers, visits
from products.consents import photos_not_to_be_shown, withdraw_consent
from products.models import PersonMet
from products.visit_files import add_photo
from tests import factories
from tests.products.test_public import product_page
from tests.products.visiting import met, photo_file, refused, shown_on_a_photo


@pytest.fixture
def shown(recommended, people):
    """(product, person met, photo): confirmed, with the person on a public photo."""
    someone, photo = shown_on_a_photo(recommended, people)
    recommended.product.refresh_from_db()
    return recommended.product, someone, photo


@pytest.fixture
def told(monkeypatch):
    calls = []
    monkeypatch.setattr(
        followers.on_consent_withdrawn,
        "followers",
        [lambda person_met, person: calls.append((person_met, person)) or "1 story is opened."],
    )
    return calls


def test_it_is_written_down_once_and_told(shown, people, told):
    _product, someone, photo = shown
    assert photos_not_to_be_shown([photo.pk, None]) == set()
    assert withdraw_consent(someone, people["confirmer"], "电话里说的") == ["1 story is opened."]
    assert (someone.withdrawn_by, someone.withdrawal_note) == (people["confirmer"], "电话里说的")
    assert told == [(someone, people["confirmer"])]
    assert photos_not_to_be_shown([photo.pk]) == {photo.pk}
    assert refused(withdraw_consent, someone, people["confirmer"]) == "consent.already_withdrawn"


@pytest.mark.parametrize("role", ["recommender", "author", "editor", "operator", "analyst"])
def test_other_roles_write_none_down(shown, people, role):
    assert refused(withdraw_consent, shown[1], people[role]) == "consent.no_permission"


def test_not_by_another_organisation(shown, people):
    people["inspector"].organisation = factories.OrganisationFactory(kind="cooperative")
    people["inspector"].save()
    assert refused(withdraw_consent, shown[1], people["inspector"]) == "consent.not_yours"


def test_it_counts_for_the_rows_carried_to_the_next_visit(recommended, people, told):
    visit = visits.begin(recommended, people["inspector"])
    first = met(visit, people)
    later = PersonMet.objects.create(visit=visit, key=uuid.uuid4(), name=first.name, carried_from=first)
    withdraw_consent(later, people["inspector"])
    first.refresh_from_db()
    assert first.withdrawn_at
    assert len(told) == 2


def test_public_pages_leave_the_picture_out_at_once(client, shown, people, products_zh):
    product, someone, photo = shown
    page = product_page(products_zh, product)
    page.gallery.create(photo=photo, caption="田阿妹")
    address = f"/verify/{product.code}"
    before = client.get(address, headers={"Accept-Language": "en"}).content.decode()
    assert "田阿妹在采摘" in before or "Picking" in before
    withdraw_consent(someone, people["inspector"])
    for path in (address, page.url):
        after = client.get(path, headers={"Accept-Language": "zh-hans"}).content.decode()
        assert "应被摄者的要求" in after
        assert str(photo.file.name).rpartition("/")[2].rpartition(".")[0] not in after
        assert "田阿妹" not in after
    # The checksum stays: the record is not rewritten.
    assert photo.sha256 in client.get(address).content.decode()


def test_authors_are_not_offered_it(client, shown, people):
    _product, someone, photo = shown
    client.force_login(people["author"])
    offered = lambda: {  # noqa: E731
        image.pk for image in client.get(reverse("wagtailimages_chooser:choose")).context["results"]
    }
    assert photo.pk in offered()
    withdraw_consent(someone, people["inspector"])
    assert photo.pk not in offered()


def test_nor_the_photos_of_a_visit_that_goes_on(client, recommended, people):
    visit = visits.begin(recommended, people["inspector"])
    photo = add_photo(visit, people["inspector"], uuid.uuid4(), photo_file()).photo
    client.force_login(people["author"])
    results = client.get(reverse("wagtailimages_chooser:choose")).context["results"]
    assert photo.pk not in {image.pk for image in results}


class TestListing:
    def test_who_agreed_to_what_and_where_they_are_shown(self, client, shown, people, products_zh):
        from wagtail.models import ReferenceIndex

        product, someone, photo = shown
        page = product_page(products_zh, product, title="保靖脐橙的页面")
        page.gallery.create(photo=photo)
        ReferenceIndex.create_or_update_for_object(page)
        client.force_login(people["confirmer"])
        listing = client.get(reverse("person_met:index")).content.decode()
        assert "田阿妹" in listing
        assert "保靖脐橙的页面" in listing
        address = reverse("person_met:withdraw", args=[someone.pk])
        assert "保靖脐橙的页面" in client.get(address).content.decode()
        assert client.post(address, {"note": "来信"}).url == reverse("person_met:index")
        someone.refresh_from_db()
        assert someone.withdrawal_note == "来信"

    def test_its_queries_do_not_grow(self, client, shown, people, django_assert_max_num_queries):
        _product, someone, _photo = shown
        client.force_login(people["confirmer"])
        client.get(reverse("person_met:index"))
        for number in range(8):
            row = PersonMet.objects.create(visit=someone.visit, key=uuid.uuid4(), name=f"龙阿公 {number}")
            someone.photos.get().people.add(row)
        with django_assert_max_num_queries(25):
            client.get(reverse("person_met:index"))

    def test_another_house_sees_nobody(self, client, shown, people):
        people["inspector"].organisation = factories.OrganisationFactory(kind="cooperative")
        people["inspector"].save()
        client.force_login(people["inspector"])
        assert "田阿妹" not in client.get(reverse("person_met:index")).content.decode()
        assert client.get(reverse("person_met:withdraw", args=[shown[1].pk])).status_code == 404
