"""What the tests of this room share."""

import pytest

from products import services
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
    return services.assess(visited, people["inspector"], on=day(15))


@pytest.fixture
def verified(people):
    return factories.verified_product(people)


@pytest.fixture
def followers(monkeypatch):
    """The followers' calls as (what, product code), with the rooms above left out."""
    from products import followers

    calls = []
    monkeypatch.setattr(followers, "_ended", [lambda product, verification: calls.append(("ended", product.code))])
    monkeypatch.setattr(followers, "_renewed", [lambda product, verification: calls.append(("renewed", product.code))])
    return calls
