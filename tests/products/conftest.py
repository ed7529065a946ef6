"""What the tests of this room share."""

import pytest
from django.db import transaction

from products import services
from products.place_data import load_places
from tests import factories
from tests.products.days import day


@pytest.fixture
def product(people):
    return factories.ProductFactory()


@pytest.fixture
def recommended(product, people):
    return services.recommend(product, people["recommender"], on=day(30), note_zh="坡地橙子")


@pytest.fixture
def visited(recommended, people):
    return services.record_visit(recommended, people["inspector"], on=day(20))


@pytest.fixture
def assessed(visited, people):
    return factories.assess(visited, people["inspector"], on=day(15))


@pytest.fixture
def verified(people):
    return factories.verified_product(people)


@pytest.fixture
def followers(monkeypatch):
    """The followers' calls as (what, product code), with the rooms above left out."""
    from products import followers

    calls = []
    for event, what in ((followers.on_verification_ended, "ended"), (followers.on_verification_renewed, "renewed")):
        note = lambda product, verification, what=what: calls.append((what, product.code))  # noqa: E731
        monkeypatch.setattr(event, "followers", [note])
    return calls


@pytest.fixture(scope="module")
def all_places(django_db_setup, django_db_blocker):
    """Every place of the file, loaded once for a module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_places()
        yield
        transaction.set_rollback(True)
