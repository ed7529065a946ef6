"""What vouches for a product can neither be deleted nor swapped by a side door of the admin."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from products.models import Organisation, Photo, Product, User
from tests import factories


@pytest.fixture
def desk(client, people):
    client.force_login(people["admin"])
    return client


@pytest.fixture
def evidence(verified):
    return verified.current_verification.evidence.get()


def says_no(response) -> bool:
    return response.status_code == 200 and bool(list(response.context["messages"]))


def test_the_picture(desk, evidence):
    assert says_no(desk.post(reverse("wagtailimages:delete", args=[evidence.photo_id]), follow=True))
    assert Photo.objects.filter(pk=evidence.photo_id).exists()


def test_the_picture_in_bulk(desk, evidence):
    address = reverse("wagtail_bulk_action", args=["products", "photo", "delete"])
    assert says_no(desk.post(f"{address}?id={evidence.photo_id}", follow=True))
    assert Photo.objects.filter(pk=evidence.photo_id).exists()


def test_the_inspector(desk, people, verified):
    assert says_no(desk.post(reverse("wagtailusers_users:delete", args=[people["inspector"].pk]), follow=True))
    assert User.objects.filter(username="inspector").exists()


def test_the_product(desk, verified):
    assert says_no(desk.post(reverse("product:delete", args=[verified.pk]), follow=True))
    assert Product.objects.filter(pk=verified.pk).exists()


def test_the_producer(desk):
    organisation = factories.ProductFactory().producer
    assert says_no(desk.post(reverse("organisation:delete", args=[organisation.pk]), follow=True))
    assert Organisation.objects.filter(pk=organisation.pk).exists()


def test_the_file_of_evidence_is_not_swapped(desk, evidence):
    before = Photo.objects.get(pk=evidence.photo_id).sha256
    response = desk.post(
        reverse("wagtailimages:edit", args=[evidence.photo_id]),
        {"title": "t", "file": SimpleUploadedFile("b.jpg", factories.jpeg_bytes(50, 50)), "collection": 1},
    )
    assert response.context["form"].errors["file"]
    assert Photo.objects.get(pk=evidence.photo_id).sha256 == before


def test_its_title_may_change(desk, evidence):
    desk.post(reverse("wagtailimages:edit", args=[evidence.photo_id]), {"title": "renamed", "collection": 1})
    assert Photo.objects.get(pk=evidence.photo_id).title == "renamed"


def test_the_code_of_a_verified_product_stays(desk, verified):
    form = desk.get(reverse("product:edit", args=[verified.pk])).context["form"]
    assert form.fields["code"].disabled
