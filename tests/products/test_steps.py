"""The four steps: order, people, dates, and what each leaves behind."""

from datetime import timedelta

import pytest
from django.utils import timezone

from products import services
from products.models import VerificationState as State
from tests import factories


def day(back: int):
    return timezone.localdate() - timedelta(days=back)


@pytest.fixture
def product(people):
    return factories.ProductFactory()


@pytest.fixture
def recommended(product, people):
    return services.recommend(product, people["recommender"], on=day(30))


def test_a_product_walks_through_the_four_steps(people):
    product = factories.verified_product(people)
    verification = product.current_verification
    assert product.is_verified()
    assert verification.state == State.CONFIRMED
    assert [step.kind for step in verification.steps.all()] == ["recommended", "visited", "assessed", "confirmed"]
    assert verification.steps.first().organisation == people["recommender"].organisation
