"""What every test may use."""

import pytest

from tests import factories


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Set the house up once: doing it for every test was most of the suite's time."""
    from cms.site_setup import ensure_site

    with django_db_blocker.unblock():
        ensure_site()


@pytest.fixture
def site(db):
    """Languages, trees, roles and workflow, as a new installation has them. Returns the default site."""
    from wagtail.models import Site

    from cms.site_setup import ensure_site

    # Tests that commit empty the tables behind them.
    return Site.objects.filter(is_default_site=True).first() or ensure_site()


@pytest.fixture
def people(site) -> dict:
    """One person per role, by role name, each in its own group, plus `admin` (superuser)."""
    return factories.make_people()


@pytest.fixture
def stories_zh(site):
    from stories.models import StoryIndexPage

    return StoryIndexPage.objects.get(locale__language_code="zh-hans")


@pytest.fixture
def products_zh(site):
    from products.models import ProductIndexPage

    return ProductIndexPage.objects.get(locale__language_code="zh-hans")
