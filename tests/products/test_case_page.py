"""The case page: who sees which form, what a form does, and what a refusal says."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from products import services
from products.models import Verification
from tests import factories


def day(back: int):
    return timezone.localdate() - timedelta(days=back)


@pytest.fixture
def recommended(people):
    return services.recommend(factories.ProductFactory(), people["recommender"], on=day(30), note_zh="坡地橙子")


def page(client, verification):
    return client.get(reverse("verification:case", args=[verification.pk]))


def offered(response) -> list[str]:
    return [action.key for action, _form in response.context["actions"]]


def test_it_shows(client, people, recommended):
    client.force_login(people["inspector"])
    response = page(client, recommended)
    assert response.status_code == 200
    assert offered(response) == ["visit", "evidence", "refuse"]
    open("/tmp/team/products/case.html", "w").write(response.content.decode())
